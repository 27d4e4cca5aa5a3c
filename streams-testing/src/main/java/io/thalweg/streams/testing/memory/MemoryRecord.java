package io.thalweg.streams.testing.memory;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record to be written. Unlike a producer's it may have a negative timestamp, since topics may
 * hold such records.
 *
 * @param partition null for the default partitioner's choice
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as the clients pass them on
public record MemoryRecord(
    String topic,
    @Nullable Integer partition,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  /** What a producer was given; {@code nowMs} stamps it if it has no time. */
  static MemoryRecord of(ProducerRecord<byte[], byte[]> record, long nowMs) {
    Long timestamp = record.timestamp();
    return new MemoryRecord(
        record.topic(),
        record.partition(),
        timestamp == null ? nowMs : timestamp,
        record.key(),
        record.value(),
        record.headers());
  }
}
