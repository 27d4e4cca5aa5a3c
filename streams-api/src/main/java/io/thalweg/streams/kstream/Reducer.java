package io.thalweg.streams.kstream;

/**
 * Combines two values of one key into one of the same type.
 *
 * @param <V> value type
 */
@FunctionalInterface
public interface Reducer<V> {
  /** Returns the combination of the value so far and the next value; null removes the key. */
  V apply(V value1, V value2);
}
