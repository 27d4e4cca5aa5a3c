package io.thalweg.streams.runtime.exec;

import org.jspecify.annotations.Nullable;

/**
 * Remembers which thread may touch an object, and says so when another does. Ownership moves by
 * {@link #release} on the old thread, a message through a {@link Mailbox}, {@link #claim} on the
 * new one. In a simulation all owners are the same thread and every check passes.
 */
public final class Owner {
  private final String what;
  // written by whoever holds the object; a racing writer is the very error that is looked for
  private volatile @Nullable Thread thread;

  /**
   * @param what the object, for messages
   */
  public Owner(String what) {
    this.what = what;
  }

  /**
   * The calling thread takes the object.
   *
   * @throws IllegalStateException if another thread holds it
   */
  public void claim() {
    Thread holder = thread;
    Thread caller = Thread.currentThread();
    if (holder != null && holder != caller) {
      throw new IllegalStateException(
          what + " belongs to thread " + holder.getName() + "; " + caller.getName() + " claims it");
    }
    thread = caller;
  }

  /** The calling thread gives the object up. */
  public void release() {
    check();
    thread = null;
  }

  /**
   * Fails unless the calling thread holds the object.
   *
   * @throws IllegalStateException naming both threads
   */
  public void check() {
    Thread holder = thread;
    if (holder != Thread.currentThread()) {
      throw new IllegalStateException(
          what
              + " belongs to "
              + (holder == null ? "no thread" : "thread " + holder.getName())
              + " but is used by "
              + Thread.currentThread().getName());
    }
  }
}
