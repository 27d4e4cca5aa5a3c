package io.thalweg.streams.stores.answer;

import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.state.VersionedRecordIterator;
import org.jspecify.annotations.Nullable;

/** Reads of a versioned store. The records say when they end, unless they are the newest. */
public interface VersionReads<K, V> {
  /** The newest version; null if the key has no value. */
  @Nullable VersionedRecord<V> get(K key);

  /**
   * The version valid at a time in milliseconds; null if there is none or history does not go back
   * as far.
   */
  @Nullable VersionedRecord<V> get(K key, long asOf);

  /**
   * The versions valid at some time from {@code from} to {@code to}, both inclusive, in
   * milliseconds, as far as history goes back. The iterator must be closed.
   *
   * @param ascending whether the oldest comes first
   */
  VersionedRecordIterator<V> versions(K key, long from, long to, boolean ascending);
}
