package io.thalweg.streams.processor;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Where a record comes from. */
public interface RecordContext {
  /** Topic of the record, or null if there is none, as in a punctuation. */
  @Nullable String topic();

  /** Partition of the record, or -1 if there is none. */
  int partition();

  /** Offset of the record, or -1 if there is none. */
  long offset();

  /** Timestamp of the record in milliseconds since the epoch. */
  long timestamp();

  /** Headers of the record; never null. */
  Headers headers();

  /** The key as it was read from the topic, or null if it is not kept. */
  byte @Nullable [] sourceRawKey();

  /** The value as it was read from the topic, or null if it is not kept. */
  byte @Nullable [] sourceRawValue();
}
