package io.thalweg.streams.differential;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both libraries have the same metrics, and where time does not matter with the same values. */
@WithKafka
class MetricsPeerTest {
  /** What Kafka Streams has and Thalweg has not; docs/metrics.md says why. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "stream-record-cache-metrics .*task-id=,.*"
              + "|stream-task-metrics cache-size-bytes-total \\{task-id=,.*"
              + "|stream-state-updater-metrics checkpoint-ratio .*");

  /** Figures that do not depend on how long something took or when it was looked at. */
  private static final Pattern SAME =
      Pattern.compile(
          "stream-topic-metrics .*"
              + "|stream-processor-node-metrics (.*-total|record-e2e-latency-.*) .*"
              + "|stream-task-metrics (process|dropped-records|punctuate)-total .*");

  /** Kafka Streams counts a key that is null as -1 bytes. */
  private static final Pattern WITH_NULL_KEYS =
      Pattern.compile("stream-topic-metrics bytes-consumed-total .* topic=[ab]}");

  @Test
  void whenTheSameIsProcessedThenFiguresAreTheSame() {
    Properties config = config("app", "DEBUG");
    Map<String, Double> theirs =
        ofAllTasks(io.thalweg.streams.differential.kafkastreams.MeasuredRun.driven(config));
    Map<String, Double> ours =
        ofAllTasks(io.thalweg.streams.differential.thalweg.MeasuredRun.driven(config));
    assertTrue(theirs.size() > 150, () -> "only " + theirs.size());
    assertEquals(lines(theirs), lines(ours));
  }

  /** A driver of Kafka Streams has one task for all, ours has one for each subtopology. */
  private static Map<String, Double> ofAllTasks(Map<String, Object> metrics) {
    Map<String, Double> all = new TreeMap<>();
    metrics.forEach(
        (id, value) -> {
          if (SAME.matcher(id).matches() && !WITH_NULL_KEYS.matcher(id).matches()) {
            all.merge(id.replaceAll("task-id=[^,]*, ", ""), (Double) value, Double::sum);
          }
        });
    return all;
  }

  private static String lines(Map<String, Double> metrics) {
    StringBuilder lines = new StringBuilder();
    metrics.forEach((id, value) -> lines.append(id).append(" = ").append(value).append('\n'));
    return lines.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INFO", "DEBUG"})
  void whenAnApplicationRunsThenItHasTheSameMetrics(
      String level, KafkaCluster kafka, @TempDir Path folder) {
    Set<String> theirs =
        run(
            kafka,
            folder.resolve("ks"),
            level,
            io.thalweg.streams.differential.kafkastreams.MeasuredRun::start);
    Set<String> ours =
        run(
            kafka,
            folder.resolve("ours"),
            level,
            io.thalweg.streams.differential.thalweg.MeasuredRun::start);
    assertTrue(theirs.size() > 1_000, () -> "only " + theirs.size());
    assertEquals(Set.of(), without(theirs, ours), "metrics that Thalweg has not");
    assertEquals(Set.of(), without(ours, theirs), "metrics that Kafka Streams has not");
  }

  private static Set<String> without(Set<String> all, Set<String> known) {
    Set<String> left = new TreeSet<>(all);
    left.removeAll(known);
    return left;
  }

  /** Names of what is told once everything has been used. */
  private static Set<String> run(
      KafkaCluster kafka,
      Path folder,
      String level,
      BiFunction<String, Properties, MeasuredApp> library) {
    String name = kafka.uniqueName("measured");
    feed(kafka, name);
    Properties config = config(name, level);
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("state.dir", folder.toString());
    config.put("commit.interval.ms", "100");
    Map<String, Object> seen = new HashMap<>();
    try (MeasuredApp app = library.apply(name + "-", config)) {
      await("records came out of each branch")
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> app.running() && used(app.metrics()));
      app.metrics().forEach((id, value) -> seen.put(id.replace(name, "@"), value));
    }
    Set<String> ids = new TreeSet<>(seen.keySet());
    ids.removeIf(id -> LEFT_OUT.matcher(id).matches());
    return ids;
  }

  private static boolean used(Map<String, Object> metrics) {
    long outputs =
        metrics.entrySet().stream()
            .filter(e -> e.getKey().startsWith("stream-topic-metrics records-produced-total"))
            .filter(e -> (Double) e.getValue() > 0)
            .count();
    return outputs >= 12;
  }

  private static void feed(KafkaCluster kafka, String name) {
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (String topic : List.of("a", "b", "t", "f", "g")) {
      kafka.createTopic(name + "-" + topic, 1);
      for (int i = 0; i < 200; i++) {
        records.add(
            new ProducerRecord<>(name + "-" + topic, 0, 1000L + i, "v" + i % 7, "v" + i % 3));
      }
    }
    List.of("doubled", "chosen", "closed", "suppressed", "limited", "joined", "enriched")
        .forEach(topic -> kafka.createTopic(name + "-" + topic, 1));
    List.of("outer", "inner", "kept").forEach(topic -> kafka.createTopic(name + "-" + topic, 1));
    kafka.io().sendAll(new StringSerializer(), new StringSerializer(), records);
  }

  private static Properties config(String name, String level) {
    Properties config = new Properties();
    config.put("application.id", name);
    config.put("default.key.serde", Serdes.StringSerde.class.getName());
    config.put("default.value.serde", Serdes.StringSerde.class.getName());
    config.put("metrics.recording.level", level);
    return config;
  }
}
