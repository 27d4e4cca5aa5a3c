/** Records of tests. */
@NullMarked
package io.thalweg.streams.test;

import org.jspecify.annotations.NullMarked;
