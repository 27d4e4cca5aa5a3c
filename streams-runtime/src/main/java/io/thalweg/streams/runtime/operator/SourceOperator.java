package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.errors.DeserializationExceptionHandler;
import io.thalweg.streams.processor.TimestampExtractor;
import io.thalweg.streams.runtime.metrics.NodeTally;
import io.thalweg.streams.runtime.output.FailureContext;
import io.thalweg.streams.runtime.output.HandledFailure;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where records enter a task: deserializes, extracts the timestamp, sets the current record. */
public final class SourceOperator {
  private static final Logger LOG = LoggerFactory.getLogger(SourceOperator.class);

  private final String name;
  private final OperatorContext context;
  private final Formats formats;
  private final DeserializationExceptionHandler handler;
  private final Operator downstream;
  private final NodeTally tally;

  /**
   * How the records of a source are read.
   *
   * @param timestamps null for the record's own timestamp where it is valid; {@code fallback} then
   *     decides about the others
   */
  public record Formats(
      Deserializer<?> key,
      Deserializer<?> value,
      @Nullable TimestampExtractor timestamps,
      TimestampExtractor fallback) {}

  public SourceOperator(
      String name,
      OperatorContext context,
      Formats formats,
      DeserializationExceptionHandler handler,
      Operator downstream) {
    this.name = name;
    this.context = context;
    this.formats = formats;
    this.handler = handler;
    this.downstream = downstream;
    this.tally = context.tallies().source(name);
  }

  /** A record ready to be processed. */
  public record Decoded(
      ConsumerRecord<byte[], byte[]> raw,
      @Nullable Object key,
      @Nullable Object value,
      long timestamp) {}

  /**
   * Decodes a record.
   *
   * @return null if it is to be skipped: the handler said so, or its timestamp is negative
   */
  public @Nullable Decoded decode(ConsumerRecord<byte[], byte[]> record, long partitionTime) {
    Object key;
    Object value;
    try {
      key =
          record.key() == null
              ? null
              : formats.key.deserialize(record.topic(), record.headers(), record.key());
      value =
          record.value() == null
              ? null
              : formats.value.deserialize(record.topic(), record.headers(), record.value());
    } catch (RuntimeException e) {
      skipOrFail(record, e);
      return null;
    }
    long timestamp = timestamp(record, key, value, partitionTime);
    if (timestamp < 0) {
      LOG.warn(
          "Skipping record due to negative extracted timestamp. topic=[{}] partition=[{}]"
              + " offset=[{}] extractedTimestamp=[{}]",
          record.topic(),
          record.partition(),
          record.offset(),
          timestamp);
      context.drop();
      return null;
    }
    return new Decoded(record, key, value, timestamp);
  }

  /** Processes a decoded record through the whole task. */
  public void process(Decoded record) {
    tally.add(context.tallies().age(record.timestamp));
    context.current().begin(record.raw, record.timestamp);
    downstream.accept(record.key, record.value, record.timestamp);
  }

  private long timestamp(
      ConsumerRecord<byte[], byte[]> record,
      @Nullable Object key,
      @Nullable Object value,
      long partitionTime) {
    TimestampExtractor extractor = formats.timestamps;
    if (extractor == null) {
      if (record.timestamp() >= 0) {
        return record.timestamp();
      }
      extractor = formats.fallback;
    }
    try {
      return extractor.extract(typed(record, key, value), partitionTime);
    } catch (RuntimeException e) {
      throw new HandledFailure(
          "Fatal error in the timestamp extractor of " + at(record).where() + ": " + e.getMessage(),
          e);
    }
  }

  private static ConsumerRecord<Object, Object> typed(
      ConsumerRecord<byte[], byte[]> record, @Nullable Object key, @Nullable Object value) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        key,
        value,
        record.headers(),
        record.leaderEpoch());
  }

  private void skipOrFail(ConsumerRecord<byte[], byte[]> record, RuntimeException error) {
    FailureContext where = at(record);
    DeserializationExceptionHandler.Response response = handler.handleError(where, record, error);
    context.collector().sendDeadLetters(response.deadLetterQueueRecords(), where);
    if (response.result() == DeserializationExceptionHandler.Result.FAIL) {
      throw new HandledFailure(
          "Deserialization of a record failed and the deserialization exception handler said to"
              + " stop. "
              + where.where()
              + ". To skip such records, set deserialization.exception.handler to"
              + " LogAndContinueExceptionHandler; otherwise check the serdes of this source",
          error);
    }
    context.drop();
  }

  private FailureContext at(ConsumerRecord<byte[], byte[]> record) {
    return new FailureContext(context.current().task(), name, record);
  }

  /** The name in the topology. */
  public String name() {
    return name;
  }
}
