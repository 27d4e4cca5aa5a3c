package io.thalweg.streams.benchmarks;

import java.time.Duration;

/** The one broker of a run. */
interface Broker extends AutoCloseable {
  String bootstrapServers();

  /** 0 if it is not a known process of this machine. */
  long pid();

  String description();

  @Override
  void close();

  /** CPU time since the broker started; 0 if unknown. */
  default long cpuNanos() {
    return ProcessHandle.of(pid())
        .flatMap(p -> p.info().totalCpuDuration())
        .map(Duration::toNanos)
        .orElse(0L);
  }

  /** A broker that runs already and goes on running. */
  static Broker existing(String bootstrapServers, long pid) {
    return new Broker() {
      @Override
      public String bootstrapServers() {
        return bootstrapServers;
      }

      @Override
      public long pid() {
        return pid;
      }

      @Override
      public String description() {
        return "at " + bootstrapServers + ", started by somebody else";
      }

      @Override
      public void close() {}
    };
  }
}
