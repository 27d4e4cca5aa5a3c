package io.thalweg.streams.stores.user;

import io.thalweg.streams.stores.engine.OpenCursors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How one thread gets at a user's store; throws if the store is closed. */
interface Access {
  /** Whether the store can be read. */
  boolean isOpen();

  /** Iterators that are open. */
  OpenCursors cursors();

  /** Reads. */
  <T extends @Nullable Object> T read(Supplier<T> read);

  /** As {@link #read}, of what has to be in the user's store by then. */
  <T> T scan(Supplier<T> read);
}
