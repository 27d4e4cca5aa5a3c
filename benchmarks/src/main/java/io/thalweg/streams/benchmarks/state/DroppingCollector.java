package io.thalweg.streams.benchmarks.state;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.test.MockRecordCollector;
import org.jspecify.annotations.Nullable;

/** Counts what Kafka Streams sends and forgets it. */
final class DroppingCollector extends MockRecordCollector {
  private long sent;

  long sent() {
    return sent;
  }

  @Override
  public <K, V> void send(
      String topic,
      K key,
      V value,
      Headers headers,
      @Nullable Integer partition,
      @Nullable Long timestamp,
      Serializer<K> keySerializer,
      Serializer<V> valueSerializer,
      @Nullable String processor,
      InternalProcessorContext<Void, Void> context) {
    sent++;
  }

  @Override
  public <K, V> void send(
      K key,
      V value,
      String processor,
      InternalProcessorContext<?, ?> context,
      ProducerRecord<byte[], byte[]> record) {
    sent++;
  }
}
