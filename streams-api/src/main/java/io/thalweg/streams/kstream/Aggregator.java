package io.thalweg.streams.kstream;

/**
 * Adds a record to the aggregate of its key.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <VAgg> type of the aggregate
 */
@FunctionalInterface
public interface Aggregator<K, V, VAgg> {
  /** Returns the new aggregate of {@code key}; null removes the key from the result. */
  VAgg apply(K key, V value, VAgg aggregate);
}
