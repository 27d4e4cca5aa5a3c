package io.thalweg.streams.stores;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** A topology on Kafka Streams' own test driver, and what one of its stores writes. */
final class KsBuffer implements AutoCloseable {
  private final TopologyTestDriver driver;
  private final TestOutputTopic<byte[], byte[]> written;
  private final TestOutputTopic<String, String> out;
  private final List<ConsumerRecord<byte[], byte[]>> changelog = new ArrayList<>();

  KsBuffer(StreamsBuilder builder, String changelogTopic) {
    Properties config = new Properties();
    config.put("application.id", "app");
    config.put("bootstrap.servers", "none:1");
    config.put("default.key.serde", Serdes.StringSerde.class.getName());
    config.put("default.value.serde", Serdes.StringSerde.class.getName());
    config.put("statestore.cache.max.bytes", "0");
    driver = new TopologyTestDriver(builder.build(), config, Instant.ofEpochMilli(0));
    written =
        driver.createOutputTopic(
            changelogTopic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    out = driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer());
  }

  /** Lets enough time pass that nothing is held back for that, and processes a record. */
  void pipe(String topic, TestRecord<String, String> record) {
    driver.advanceWallClockTime(Duration.ofSeconds(2));
    driver
        .createInputTopic(topic, new StringSerializer(), new StringSerializer())
        .pipeInput(record);
  }

  /** The same with bytes. */
  void pipe(String topic, byte[] key, byte[] value, long timestamp) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key, value, timestamp);
  }

  /** What was written to a topic since the last call. */
  List<TestRecord<byte[], byte[]>> read(String topic) {
    if (!driver.producedTopicNames().contains(topic)) {
      return List.of();
    }
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** What the topology wrote to {@code out} since the last call. */
  List<String> output() {
    return out.readRecordsToList().stream()
        .map(record -> record.key() + "=" + record.value() + "@" + record.timestamp())
        .toList();
  }

  /** All records of the changelog. */
  List<ConsumerRecord<byte[], byte[]>> changelog() {
    while (!written.isEmpty()) {
      TestRecord<byte[], byte[]> record = written.readRecord();
      changelog.add(
          new ConsumerRecord<>(
              Harness.CHANGELOG.topic(),
              Harness.CHANGELOG.partition(),
              changelog.size(),
              record.timestamp() == null ? -1 : record.timestamp(),
              TimestampType.CREATE_TIME,
              0,
              0,
              record.key(),
              record.value(),
              record.headers(),
              Optional.empty()));
    }
    return changelog;
  }

  /** The changelog after compaction, as text. */
  Map<String, String> rows() {
    Map<Bytes, ConsumerRecord<byte[], byte[]>> latest = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : changelog()) {
      Bytes key = Bytes.wrap(record.key());
      if (record.value() == null) {
        latest.remove(key);
      } else {
        latest.put(key, record);
      }
    }
    return rows(latest);
  }

  static Map<String, String> rows(Map<Bytes, ConsumerRecord<byte[], byte[]>> latest) {
    Map<String, String> rows = new TreeMap<>();
    latest.forEach(
        (key, record) ->
            rows.put(
                key.toString(),
                Bytes.wrap(record.value()) + " @" + record.timestamp() + headers(record)));
    return rows;
  }

  private static String headers(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder();
    record
        .headers()
        .forEach(header -> text.append(' ').append(header.key()).append(value(header.value())));
    return text.toString();
  }

  private static String value(byte @Nullable [] value) {
    return "=" + (value == null ? "null" : Bytes.wrap(value).toString());
  }

  @Override
  public void close() {
    driver.close();
  }
}
