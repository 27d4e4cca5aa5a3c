package io.thalweg.streams.runtime.metrics;

import org.apache.kafka.common.utils.Time;

/**
 * The wall clock for what is counted record by record. It is looked at so often that it is right to
 * about ten milliseconds, which is seldom unless records take long. Owner: the task's thread.
 */
public final class RoughClock {
  private static final int MOST_RECORDS = 64;
  private static final long MS = 10;

  private final Time time;
  private long nowMs; // owner: the task's thread
  private int every = 1; // owner: the task's thread
  private int left = 1; // owner: the task's thread

  public RoughClock(Time time) {
    this.time = time;
  }

  /** The time when somebody last looked. */
  public long nowMs() {
    return nowMs;
  }

  /** Something other than a record begins, or the first of many records. */
  public void look() {
    nowMs = time.milliseconds();
    left = every;
  }

  /** A record has passed. */
  public void passed() {
    if (--left <= 0) {
      long before = nowMs;
      nowMs = time.milliseconds();
      long fitting = every * MS / Math.max(1, nowMs - before);
      every = (int) Math.max(1, Math.min(MOST_RECORDS, fitting));
      left = every;
    }
  }
}
