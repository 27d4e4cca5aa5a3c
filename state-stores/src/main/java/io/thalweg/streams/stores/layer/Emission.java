package io.thalweg.streams.stores.layer;

import org.jspecify.annotations.Nullable;

/** Receives the rows that changed since the last emission. */
@FunctionalInterface
public interface Emission<K, V> {
  /**
   * One changed row.
   *
   * @param windowStart 0 for key-value stores
   * @param newValue the value now, null if deleted
   * @param oldValue the value at the last emission, null if there was none
   * @param timestamp of the latest update
   */
  void emit(
      K key,
      byte[] rawKey,
      long windowStart,
      @Nullable V newValue,
      @Nullable V oldValue,
      long timestamp);
}
