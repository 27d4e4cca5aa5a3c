package io.thalweg.streams.stores.engine;

import java.util.concurrent.Semaphore;

/**
 * Lets any number of readers in until the owner shuts it; shutting waits for those inside. Readers
 * hold it for single calls only, never between calls.
 */
public final class Lease {
  private static final int ALL = Integer.MAX_VALUE;

  private final Semaphore permits = new Semaphore(ALL);
  private volatile boolean shut; // written by the owner

  /** Whether the caller is in; it must then call {@link #release}. */
  public boolean tryAcquire() {
    return !shut && permits.tryAcquire();
  }

  public void release() {
    permits.release();
  }

  public boolean isShut() {
    return shut;
  }

  /** Keeps new readers out and waits until those inside have left. Owner only. */
  public void shut() {
    if (!shut) {
      shut = true; // first, so that a stream of readers cannot starve the owner
      permits.acquireUninterruptibly(ALL);
    }
  }

  /** Lets readers in again. Owner only. */
  public void reopen() {
    if (shut) {
      permits.release(ALL);
      shut = false;
    }
  }
}
