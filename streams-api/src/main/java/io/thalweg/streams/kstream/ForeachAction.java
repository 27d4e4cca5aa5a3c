package io.thalweg.streams.kstream;

/**
 * Does something with each record.
 *
 * @param <K> key type
 * @param <V> value type
 */
@FunctionalInterface
public interface ForeachAction<K, V> {
  /** Handles one record. */
  void apply(K key, V value);
}
