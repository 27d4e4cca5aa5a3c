package io.thalweg.streams.processor;

import io.thalweg.streams.errors.StreamsException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes the timestamp of the record, or the highest timestamp of its partition so far if that is
 * negative. Thread-safe.
 */
public class UsePartitionTimeOnInvalidTimestamp extends ExtractRecordMetadataTimestamp {
  /** Made by name from the configs. */
  public UsePartitionTimeOnInvalidTimestamp() {}

  /**
   * Returns the partition time.
   *
   * @throws StreamsException if there is none yet
   */
  @Override
  public long onInvalidTimestamp(
      ConsumerRecord<Object, Object> record, long recordTimestamp, long partitionTime)
      throws StreamsException {
    if (partitionTime < 0) {
      throw new StreamsException(
          describe(record) + ", and no record of its partition before it had a timestamp.");
    }
    return partitionTime;
  }
}
