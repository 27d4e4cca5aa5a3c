/** Stores of single operators that give rows back in order of time. */
@NullMarked
package io.thalweg.streams.stores.buffer;

import org.jspecify.annotations.NullMarked;
