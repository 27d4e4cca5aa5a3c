package io.thalweg.streams.kstream;

/**
 * Merges the aggregates of two sessions of one key.
 *
 * @param <K> key type
 * @param <V> type of the aggregate
 */
@FunctionalInterface
public interface Merger<K, V> {
  /** Returns the aggregate of both sessions together. */
  V apply(K aggKey, V aggOne, V aggTwo);
}
