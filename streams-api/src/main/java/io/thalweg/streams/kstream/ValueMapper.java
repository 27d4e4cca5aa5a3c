package io.thalweg.streams.kstream;

/**
 * Maps a value to a new value.
 *
 * @param <V> value type
 * @param <VR> type of the result
 */
@FunctionalInterface
public interface ValueMapper<V, VR> {
  /** Returns the new value. */
  VR apply(V value);
}
