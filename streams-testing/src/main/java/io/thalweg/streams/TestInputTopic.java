package io.thalweg.streams;

import io.thalweg.streams.test.TestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Pipes records into a topic of a {@link TopologyTestDriver}. What a record leads to has happened
 * when the call returns, and what it throws is thrown.
 *
 * <p>The topic has a time of its own for records that come without one. It begins where {@link
 * TopologyTestDriver#createInputTopic} said, and goes on by the auto-advance with each record that
 * used it, or by {@link #advanceTime}.
 */
public class TestInputTopic<K, V> {
  private final TopicIo io;
  private final String topic;
  private final Serializer<K> keySerializer;
  private final Serializer<V> valueSerializer;
  private final Duration autoAdvance;
  private Instant currentTime;

  TestInputTopic(
      TopicIo io,
      String topic,
      Serializer<K> keySerializer,
      Serializer<V> valueSerializer,
      Instant startTimestamp,
      Duration autoAdvance) {
    this.io = io;
    this.topic = Objects.requireNonNull(topic, "topicName cannot be null");
    this.keySerializer = Objects.requireNonNull(keySerializer, "keySerializer cannot be null");
    this.valueSerializer =
        Objects.requireNonNull(valueSerializer, "valueSerializer cannot be null");
    this.currentTime = Objects.requireNonNull(startTimestamp, "startTimestamp cannot be null");
    this.autoAdvance = Objects.requireNonNull(autoAdvance, "autoAdvance cannot be null");
    if (autoAdvance.isNegative()) {
      throw new IllegalArgumentException("autoAdvance must be positive");
    }
  }

  /**
   * Moves the topic's time.
   *
   * @throws IllegalArgumentException if {@code advance} is negative
   */
  public void advanceTime(Duration advance) {
    if (advance.isNegative()) {
      throw new IllegalArgumentException("advance must be positive");
    }
    currentTime = currentTime.plus(advance);
  }

  private Instant takeTime() {
    Instant taken = currentTime;
    currentTime = currentTime.plus(autoAdvance);
    return taken;
  }

  /**
   * Pipes a record; without time it gets the topic's.
   *
   * @throws IllegalArgumentException if the topology does not read this topic
   */
  public void pipeInput(TestRecord<K, V> record) {
    Instant given = record.getRecordTime();
    Instant time = given == null ? takeTime() : given;
    Headers headers = record.headers();
    io.pipe(
        topic,
        time.toEpochMilli(),
        keySerializer.serialize(topic, headers, record.key()),
        valueSerializer.serialize(topic, headers, record.value()),
        headers);
  }

  /** Pipes a value without key at the topic's time. */
  public void pipeInput(@Nullable V value) {
    pipeInput(new TestRecord<>(value));
  }

  /** Pipes a record at the topic's time. */
  public void pipeInput(@Nullable K key, @Nullable V value) {
    pipeInput(new TestRecord<>(key, value));
  }

  /** Pipes a value without key. */
  public void pipeInput(@Nullable V value, @Nullable Instant timestamp) {
    pipeInput(new TestRecord<>(null, value, timestamp));
  }

  /** Pipes a record with its time, milliseconds since the epoch. */
  public void pipeInput(@Nullable K key, @Nullable V value, long timestampMs) {
    pipeInput(new TestRecord<>(key, value, null, timestampMs));
  }

  /** Pipes a record with its time. */
  public void pipeInput(@Nullable K key, @Nullable V value, @Nullable Instant timestamp) {
    pipeInput(new TestRecord<>(key, value, timestamp));
  }

  /** Pipes records one by one. */
  public void pipeRecordList(List<? extends TestRecord<K, V>> records) {
    for (TestRecord<K, V> record : records) {
      pipeInput(record);
    }
  }

  /** Pipes records one by one at the topic's time. */
  public void pipeKeyValueList(List<KeyValue<K, V>> keyValues) {
    for (KeyValue<K, V> pair : keyValues) {
      pipeInput(pair.key, pair.value);
    }
  }

  /** Pipes values without keys one by one at the topic's time. */
  public void pipeValueList(List<V> values) {
    for (V value : values) {
      pipeInput(value);
    }
  }

  /** Pipes records, the first at {@code startTimestamp}, each next {@code advance} later. */
  public void pipeKeyValueList(
      List<KeyValue<K, V>> keyValues, Instant startTimestamp, Duration advance) {
    Instant time = startTimestamp;
    for (KeyValue<K, V> pair : keyValues) {
      pipeInput(pair.key, pair.value, time);
      time = time.plus(advance);
    }
  }

  /** Pipes values, the first at {@code startTimestamp}, each next {@code advance} later. */
  public void pipeValueList(List<V> values, Instant startTimestamp, Duration advance) {
    Instant time = startTimestamp;
    for (V value : values) {
      pipeInput(value, time);
      time = time.plus(advance);
    }
  }

  @Override
  public String toString() {
    return "TestInputTopic[topic='"
        + topic
        + "', keySerializer="
        + keySerializer.getClass().getSimpleName()
        + ", valueSerializer="
        + valueSerializer.getClass().getSimpleName()
        + "]";
  }
}
