package io.thalweg.streams.kstream;

/**
 * Maps a key and a value to something new.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <VR> type of the result
 */
@FunctionalInterface
public interface KeyValueMapper<K, V, VR> {
  /** Returns the result for one record. */
  VR apply(K key, V value);
}
