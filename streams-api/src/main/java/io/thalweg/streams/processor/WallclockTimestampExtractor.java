package io.thalweg.streams.processor;

import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the clock of the machine instead of the timestamp of the record. Thread-safe. */
public class WallclockTimestampExtractor implements TimestampExtractor {
  private final Clock clock = Clock.systemUTC();

  /** Made by name from the configs. */
  public WallclockTimestampExtractor() {}

  /** Returns the current time. */
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return clock.millis();
  }
}
