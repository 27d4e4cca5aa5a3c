package io.thalweg.streams.testing;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A clock that stands still until it is moved. Not thread-safe. */
public final class VirtualTime implements Time {
  private static final long NANOS = 1_000_000;

  private long nowMs;

  /** Starts at a time, milliseconds since the epoch. */
  public VirtualTime(long startMs) {
    this.nowMs = startMs;
  }

  @Override
  public long milliseconds() {
    return nowMs;
  }

  @Override
  public long nanoseconds() {
    return nowMs * NANOS;
  }

  /** Moves the clock forward. */
  @Override
  public void sleep(long ms) {
    if (ms < 0) {
      throw new IllegalArgumentException("Time goes forward only, not by " + ms + " ms");
    }
    nowMs += ms;
  }

  @Override
  public void waitObject(Object lock, Supplier<Boolean> condition, long deadlineMs) {
    if (!condition.get()) {
      throw new org.apache.kafka.common.errors.TimeoutException(
          "Nobody can change what is waited for: everything happens on this thread");
    }
  }
}
