package io.thalweg.streams.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.thalweg.streams.testing.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** An application under test: its topics, its configuration, its instances' folders. */
final class App {
  static final String AT_LEAST_ONCE = "at_least_once";
  static final String EXACTLY_ONCE = "exactly_once_v2";

  private final KafkaCluster kafka;
  private final String name;
  private final Path folder;
  private final AppTopology topology;
  private final Map<String, String> config = new LinkedHashMap<>();

  /** Creates the topics. */
  App(KafkaCluster kafka, AppTopology topology, int partitions, String guarantee, Path folder) {
    this.kafka = kafka;
    this.topology = topology;
    this.name = kafka.uniqueName(topology.name().toLowerCase(Locale.ROOT));
    this.folder = folder;
    kafka.createTopics(
        partitions, AppTopology.input(name), AppTopology.output(name), name + "-ids");
    config.put("application.id", name);
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("processing.guarantee", guarantee);
    config.put("commit.interval.ms", "200");
    config.put("statestore.cache.max.bytes", "0");
    // A dead instance is noticed soon, and its transaction does not block readers for long.
    config.put("session.timeout.ms", "3000");
    config.put("heartbeat.interval.ms", "500");
    config.put("transaction.timeout.ms", "5000");
  }

  App with(String key, String value) {
    config.put(key, value);
    return this;
  }

  String name() {
    return name;
  }

  Path stateDirectory(String instance) {
    return folder.resolve(instance).resolve("state");
  }

  /** Starts an instance, on the state that an earlier one of the same name left. */
  Instance start(String instance) {
    Map<String, String> own = new HashMap<>(config);
    own.put("state.dir", stateDirectory(instance).toString());
    own.put("client.id", name + "-" + instance);
    return Instance.start(folder.resolve(instance), topology, own);
  }

  /** A store as its changelog tells it. */
  Map<String, Long> replay(String store) {
    return new TreeMap<>(
        kafka
            .io()
            .readTable(
                AppTopology.changelog(name, store),
                new StringDeserializer(),
                new LongDeserializer()));
  }

  /** Makes the changelog of a store, as the application would. */
  String createChangelog(String store, int partitions) {
    String changelog = AppTopology.changelog(name, store);
    kafka.createTopic(changelog, partitions, Map.of("cleanup.policy", "compact"));
    return changelog;
  }

  /** How many records the changelog of a store has. */
  long replayedRecords(String store) {
    return kafka
        .io()
        .readAll(
            AppTopology.changelog(name, store), new StringDeserializer(), new LongDeserializer())
        .size();
  }

  /** All committed records of a topic of the application, as {@code <app>-<suffix>}. */
  List<ConsumerRecord<String, Long>> read(String suffix) {
    return kafka
        .io()
        .readAll(name + "-" + suffix, new StringDeserializer(), new LongDeserializer());
  }

  /** The last count of each key in the output. */
  Map<String, Long> lastOutput() {
    return new TreeMap<>(
        kafka
            .io()
            .readTable(AppTopology.output(name), new StringDeserializer(), new LongDeserializer()));
  }

  /** Records of a topic that are not yet covered by a committed offset of the application. */
  long lag(String suffix) {
    try {
      String topic = name + "-" + suffix;
      Map<TopicPartition, OffsetSpec> latest =
          kafka.admin().describeTopics(List.of(topic)).allTopicNames().get().values().stream()
              .flatMap(description -> description.partitions().stream())
              .collect(
                  Collectors.toMap(
                      info -> new TopicPartition(topic, info.partition()),
                      info -> OffsetSpec.latest()));
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          kafka.admin().listOffsets(latest).all().get();
      Map<TopicPartition, OffsetAndMetadata> committed =
          kafka.admin().listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get();
      long lag = 0;
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
        OffsetAndMetadata done = committed.get(end.getKey());
        lag += end.getValue().offset() - (done == null ? 0 : done.offset());
      }
      return lag;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a store summed up over instances; empty while one cannot be queried. */
  static Map<String, Long> rows(String store, Instance... instances) {
    TreeMap<String, Long> sum = new TreeMap<>();
    for (Instance instance : instances) {
      Map<String, Long> rows = instance.rows(store);
      if (rows == null) {
        return new TreeMap<>();
      }
      rows.forEach((key, count) -> sum.merge(key, count, Long::sum));
    }
    return sum;
  }

  /**
   * Waits up to a minute until both are the same, as for state that is queried before, and output
   * that is committed after, the end of a commit interval.
   */
  static void awaitSame(
      String what,
      Supplier<? extends Map<String, Long>> expected,
      Supplier<? extends Map<String, Long>> actual) {
    await(what)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertSame(what, expected.get(), actual.get()));
  }

  /** Waits until the store in these instances, and the output, are what the feed makes them. */
  void awaitCounts(Feed feed, Instance... instances) {
    awaitSame("counts", feed::counts, () -> rows(AppTopology.COUNTS, instances));
    awaitSame("output", feed::counts, this::lastOutput);
  }

  /** Compares with a message that shows the differing keys only; null is nothing to be had. */
  static void assertSame(
      String what, Map<String, Long> expected, @Nullable Map<String, Long> actual) {
    assertNotNull(actual, what + ": cannot be had");
    assertEquals(differences(expected, actual), differences(actual, expected), what);
  }

  private static Map<String, Long> differences(Map<String, Long> of, Map<String, Long> to) {
    Map<String, Long> rest = new TreeMap<>(of);
    rest.entrySet().removeAll(to.entrySet());
    return rest;
  }
}
