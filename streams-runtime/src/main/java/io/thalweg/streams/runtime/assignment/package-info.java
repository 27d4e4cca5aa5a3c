/** Who runs which task: pure planning, its wire codec, the assignor and the internal topics. */
@NullMarked
package io.thalweg.streams.runtime.assignment;

import org.jspecify.annotations.NullMarked;
