/** Leaf helpers: duration checks and windowed-key byte layouts. */
@NullMarked
package io.thalweg.streams.support;

import org.jspecify.annotations.NullMarked;
