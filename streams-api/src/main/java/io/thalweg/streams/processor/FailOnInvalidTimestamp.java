package io.thalweg.streams.processor;

import io.thalweg.streams.errors.StreamsException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the timestamp of the record and fails if it is negative. Thread-safe. */
public class FailOnInvalidTimestamp extends ExtractRecordMetadataTimestamp {
  /** Made by name from the configs. */
  public FailOnInvalidTimestamp() {}

  /**
   * Fails.
   *
   * @throws StreamsException always
   */
  @Override
  public long onInvalidTimestamp(
      ConsumerRecord<Object, Object> record, long recordTimestamp, long partitionTime)
      throws StreamsException {
    throw new StreamsException(
        describe(record)
            + ". It was written without one; set default.timestamp.extractor to an extractor that"
            + " accepts it.");
  }
}
