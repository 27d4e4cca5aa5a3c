package io.thalweg.streams.benchmarks.report;

import io.thalweg.streams.benchmarks.engine.Engine;
import io.thalweg.streams.benchmarks.engine.Mark;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.util.List;
import java.util.Properties;

/**
 * One run of one engine.
 *
 * @param records input records of the whole run
 * @param half clocks when half of the counted input had entered the topology
 * @param end clocks when all was written and committed
 * @param rssKib peak resident set, -1 if unknown
 * @param allocatedBytes allocated on the heap by the threads alive just before the end
 * @param problems how the output differs from the model
 */
public record Measurement(
    Run run,
    long records,
    Mark half,
    Mark end,
    long rssKib,
    long allocatedBytes,
    List<String> problems) {

  /** Which run it was; {@code brokerAtStart} is the broker's CPU time when the child started. */
  public record Run(Workload workload, Engine engine, int round, long brokerAtStart) {}

  /** Reads what the child wrote. */
  public static Measurement read(Run run, long records, Properties results, List<String> problems) {
    return new Measurement(
        run,
        records,
        Mark.read(results, "half"),
        Mark.read(results, "end"),
        Long.parseLong(results.getProperty("rss.kib", "-1")),
        Long.parseLong(results.getProperty("allocated.bytes", "0")),
        problems);
  }

  public double recordsPerSecond() {
    return records * 1e9 / end.wallNanos();
  }

  /** CPU seconds per million records. */
  public double cpu() {
    return perMillion(end.cpuNanos(), records);
  }

  public double brokerCpu() {
    return perMillion(end.brokerNanos() - run.brokerAtStart(), records);
  }

  public double secondHalfRecordsPerSecond() {
    Mark part = end.since(half);
    return part.records() * 1e9 / part.wallNanos();
  }

  public double secondHalfCpu() {
    Mark part = end.since(half);
    return perMillion(part.cpuNanos(), part.records());
  }

  public double secondHalfBrokerCpu() {
    Mark part = end.since(half);
    return perMillion(part.brokerNanos(), part.records());
  }

  /** Share of the process's CPU time that the compiler threads used. */
  public double jitShare() {
    return (double) end.jitNanos() / end.cpuNanos();
  }

  public double gcShare() {
    return (double) end.gcNanos() / end.cpuNanos();
  }

  public double allocatedPerRecord() {
    return (double) allocatedBytes / records;
  }

  private static double perMillion(long nanos, long records) {
    return nanos / 1e3 / records;
  }
}
