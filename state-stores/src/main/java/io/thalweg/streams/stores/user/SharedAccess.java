package io.thalweg.streams.stores.user;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.stores.engine.Lease;
import io.thalweg.streams.stores.engine.OpenCursors;
import io.thalweg.streams.stores.engine.SnapshotDesk;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Any other thread's. The lease is held for single calls, so that the user's store is not closed
 * under one of them.
 */
record SharedAccess(
    String name, Traffic traffic, Lease lease, SnapshotDesk desk, OpenCursors cursors)
    implements Access {
  @Override
  public boolean isOpen() {
    return !lease.isShut();
  }

  @Override
  public <T extends @Nullable Object> T read(Supplier<T> read) {
    if (!lease.tryAcquire()) {
      throw new InvalidStateStoreException(
          "Store "
              + name
              + " is closed here: its task is being restored or has moved to another instance;"
              + " look the store up again");
    }
    try {
      return read.get();
    } finally {
      lease.release();
    }
  }

  /** The owner writes what it holds first. */
  @Override
  public <T> T scan(Supplier<T> read) {
    HeldRows held = traffic.held();
    while (held != null && !held.allWritten()) {
      T result =
          desk.<T>ask(
              () -> {
                traffic.writeOut();
                return () -> read(read);
              });
      if (result != null) {
        return result;
      }
      read(() -> true); // throws if nobody will come
    }
    return read(read);
  }
}
