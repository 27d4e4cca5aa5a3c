package io.thalweg.streams.processor;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the timestamp of the record; subclasses decide what happens if it is negative. */
abstract class ExtractRecordMetadataTimestamp implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    long timestamp = record.timestamp();
    return timestamp < 0 ? onInvalidTimestamp(record, timestamp, partitionTime) : timestamp;
  }

  /** Decides about a record with a negative timestamp. */
  public abstract long onInvalidTimestamp(
      ConsumerRecord<Object, Object> record, long recordTimestamp, long partitionTime);

  static String describe(ConsumerRecord<Object, Object> record) {
    return "The record at offset "
        + record.offset()
        + " of "
        + record.topic()
        + "-"
        + record.partition()
        + " has the negative timestamp "
        + record.timestamp();
  }
}
