package io.thalweg.streams.processor;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds the timestamp of a record. One instance serves all threads. */
public interface TimestampExtractor {
  /**
   * Returns the timestamp of {@code record} in milliseconds since the epoch; a negative one drops
   * the record.
   *
   * @param record the record, deserialized
   * @param partitionTime highest timestamp seen in the partition so far, or -1
   */
  long extract(ConsumerRecord<Object, Object> record, long partitionTime);
}
