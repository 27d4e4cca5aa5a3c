package io.thalweg.streams.runtime.metrics;

/**
 * Adds up a value of each record of a batch: plain fields, no lock. Handed to a metric once a
 * batch, which empties it. Owner thread only.
 */
public final class Tally {
  private long count; // owner: the thread that processes the batch
  private long sum; // owner: the thread that processes the batch
  private long min = Long.MAX_VALUE; // owner: the thread that processes the batch
  private long max = Long.MIN_VALUE; // owner: the thread that processes the batch

  /** Counts one record's value. */
  public void add(long value) {
    count++;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  public long count() {
    return count;
  }

  public long sum() {
    return sum;
  }

  /** The least value; {@link Long#MAX_VALUE} if there is none. */
  public long min() {
    return min;
  }

  /** The greatest value; {@link Long#MIN_VALUE} if there is none. */
  public long max() {
    return max;
  }

  void clear() {
    count = 0;
    sum = 0;
    min = Long.MAX_VALUE;
    max = Long.MIN_VALUE;
  }
}
