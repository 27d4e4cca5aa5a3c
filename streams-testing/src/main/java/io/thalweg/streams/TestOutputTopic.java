package io.thalweg.streams;

import io.thalweg.streams.test.TestRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Takes records out of a topic that the topology of a {@link TopologyTestDriver} writes to;
 * internal topics can be read, too. Each record is taken once, by whichever output topic of that
 * name comes first. Methods that read one record throw a {@link java.util.NoSuchElementException}
 * if there is none; those that read all give an empty result then.
 */
public class TestOutputTopic<K, V> {
  private final TopicIo io;
  private final String topic;
  private final Deserializer<K> keyDeserializer;
  private final Deserializer<V> valueDeserializer;

  TestOutputTopic(
      TopicIo io,
      String topic,
      Deserializer<K> keyDeserializer,
      Deserializer<V> valueDeserializer) {
    this.io = io;
    this.topic = Objects.requireNonNull(topic, "topicName cannot be null");
    this.keyDeserializer =
        Objects.requireNonNull(keyDeserializer, "keyDeserializer cannot be null");
    this.valueDeserializer =
        Objects.requireNonNull(valueDeserializer, "valueDeserializer cannot be null");
  }

  /** Takes a record's value. */
  public V readValue() {
    return readRecord().value();
  }

  /** Takes a record's key and value. */
  public KeyValue<K, V> readKeyValue() {
    return pair(readRecord());
  }

  private static <K, V> KeyValue<K, V> pair(TestRecord<K, V> record) {
    return new KeyValue<>(record.key(), record.value());
  }

  /** Takes a record. */
  public TestRecord<K, V> readRecord() {
    return io.read(topic, keyDeserializer, valueDeserializer);
  }

  /** Takes all records. */
  public List<TestRecord<K, V>> readRecordsToList() {
    return readAll(Function.identity());
  }

  private <T> List<T> readAll(Function<TestRecord<K, V>, T> part) {
    List<T> all = new ArrayList<>();
    while (!isEmpty()) {
      all.add(part.apply(readRecord()));
    }
    return all;
  }

  /**
   * Takes all records; of those with equal keys the last one counts.
   *
   * @throws IllegalStateException if a key is null
   */
  public Map<K, V> readKeyValuesToMap() {
    Map<K, V> latest = new LinkedHashMap<>();
    while (!isEmpty()) {
      TestRecord<K, V> record = readRecord();
      K key = record.key();
      if (key == null) {
        throw new IllegalStateException("Null keys not allowed with readKeyValuesToMap method");
      }
      latest.put(key, record.value());
    }
    return latest;
  }

  /** Takes all records' keys and values. */
  public List<KeyValue<K, V>> readKeyValuesToList() {
    return readAll(TestOutputTopic::pair);
  }

  /** Takes all records' values. */
  public List<V> readValuesToList() {
    return readAll(TestRecord::value);
  }

  /** How many records there are to take. */
  public final long getQueueSize() {
    return io.size(topic);
  }

  /** Whether there is none to take. */
  public final boolean isEmpty() {
    return io.size(topic) == 0;
  }

  @Override
  public String toString() {
    return "TestOutputTopic[topic='"
        + topic
        + "', keyDeserializer="
        + keyDeserializer.getClass().getSimpleName()
        + ", valueDeserializer="
        + valueDeserializer.getClass().getSimpleName()
        + ", size="
        + getQueueSize()
        + "]";
  }
}
