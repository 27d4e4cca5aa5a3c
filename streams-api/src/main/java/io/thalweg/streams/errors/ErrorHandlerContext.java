package io.thalweg.streams.errors;

import io.thalweg.streams.processor.TaskId;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Where the record that failed comes from. Valid during the call of the handler only. */
public interface ErrorHandlerContext {
  /** Topic of the source record, or null if there is none, as in a punctuation. */
  @Nullable String topic();

  /** Partition of the source record, or -1 if there is none. */
  int partition();

  /** Offset of the source record, or -1 if there is none. */
  long offset();

  /** Headers of the source record; never null. */
  Headers headers();

  /** Name of the processor that failed. */
  String processorNodeId();

  /** The task. */
  TaskId taskId();

  /** Timestamp of the source record in milliseconds since the epoch. */
  long timestamp();

  /** The key of the source record as it was read, or null if it is not kept. */
  byte @Nullable [] sourceRawKey();

  /** The value of the source record as it was read, or null if it is not kept. */
  byte @Nullable [] sourceRawValue();
}
