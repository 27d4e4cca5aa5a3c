package io.thalweg.streams.stores.user;

import io.thalweg.streams.errors.InvalidStateStoreException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The owner thread's. */
final class OwnerAccess implements Access {
  private final String name;
  private final Traffic traffic;
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

  void check() {
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
