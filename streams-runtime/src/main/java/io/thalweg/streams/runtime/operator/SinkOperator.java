package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.errors.ProductionExceptionHandler.SerializationExceptionOrigin;
import io.thalweg.streams.processor.RecordContext;
import io.thalweg.streams.processor.StreamPartitioner;
import io.thalweg.streams.runtime.metrics.NodeTally;
import io.thalweg.streams.runtime.metrics.TopicTally;
import io.thalweg.streams.runtime.output.HandledFailure;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Where records leave a task for a topic. */
public final class SinkOperator extends Operator {
  private final Destination destination;
  private final Serializer<Object> keySerializer;
  private final Serializer<Object> valueSerializer;
  private final RawUse rawKey;
  private final RawUse rawValue;
  private final NodeTally tally;
  private final @Nullable TopicTally fixed;

  /**
   * Where records go.
   *
   * @param topic of a fixed destination
   * @param extractor else: the topic for key, value and record context
   * @param partitioner null for the producer's own choice
   */
  public record Destination(
      @Nullable String topic,
      @Nullable TopicChoice extractor,
      @Nullable StreamPartitioner<Object, Object> partitioner) {}

  /** Chooses a topic per record. */
  public interface TopicChoice {
    String extract(@Nullable Object key, @Nullable Object value, RecordContext context);
  }

  /** How the records are written. */
  public record Formats(
      Serializer<Object> key, Serializer<Object> value, RawUse rawKey, RawUse rawValue) {}

  public SinkOperator(
      String name, OperatorContext context, Destination destination, Formats formats) {
    super(name, context);
    this.destination = destination;
    this.keySerializer = formats.key;
    this.valueSerializer = formats.value;
    this.rawKey = formats.rawKey;
    this.rawValue = formats.rawValue;
    this.tally = context.tallies().terminal(name);
    String topic = destination.topic;
    this.fixed = topic == null ? null : context.tallies().produced(name, topic);
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (timestamp < 0) {
      throw new HandledFailure(
          "Invalid (negative) timestamp of "
              + timestamp
              + " for output of "
              + context.current().at(name()).where(),
          new IllegalArgumentException("timestamp " + timestamp));
    }
    tally.add(context.tallies().age(timestamp));
    String topic = topic(key, value, timestamp);
    CurrentRecord current = context.current();
    byte[] keyBytes = rawKey.pick(current.rawKey());
    byte[] valueBytes = value == null ? null : rawValue.pick(current.rawValue());
    try {
      if (keyBytes == null && key != null) {
        keyBytes = keySerializer.serialize(topic, current.headers(), key);
      }
    } catch (RuntimeException e) {
      reject(topic, key, value, timestamp, SerializationExceptionOrigin.KEY, e);
      return;
    }
    try {
      if (valueBytes == null && value != null) {
        valueBytes = valueSerializer.serialize(topic, current.headers(), value);
      }
    } catch (RuntimeException e) {
      reject(topic, key, value, timestamp, SerializationExceptionOrigin.VALUE, e);
      return;
    }
    send(topic, key, value, keyBytes, valueBytes, timestamp);
  }

  private void send(
      String topic,
      @Nullable Object key,
      @Nullable Object value,
      byte @Nullable [] keyBytes,
      byte @Nullable [] valueBytes,
      long timestamp) {
    StreamPartitioner<Object, Object> partitioner = destination.partitioner;
    if (partitioner == null) {
      transmit(topic, null, keyBytes, valueBytes, timestamp);
      return;
    }
    Optional<Set<Integer>> chosen =
        partitioner.partitions(
            topic, Given.to(key), Given.to(value), context.collector().partitionCount(topic));
    if (chosen.isEmpty()) {
      transmit(topic, null, keyBytes, valueBytes, timestamp);
    } else if (chosen.get().isEmpty()) {
      context.drop();
    } else {
      for (Integer partition : chosen.get()) {
        transmit(topic, partition, keyBytes, valueBytes, timestamp);
      }
    }
  }

  private void transmit(
      String topic,
      @Nullable Integer partition,
      byte @Nullable [] key,
      byte @Nullable [] value,
      long timestamp) {
    CurrentRecord current = context.current();
    Headers headers = current.headers();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            partition,
            timestamp,
            key,
            value,
            headers.toArray().length == 0 ? null : headers);
    TopicTally produced = fixed != null ? fixed : context.tallies().produced(name(), topic);
    context.collector().send(record, produced, current.task(), name(), current.source());
  }

  private void reject(
      String topic,
      @Nullable Object key,
      @Nullable Object value,
      long timestamp,
      SerializationExceptionOrigin origin,
      RuntimeException error) {
    CurrentRecord current = context.current();
    context
        .collector()
        .rejectUnserializable(
            new ProducerRecord<>(topic, null, timestamp, key, value, current.headers()),
            current.at(name()),
            error,
            origin);
    context.drop();
  }

  private String topic(@Nullable Object key, @Nullable Object value, long timestamp) {
    String fixed = destination.topic;
    if (fixed != null) {
      return fixed;
    }
    TopicChoice extractor = destination.extractor;
    if (extractor == null) {
      throw new IllegalStateException("Sink " + name() + " has neither a topic nor an extractor");
    }
    return extractor.extract(key, value, context.current().recordContext(timestamp));
  }
}
