package io.thalweg.streams.kstream;

/**
 * Maps a value to a new value, knowing its key, which must not be changed.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <VR> type of the result
 */
@FunctionalInterface
public interface ValueMapperWithKey<K, V, VR> {
  /** Returns the new value. */
  VR apply(K readOnlyKey, V value);
}
