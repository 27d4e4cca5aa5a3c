package io.thalweg.streams.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.runtime.assignment.InternalTopic;
import io.thalweg.streams.runtime.assignment.InternalTopic.Kind;
import io.thalweg.streams.runtime.assignment.InternalTopics;
import io.thalweg.streams.runtime.assignment.TopicSettings;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams and Thalweg make internal topics for the same stores; the topics must be equal. */
@WithKafka
class InternalTopicsPeerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long FIVE_MINUTES = 300_000;

  @Test
  void withDefaultsTheTopicsAreEqual(KafkaCluster kafka, @TempDir Path state) throws Exception {
    compare(kafka, state, Map.of());
  }

  @Test
  void withTopicConfigsOfTheUserTheTopicsAreEqual(KafkaCluster kafka, @TempDir Path state)
      throws Exception {
    compare(
        kafka,
        state,
        Map.of(
            "cleanup.policy", "compact,delete",
            "retention.ms", "7777777",
            "min.compaction.lag.ms", "66",
            "message.timestamp.type", "LogAppendTime"));
  }

  private static void compare(KafkaCluster kafka, Path state, Map<String, String> topicConfigs)
      throws Exception {
    String theirs = kafka.uniqueName("peer");
    String input = kafka.uniqueName("input");
    kafka.createTopic(input, 2);
    Properties config = new Properties();
    config.put("application.id", theirs);
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("state.dir", state.toString());
    topicConfigs.forEach((key, value) -> config.put("topic." + key, value));
    runKafkaStreams(config, input);

    String ours = kafka.uniqueName("ours");
    TopicSettings settings = new TopicSettings((short) -1, 86_400_000L, topicConfigs, 30_000, 100);
    new InternalTopics(kafka.admin(), settings, Time.SYSTEM).ensure(ourTopics(ours + "-"));

    SortedMap<String, String> expected = topics(kafka.admin(), theirs + "-");
    assertEquals(expected, topics(kafka.admin(), ours + "-"));
    assertEquals(ourTopics("").size(), expected.size());
  }

  private static Map<InternalTopic, Integer> ourTopics(String prefix) {
    Map<InternalTopic, Integer> topics = new HashMap<>();
    topics.put(InternalTopic.repartition(prefix + "rep-repartition", OptionalInt.empty()), 2);
    topics.put(InternalTopic.repartition(prefix + "five-repartition", OptionalInt.of(5)), 5);
    topics.put(InternalTopic.changelog(prefix + "kv-changelog", Map.of()), 2);
    topics.put(windowed(prefix + "win-changelog", Kind.WINDOWED_CHANGELOG, Map.of()), 2);
    topics.put(windowed(prefix + "ses-changelog", Kind.WINDOWED_CHANGELOG, Map.of()), 2);
    Map<String, String> own = Map.of("retention.ms", "1234567", "segment.ms", "999999");
    topics.put(windowed(prefix + "own-changelog", Kind.WINDOWED_CHANGELOG, own), 2);
    topics.put(windowed(prefix + "ver-changelog", Kind.VERSIONED_CHANGELOG, Map.of()), 2);
    for (String side : List.of("this", "other")) {
      topics.put(
          InternalTopic.changelog(
              prefix + "j-" + side + "-join-store-changelog",
              Kind.DUPLICATES_CHANGELOG,
              120_000,
              Map.of()),
          2);
    }
    return topics;
  }

  private static InternalTopic windowed(String name, Kind kind, Map<String, String> configs) {
    return InternalTopic.changelog(name, kind, FIVE_MINUTES, configs);
  }

  private static void runKafkaStreams(Properties config, String input) {
    config.put("default.key.serde", Serdes.StringSerde.class);
    config.put("default.value.serde", Serdes.StringSerde.class);
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> source = builder.stream(input);
    var grouped = source.selectKey((k, v) -> v).groupByKey(Grouped.as("rep"));
    grouped.count(Materialized.as("kv"));
    var windows = grouped.windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(5)));
    windows.count(Materialized.as("win"));
    windows.count(
        Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("own")
            .withLoggingEnabled(Map.of("retention.ms", "1234567", "segment.ms", "999999")));
    grouped
        .windowedBy(SessionWindows.ofInactivityGapWithNoGrace(Duration.ofMinutes(5)))
        .count(Materialized.as("ses"));
    source.toTable(
        Materialized.as(Stores.persistentVersionedKeyValueStore("ver", Duration.ofMinutes(5))));
    source
        .repartition(Repartitioned.<String, String>as("five").withNumberOfPartitions(5))
        .foreach((k, v) -> {});
    source
        .join(
            source,
            (x, y) -> x,
            JoinWindows.ofTimeDifferenceWithNoGrace(MINUTE),
            StreamJoined.<String, String, String>as("j"))
        .foreach((k, v) -> {});
    try (KafkaStreams streams = new KafkaStreams(builder.build(), config)) {
      streams.start();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> streams.state() == KafkaStreams.State.RUNNING);
    }
  }

  /** Partitions and configs set on the topic, by name without the prefix. */
  private static SortedMap<String, String> topics(Admin admin, String prefix) throws Exception {
    SortedMap<String, String> found = new TreeMap<>();
    for (String topic : admin.listTopics().names().get()) {
      if (topic.startsWith(prefix)) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        SortedMap<String, String> configs = new TreeMap<>();
        for (Config config : admin.describeConfigs(List.of(resource)).all().get().values()) {
          config.entries().stream()
              .filter(e -> e.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
              .forEach(e -> configs.put(e.name(), e.value()));
        }
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get()
            .forEach(
                (name, description) ->
                    found.put(
                        name.substring(prefix.length()),
                        description.partitions().size() + " partitions, " + configs));
      }
    }
    return found;
  }
}
