/** Tests of task assignment and internal topics with real consumers on a real broker. */
@NullMarked
package io.thalweg.streams.assignment;

import org.jspecify.annotations.NullMarked;
