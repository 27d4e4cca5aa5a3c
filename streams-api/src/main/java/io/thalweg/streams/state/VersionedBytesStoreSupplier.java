package io.thalweg.streams.state;

/** Supplies versioned stores of bytes; its stores are {@link VersionedBytesStore}s. */
public interface VersionedBytesStoreSupplier extends KeyValueBytesStoreSupplier {
  /** How long former values are kept, in milliseconds. */
  long historyRetentionMs();
}
