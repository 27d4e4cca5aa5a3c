package io.thalweg.streams;

import io.thalweg.streams.test.TestRecord;
import io.thalweg.streams.testing.Written;
import io.thalweg.streams.testing.memory.MemoryRecord;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * What test topics stand on: a way in, and what came out.
 *
 * @param pipe takes a record
 */
record TopicIo(Consumer<MemoryRecord> pipe, Written produced) {
  void pipe(
      String topic,
      long timestamp,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    pipe.accept(new MemoryRecord(topic, null, timestamp, key, value, headers));
  }

  <K, V> TestRecord<K, V> read(
      String topic, Deserializer<K> keyDeserializer, Deserializer<V> valueDeserializer) {
    ConsumerRecord<byte[], byte[]> record = produced.take(topic);
    if (record == null) {
      throw new NoSuchElementException(
          (produced.topics().contains(topic) ? "Empty topic: " : "Uninitialized topic: ") + topic);
    }
    byte[] key = record.key();
    byte[] value = record.value();
    return new TestRecord<>(
        key == null ? null : keyDeserializer.deserialize(topic, record.headers(), key),
        value == null ? null : valueDeserializer.deserialize(topic, record.headers(), value),
        record.headers(),
        record.timestamp());
  }

  long size(String topic) {
    return produced.size(topic);
  }
}
