package io.thalweg.streams.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.Topology;
import io.thalweg.streams.errors.LogAndContinueExceptionHandler;
import io.thalweg.streams.errors.MissingSourceTopicException;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.Joined;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.KafkaIo;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is wrong with data, topics, topology or configuration is named, with what to do about it.
 */
@WithKafka
class BadInputTest {
  private static final Serdes.StringSerde STRING = new Serdes.StringSerde();
  private static final Serdes.LongSerde LONG = new Serdes.LongSerde();

  private final KafkaCluster kafka;
  private final String app;
  private final String input;
  private final Properties config;

  BadInputTest(KafkaCluster kafka, @TempDir Path state) {
    this.kafka = kafka;
    this.app = kafka.uniqueName("bad-input");
    this.input = app + "-in";
    this.config = Local.config(kafka, app, state);
  }

  /** The third record, at offset 2 of partition 1, has a value that is no long. */
  private void sendMalformed() {
    kafka.createTopics(2, input, app + "-out");
    KafkaIo io = kafka.io();
    List<ProducerRecord<String, byte[]>> records =
        List.of(
            new ProducerRecord<>(input, 1, "a", longBytes(1)),
            new ProducerRecord<>(input, 1, "b", longBytes(2)),
            new ProducerRecord<>(input, 1, "c", new byte[] {1, 2, 3}),
            new ProducerRecord<>(input, 1, "d", longBytes(4)));
    io.sendAll(new StringSerializer(), new ByteArraySerializer(), records);
  }

  private static byte[] longBytes(long value) {
    try (LongSerializer serializer = new LongSerializer()) {
      return serializer.serialize("", value);
    }
  }

  private Topology passThrough() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(input, Consumed.with(STRING, LONG))
        .filter((key, value) -> true)
        .to(app + "-out", Produced.with(STRING, LONG));
    return builder.build();
  }

  private Topology count() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(input, Consumed.with(STRING, LONG))
        .groupBy((key, value) -> key)
        .count(Materialized.as("counts"));
    return builder.build();
  }

  @Test
  void whenARecordIsMalformedThenTheErrorSaysWhereItIs() {
    sendMalformed();
    config.put("default.key.serde", Serdes.StringSerde.class);
    try (Local local = Local.start(passThrough(), config)) {
      Throwable failure = local.awaitFailure();
      assertInstanceOf(StreamsException.class, failure);
      Local.assertSays(failure, input, "partition", "offset", "2", "0_1");
      local.awaitState(KafkaStreams.State.ERROR);
    }
  }

  @Test
  void whenMalformedRecordsAreToBeSkippedThenTheOthersPass() {
    sendMalformed();
    config.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueExceptionHandler.class);
    try (Local local = Local.start(passThrough(), config)) {
      List<Long> values =
          kafka
              .io()
              .readAtLeast(
                  3,
                  Duration.ofSeconds(60),
                  app + "-out",
                  new StringDeserializer(),
                  new LongDeserializer())
              .stream()
              .map(record -> record.value())
              .sorted()
              .toList();
      assertEquals(List.of(1L, 2L, 4L), values);
      await("metric dropped-records-total")
          .atMost(Duration.ofSeconds(30))
          .until(() -> metric(local, "dropped-records-total"), dropped -> dropped == 1.0);
      assertFalse(local.failed());
    }
  }

  private static double metric(Local local, String name) {
    return local.streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
        .sum();
  }

  @Test
  void whenASourceTopicIsMissingThenTheErrorNamesIt() {
    kafka.createTopic(app + "-out", 1);
    try (Local local = Local.start(passThrough(), config)) {
      Throwable failure = local.awaitFailure();
      assertInstanceOf(MissingSourceTopicException.class, failure);
      Local.assertSays(failure, input);
      local.awaitState(KafkaStreams.State.ERROR);
    }
  }

  /**
   * Kafka Streams 4.3.1 looks at this only if the topology has a repartition topic; without one it
   * runs, and joins nothing but the partitions that both topics happen to have.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenJoinedTopicsDifferInPartitionsThenTheErrorNamesBothAndTheirCounts(
      boolean withRepartition) {
    kafka.createTopic(input, 3);
    kafka.createTopics(2, app + "-table", app + "-out");
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> joined =
        builder.stream(input, Consumed.with(STRING, STRING))
            .join(
                builder.table(app + "-table", Consumed.with(STRING, STRING)),
                (left, right) -> left + right,
                Joined.with(STRING, STRING, STRING));
    joined.to(app + "-out", Produced.with(STRING, STRING));
    if (withRepartition) {
      joined.groupBy((key, value) -> value, Grouped.with(STRING, STRING)).count();
    }
    try (Local local = Local.start(builder.build(), config)) {
      Throwable failure = local.awaitFailure();
      assertInstanceOf(TopologyException.class, failure);
      Local.assertSays(failure, input, app + "-table", "3", "2");
    }
  }

  @Test
  void whenAnInternalTopicHasOtherPartitionsThanTheTopologyNeedsThenTheErrorSaysBoth() {
    kafka.createTopic(input, 3);
    kafka.createTopic(app + "-counts-repartition", 3);
    kafka.createTopic(app + "-counts-changelog", 1);
    config.put("default.key.serde", Serdes.StringSerde.class);
    config.put("default.value.serde", Serdes.LongSerde.class);
    try (Local local = Local.start(count(), config)) {
      Throwable failure = local.awaitFailure();
      assertInstanceOf(StreamsException.class, failure);
      Local.assertSays(
          failure, app + "-counts-changelog", "expected: 3", "actual: 1", "StreamsResetter");
    }
  }

  @Test
  void whenTheInputGrewBehindExistingInternalTopicsThenTheErrorSaysWhich() {
    kafka.createTopic(input, 2);
    config.put("default.key.serde", Serdes.StringSerde.class);
    config.put("default.value.serde", Serdes.LongSerde.class);
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(input, Consumed.with(STRING, LONG))
        .groupByKey()
        .count(Materialized.as("counts"));
    Topology topology = builder.build();
    try (Local local = Local.start(topology, config)) {
      local.awaitState(KafkaStreams.State.RUNNING);
    }
    kafka.admin().createPartitions(Map.of(input, NewPartitions.increaseTo(5)));
    await("the new partitions")
        .atMost(Duration.ofSeconds(30))
        .until(() -> partitions(input), count -> count == 5);
    try (Local local = Local.start(topology, config)) {
      Throwable failure = local.awaitFailure();
      assertInstanceOf(StreamsException.class, failure);
      Local.assertSays(failure, app + "-counts-changelog", "expected: 5", "actual: 2");
    }
  }

  private int partitions(String topic) throws InterruptedException, ExecutionException {
    return kafka.admin().describeTopics(List.of(topic)).allTopicNames().get().values().stream()
        .mapToInt(description -> description.partitions().size())
        .sum();
  }

  @Test
  void whenThereIsNoSerdeThenTheErrorSaysWhereToSetOne() {
    kafka.createTopics(1, input, app + "-out");
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(input).to(app + "-out");
    try (Local local = Local.create(builder.build(), config)) {
      Throwable failure = failureOfStart(local);
      assertInstanceOf(StreamsException.class, failure);
      Local.assertSays(failure, "key serde", "default.key.serde");
    }
  }

  /** From {@code start()} itself or from the uncaught exception handler. */
  private static Throwable failureOfStart(Local local) {
    try {
      local.streams.start();
    } catch (RuntimeException e) {
      return e;
    }
    return local.awaitFailure();
  }

  @Test
  void whenAConfigValueIsUnknownThenTheErrorNamesKeyAndValue() {
    config.put("processing.guarantee", "twice");
    ConfigException failure =
        assertThrows(ConfigException.class, () -> Local.create(passThrough(), config));
    Local.assertSays(failure, "processing.guarantee", "twice", "exactly_once_v2");
  }

  @Test
  void whenARequiredConfigValueIsMissingThenTheErrorNamesTheKey() {
    config.remove("application.id");
    ConfigException failure =
        assertThrows(ConfigException.class, () -> Local.create(passThrough(), config));
    Local.assertSays(failure, "application.id");
  }
}
