package io.thalweg.streams.stores.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets any number of readers in until the owner shuts it; shutting waits for those inside. Readers
 * hold it for single calls only, never between calls. While it is paused, readers wait.
 */
public final class Lease {
  private static final int ALL = Integer.MAX_VALUE;
  private static final long LOOK_AGAIN_MS = 10;

  // fair, so that those who wait for the end of a pause cannot starve the owner
  private final Semaphore permits = new Semaphore(ALL, true);
  private volatile boolean shut; // written by the owner
  private volatile boolean paused; // written by the owner
  private boolean held; // owner; whether it has all permits

  /** Whether the caller is in; it must then call {@link #release}. */
  public boolean tryAcquire() {
    while (!shut) {
      if (!paused && permits.tryAcquire()) {
        return true;
      }
      try {
        if (permits.tryAcquire(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  public void release() {
    permits.release();
  }

  public boolean isShut() {
    return shut;
  }

  /** Keeps new readers out and waits until those inside have left. Owner only. */
  public void shut() {
    shut = true; // first, so that a stream of readers cannot starve the owner
    hold();
  }

  /** Lets readers in again. Owner only. */
  public void reopen() {
    if (shut) {
      shut = false;
      letGo();
    }
  }

  /** Waits until readers have left and makes new ones wait: for a moment only. Owner only. */
  public void pause() {
    paused = true;
    hold();
  }

  /** Ends a {@link #pause}; if it was shut meanwhile it stays shut. Owner only. */
  public void resume() {
    paused = false;
    if (!shut) {
      letGo();
    }
  }

  private void hold() {
    if (!held) {
      permits.acquireUninterruptibly(ALL);
      held = true;
    }
  }

  private void letGo() {
    if (held) {
      held = false;
      permits.release(ALL);
    }
  }
}
