package io.thalweg.streams.processor.api;

/** Where a record comes from. */
public interface RecordMetadata {
  /** Topic of the record. */
  String topic();

  /** Partition of the record. */
  int partition();

  /** Offset of the record. */
  long offset();
}
