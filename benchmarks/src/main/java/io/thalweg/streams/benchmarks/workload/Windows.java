package io.thalweg.streams.benchmarks.workload;

/** The windows of the tumbling and hopping workloads, in milliseconds. */
public final class Windows {
  public static final long SIZE = 60_000;

  /** From one hopping window to the next: each record is in five. */
  public static final long ADVANCE = 12_000;

  public static final long GRACE = 30_000;

  /** Records of two streams join if their times differ by no more. */
  public static final long DIFFERENCE = 10_000;

  /** Records are at most this much out of order: less than the grace, so that none is dropped. */
  static final long JITTER = 10_000;

  /** Event time that the input spans. */
  static final long SPAN = 30 * SIZE;

  private Windows() {}

  /** The start of the latest window that a time falls in. */
  public static long start(long timestamp, long advance) {
    return timestamp - timestamp % advance;
  }
}
