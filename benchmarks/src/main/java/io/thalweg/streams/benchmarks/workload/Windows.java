package io.thalweg.streams.benchmarks.workload;

/** The windows of the windowed workloads, in milliseconds. */
public final class Windows {
  public static final long SIZE = 60_000;

  /** From one hopping window to the next: each record is in five. */
  public static final long ADVANCE = 12_000;

  public static final long GRACE = 30_000;

  /** Between the records of a session. */
  public static final long GAP = 10_000;

  /** Records of two streams join, and those of one share a sliding window, up to this far apart. */
  public static final long DIFFERENCE = 10_000;

  /** Records are at most this much out of order: less than the grace, so that none is dropped. */
  static final long JITTER = 10_000;

  /** A visitor's records lie in a time so long. */
  static final long VISIT = 20_000;

  /** Records of a visit, on average. */
  static final int VISIT_RECORDS = 8;

  /** Event time that the input spans at length 1. */
  static final long SPAN = 30 * SIZE;

  private Windows() {}

  /** The start of the latest window that a time falls in. */
  public static long start(long timestamp, long advance) {
    return timestamp - timestamp % advance;
  }
}
