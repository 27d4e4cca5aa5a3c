package io.thalweg.streams.stores.engine;

import org.jspecify.annotations.Nullable;

/**
 * Which thread may use a store: the first that does. Only asked by assertions, so that it costs
 * nothing where they are off.
 */
public final class OwnerThread {
  private @Nullable Thread owner; // of the owner; another thread that reads it is the error

  /** Whether the caller is the owner. */
  public boolean isCaller() {
    Thread caller = Thread.currentThread();
    if (owner == null) {
      owner = caller;
    }
    return owner == caller;
  }

  /** The next to come will be the owner. */
  public void release() {
    owner = null;
  }

  /** What is wrong with a call of anybody else. */
  public String complaint(String store) {
    return "Store "
        + store
        + " belongs to thread "
        + owner
        + ", but is used by "
        + Thread.currentThread()
        + ": other threads read it by KafkaStreams.store";
  }
}
