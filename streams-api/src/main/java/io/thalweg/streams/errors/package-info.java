/** Exceptions and the handlers that decide about failures. */
@NullMarked
package io.thalweg.streams.errors;

import org.jspecify.annotations.NullMarked;
