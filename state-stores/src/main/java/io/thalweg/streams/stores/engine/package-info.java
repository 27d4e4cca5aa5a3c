/** The one byte-store contract (single writer, many readers) and the in-memory engine. */
@NullMarked
package io.thalweg.streams.stores.engine;

import org.jspecify.annotations.NullMarked;
