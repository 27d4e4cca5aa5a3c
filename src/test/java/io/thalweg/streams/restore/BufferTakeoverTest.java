package io.thalweg.streams.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.StateEngineConfig;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.TaskStateRequest;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.wire.RecordOrigin;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams goes on with what our buffers have left in their changelogs. */
@WithKafka
class BufferTakeoverTest {
  private static final long DEADLINE_MS = 90_000;

  private final KafkaCluster kafka;
  private final String app;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  BufferTakeoverTest(KafkaCluster kafka) {
    this.kafka = kafka;
    this.app = kafka.uniqueName("buffers");
  }

  @Test
  void whenKafkaStreamsTakesOverThenItEmitsWhatWeHeldBack(@TempDir Path directory)
      throws Exception {
    createTopics();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      holdBack(producer);
      try (KafkaStreams streams = new KafkaStreams(topology().build(), config(directory))) {
        streams.start();
        Set<String> found = new TreeSet<>();
        long end = System.currentTimeMillis() + DEADLINE_MS;
        long time = 100_000;
        try (KafkaConsumer<String, String> consumer = consumer()) {
          while (found.size() < 5 && System.currentTimeMillis() < end) {
            for (String topic : List.of("l", "t", "s")) {
              sent.add(
                  producer.send(
                      new ProducerRecord<>(
                          topic(topic), null, time, bytes("later"), bytes("-"), List.of())));
            }
            producer.flush();
            time += 10_000;
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(1_200))) {
              if (!record.key().equals("later")) {
                found.add(text(record));
              }
            }
          }
        }
        assertEquals(
            new TreeSet<>(
                List.of(
                    "j a=1|null@1000",
                    "j a=2|null@1000",
                    "j b=null|3@1001",
                    "u a=now@1005 h",
                    // 4.3.1 takes the first bytes of a restored row for its key; the bytes are
                    // those
                    // that it writes itself, as BufferPeerTest of the stores shows
                    "g \0\0=waits|null@1010 h")),
            found);
      }
    }
  }

  @Test
  void whenKafkaStreamsMakesTheChangelogsThenTheyAreCompacted(@TempDir Path directory)
      throws Exception {
    kafka.createTopics(inputs());
    try (KafkaStreams streams = new KafkaStreams(topology().build(), config(directory))) {
      streams.start();
      long end = System.currentTimeMillis() + DEADLINE_MS;
      while (streams.state() != KafkaStreams.State.RUNNING && System.currentTimeMillis() < end) {
        Thread.onSpinWait();
      }
      List<ConfigResource> topics = new ArrayList<>();
      for (String changelog : changelogs()) {
        topics.add(new ConfigResource(ConfigResource.Type.TOPIC, changelog));
      }
      Map<String, String> policies = new TreeMap<>();
      kafka
          .admin()
          .describeConfigs(topics)
          .all()
          .get()
          .forEach(
              (topic, config) -> policies.put(topic.name(), config.get("cleanup.policy").value()));
      Map<String, String> compacted = new TreeMap<>();
      changelogs().forEach(topic -> compacted.put(topic, "compact"));
      assertEquals(compacted, policies);
    }
  }

  private void createTopics() {
    List<NewTopic> topics = new ArrayList<>(inputs());
    for (String changelog : changelogs()) {
      topics.add(
          new NewTopic(changelog, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
    }
    kafka.createTopics(topics);
  }

  private List<NewTopic> inputs() {
    List<NewTopic> topics = new ArrayList<>();
    for (String name : List.of("l", "r", "t", "s", "v", "j", "u", "g")) {
      topics.add(new NewTopic(topic(name), 1, (short) 1));
    }
    return topics;
  }

  private List<String> changelogs() {
    return List.of(
        app + "-J-outer-shared-join-store-changelog",
        app + "-S-store-changelog",
        app + "-G-Buffer-changelog");
  }

  private void holdBack(KafkaProducer<byte[], byte[]> producer) throws Exception {
    Map<String, TopicPartition> changelogs =
        Map.of(
            "J", new TopicPartition(changelogs().get(0), 0),
            "S", new TopicPartition(changelogs().get(1), 0),
            "G", new TopicPartition(changelogs().get(2), 0));
    List<StoreSpec> specs =
        List.of(
            spec("J", StoreSpec.Kind.OUTER_JOIN_BUFFER),
            spec("S", StoreSpec.Kind.SUPPRESS_BUFFER),
            spec("G", StoreSpec.Kind.GRACE_BUFFER));
    RecordHeaders headers = new RecordHeaders();
    headers.add("h", new byte[] {1});
    try (StateEngine engine = StateEngine.create(StateEngineConfig.defaults());
        TaskState state =
            engine.open(
                new TaskStateRequest(
                    new TaskId(0, 0),
                    null,
                    specs,
                    changelogs,
                    Map.of(),
                    Time.SYSTEM,
                    () -> 1_000))) {
      state.outerJoinBuffer("J").append(1_000, true, bytes("a"), bytes("1"));
      state.outerJoinBuffer("J").append(1_000, true, bytes("a"), bytes("2"));
      state.outerJoinBuffer("J").append(1_001, false, bytes("b"), bytes("3"));
      RecordOrigin updated = new RecordOrigin(1_005, 7, topic("t"), 0, headers);
      state.suppressBuffer("S").put(1_000, bytes("a"), null, bytes("first"), updated);
      state.suppressBuffer("S").put(1_005, bytes("a"), bytes("first"), bytes("now"), updated);
      RecordOrigin waits = new RecordOrigin(1_010, 3, topic("s"), 0, headers);
      state.graceBuffer("G").put(1_010, bytes("a"), bytes("waits"), waits);
      state.writeChangelogs(new ToProducer(producer, sent));
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    }
  }

  private record ToProducer(
      KafkaProducer<byte[], byte[]> producer, List<Future<RecordMetadata>> sent)
      implements ChangelogSink {
    @Override
    public void send(
        TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestamp) {
      send(changelog, key, value, timestamp, List.of());
    }

    @Override
    public void send(
        TopicPartition changelog,
        byte[] key,
        byte @Nullable [] value,
        long timestamp,
        Iterable<Header> headers) {
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  changelog.topic(), 0, timestamp < 0 ? null : timestamp, key, value, headers)));
    }
  }

  private StreamsBuilder topology() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> left = builder.stream(topic("l"));
    left.outerJoin(
            builder.<String, String>stream(topic("r")),
            (x, y) -> x + "|" + y,
            JoinWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(100), Duration.ofMillis(50)),
            StreamJoined.as("J"))
        .to(topic("j"));
    builder
        .<String, String>table(topic("t"), Materialized.as("T"))
        .suppress(
            Suppressed.<String>untilTimeLimit(
                    Duration.ofMillis(100), Suppressed.BufferConfig.unbounded())
                .withName("S"))
        .toStream()
        .to(topic("u"));
    KTable<String, String> table =
        builder.table(
            topic("v"),
            Materialized.<String, String>as(
                Stores.persistentVersionedKeyValueStore("V", Duration.ofSeconds(1))));
    builder.<String, String>stream(topic("s"))
        .leftJoin(
            table,
            (x, y) -> x + "|" + y,
            Joined.<String, String, String>as("G").withGracePeriod(Duration.ofMillis(100)))
        .to(topic("g"));
    return builder;
  }

  private Properties config(Path directory) {
    Properties config = new Properties();
    config.put("application.id", app);
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("state.dir", directory.toString());
    config.put("default.key.serde", Serdes.StringSerde.class.getName());
    config.put("default.value.serde", Serdes.StringSerde.class.getName());
    config.put("commit.interval.ms", "200");
    config.put("statestore.cache.max.bytes", "0");
    return config;
  }

  private static StoreSpec spec(String name, StoreSpec.Kind kind) {
    return new StoreSpec(
        name,
        kind,
        StoreSpec.Engine.IN_MEMORY,
        null,
        null,
        null,
        new StoreSpec.Options(false, true, Map.of()),
        null);
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private KafkaConsumer<String, String> consumer() {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> outputs = new ArrayList<>();
    for (String name : List.of("j", "u", "g")) {
      outputs.add(new TopicPartition(topic(name), 0));
    }
    consumer.assign(outputs);
    return consumer;
  }

  private String topic(String name) {
    return app + "-in-" + name;
  }

  private String text(ConsumerRecord<String, String> record) {
    StringBuilder text = new StringBuilder();
    text.append(record.topic().substring(topic("").length())).append(' ').append(record.key());
    text.append('=').append(record.value()).append('@').append(record.timestamp());
    for (Header header : record.headers()) {
      text.append(' ').append(header.key());
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
