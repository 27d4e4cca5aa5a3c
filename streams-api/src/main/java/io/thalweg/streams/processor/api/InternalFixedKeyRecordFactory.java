package io.thalweg.streams.processor.api;

/** Makes fixed-key records; for the runtime and for tests of processors. */
public final class InternalFixedKeyRecordFactory {
  private InternalFixedKeyRecordFactory() {}

  /** Makes a fixed-key record of {@code record}. */
  public static <KIn, VIn> FixedKeyRecord<KIn, VIn> create(Record<KIn, VIn> record) {
    return new FixedKeyRecord<>(record.withTimestamp(record.timestamp()));
  }
}
