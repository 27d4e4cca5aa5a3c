package io.thalweg.streams.benchmarks.workload;

/**
 * How big a workload is, compared with the sizes in {@link Models}.
 *
 * @param scale factor on records and keys
 * @param length factor on records and event time: the same traffic for longer, so that less of a
 *     run is start-up and compilation
 */
public record Size(double scale, double length) {
  private static final int LEAST = 100;

  int keys(int count) {
    return atLeast(count * scale);
  }

  int records(int count) {
    return atLeast(count * scale * length);
  }

  /** Event time of the input, a whole minute. */
  long span() {
    return Math.max(1, Math.round(Windows.SPAN * length / Windows.SIZE)) * Windows.SIZE;
  }

  private static int atLeast(double count) {
    return Math.max(LEAST, (int) count);
  }
}
