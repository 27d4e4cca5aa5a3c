package io.thalweg.streams.kstream;

/**
 * A condition on a record.
 *
 * @param <K> key type
 * @param <V> value type
 */
@FunctionalInterface
public interface Predicate<K, V> {
  /** Returns whether the record meets the condition. */
  boolean test(K key, V value);
}
