/** Operators of foreign-key joins and of global tables. */
@NullMarked
package io.thalweg.streams.runtime.operator.foreign;

import org.jspecify.annotations.NullMarked;
