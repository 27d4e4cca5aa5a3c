package io.thalweg.streams.benchmarks;

import io.thalweg.streams.testing.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

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

  /** One node with its data in {@code folder}, set up as Kafka is by default. */
  static Broker start(Path folder) {
    EmbeddedKafka kafka =
        EmbeddedKafka.builder()
            .dataDirectory(folder)
            .brokerConfig(EmbeddedBroker.CONFIG)
            .jvmArguments(EmbeddedBroker.JVM)
            .start();
    return new EmbeddedBroker(kafka);
  }

  /** {@link EmbeddedKafka} without what makes it small and quick to start. */
  record EmbeddedBroker(EmbeddedKafka kafka) implements Broker {
    private static final Map<String, String> CONFIG =
        Map.of(
            "log.segment.bytes", "1073741824",
            "num.network.threads", "3",
            "num.io.threads", "8");
    private static final String[] JVM = {
      "-XX:-UseSerialGC", "-XX:+UseG1GC", "-XX:TieredStopAtLevel=4", "-Xms1g", "-Xmx1g"
    };

    @Override
    public String bootstrapServers() {
      return kafka.bootstrapServers();
    }

    @Override
    public long pid() {
      return kafka.pid(1);
    }

    @Override
    public String description() {
      return "EmbeddedKafka, one node, `" + String.join(" ", JVM) + "`, " + CONFIG;
    }

    @Override
    public void close() {
      kafka.close();
    }
  }
}
