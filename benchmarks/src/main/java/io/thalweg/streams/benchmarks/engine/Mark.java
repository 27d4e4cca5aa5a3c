package io.thalweg.streams.benchmarks.engine;

import java.util.Properties;

/**
 * A reading of all clocks at one moment of a run.
 *
 * @param records progress
 * @param wallNanos since the JVM started
 * @param cpuNanos CPU time of this process since it started
 * @param brokerNanos CPU time of the broker since it started; 0 if unknown
 * @param jitNanos CPU time of the compiler threads
 * @param gcNanos CPU time of the collector threads
 */
public record Mark(
    long records, long wallNanos, long cpuNanos, long brokerNanos, long jitNanos, long gcNanos) {

  void write(Properties to, String name) {
    to.setProperty(
        name,
        records
            + ","
            + wallNanos
            + ","
            + cpuNanos
            + ","
            + brokerNanos
            + ","
            + jitNanos
            + ","
            + gcNanos);
  }

  public static Mark read(Properties from, String name) {
    String text = from.getProperty(name);
    if (text == null) {
      throw new IllegalArgumentException("The results lack the mark '" + name + "'.");
    }
    String[] parts = text.split(",", -1);
    return new Mark(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]));
  }

  /** What passed since {@code earlier}. */
  public Mark since(Mark earlier) {
    return new Mark(
        records - earlier.records,
        wallNanos - earlier.wallNanos,
        cpuNanos - earlier.cpuNanos,
        brokerNanos - earlier.brokerNanos,
        jitNanos - earlier.jitNanos,
        gcNanos - earlier.gcNanos);
  }
}
