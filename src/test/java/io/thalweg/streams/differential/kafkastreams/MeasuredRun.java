package io.thalweg.streams.differential.kafkastreams;

import io.thalweg.streams.differential.Measured;
import io.thalweg.streams.differential.MeasuredApp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** Runs {@link MeasuredTopology} and shows the metrics. */
public final class MeasuredRun {
  private static final Instant START = Instant.ofEpochMilli(1_000);
  private static final int RECORDS = 300;

  private MeasuredRun() {}

  /** With a test driver, which makes figures that are the same in each run. */
  public static Map<String, Object> driven(Properties config) {
    try (TopologyTestDriver driver =
        new TopologyTestDriver(MeasuredTopology.build("").build(), config, START)) {
      Random random = new Random(1);
      long now = 500;
      for (int i = 0; i < RECORDS; i++) {
        now += random.nextInt(4);
        driver.advanceWallClockTime(Duration.ofMillis(random.nextInt(10)));
        TestInputTopic<String, String> topic =
            driver.createInputTopic(
                "abtfg".substring(i % 5, i % 5 + 1),
                new StringSerializer(),
                new StringSerializer());
        String key = random.nextInt(20) == 0 && i % 5 < 2 ? null : "k" + random.nextInt(5);
        long time = now - (random.nextInt(10) == 0 ? random.nextInt(40) : 0);
        topic.pipeInput(key, "v" + random.nextInt(3), time);
      }
      return Measured.all(driver.metrics());
    }
  }

  /** In a broker, until closed. */
  public static MeasuredApp start(String prefix, Properties config) {
    KafkaStreams streams = new KafkaStreams(MeasuredTopology.build(prefix).build(), config);
    streams.start();
    return new Running(streams);
  }

  private record Running(KafkaStreams streams) implements MeasuredApp {
    @Override
    public boolean running() {
      return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public Map<String, Object> metrics() {
      return Measured.all(streams.metrics());
    }

    @Override
    public void close() {
      streams.close(
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(Duration.ofSeconds(30)));
    }
  }
}
