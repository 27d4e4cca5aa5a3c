package io.thalweg.streams.stores.user;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.stores.engine.OwnerThread;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The owner thread's. */
final class OwnerAccess implements Access {
  private final String name;
  private final Traffic traffic;
  private final OwnerThread thread = new OwnerThread();
  private volatile boolean open = true; // written by the owner; anyone may ask

  OwnerAccess(String name, Traffic traffic) {
    this.name = name;
    this.traffic = traffic;
  }

  void close() {
    open = false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** The store goes to another thread. */
  void handOver() {
    thread.release();
  }

  void check() {
    assert thread.isCaller() : thread.complaint(name);
    if (!open) {
      throw new InvalidStateStoreException("Store " + name + " is currently closed");
    }
  }

  @Override
  public <T extends @Nullable Object> T read(Supplier<T> read) {
    check();
    return read.get();
  }

  @Override
  public <T> T scan(Supplier<T> read) {
    check();
    traffic.writeOut();
    return read.get();
  }
}
