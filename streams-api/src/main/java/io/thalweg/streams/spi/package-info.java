/** The doors, found by ServiceLoader, to the engine behind the public API. */
@NullMarked
package io.thalweg.streams.spi;

import org.jspecify.annotations.NullMarked;
