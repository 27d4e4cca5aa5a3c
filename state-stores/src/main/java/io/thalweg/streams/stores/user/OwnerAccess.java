package io.thalweg.streams.stores.user;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.stores.engine.OpenCursors;
import io.thalweg.streams.stores.engine.OwnerThread;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The owner thread's. */
final class OwnerAccess implements Access {
  private final String name;
  private final Traffic traffic;
  private final OpenCursors cursors;
  private final OwnerThread thread = new OwnerThread();
  private volatile boolean open = true; // written by the owner; anyone may ask

  OwnerAccess(String name, Traffic traffic, OpenCursors cursors) {
    this.name = name;
    this.cursors = cursors;
    this.traffic = traffic;
  }

  void close() {
    open = false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public OpenCursors cursors() {
    return cursors;
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
