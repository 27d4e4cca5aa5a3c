package io.thalweg.streams.processor;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the timestamp of the record; logs and drops it if that is negative. Thread-safe. */
public class LogAndSkipOnInvalidTimestamp extends ExtractRecordMetadataTimestamp {
  private static final Logger LOG = LoggerFactory.getLogger(LogAndSkipOnInvalidTimestamp.class);

  /** Made by name from the configs. */
  public LogAndSkipOnInvalidTimestamp() {}

  /** Logs, and returns the negative timestamp, by which the record is dropped. */
  @Override
  public long onInvalidTimestamp(
      ConsumerRecord<Object, Object> record, long recordTimestamp, long partitionTime) {
    LOG.warn("{}; it is dropped.", describe(record));
    return recordTimestamp;
  }
}
