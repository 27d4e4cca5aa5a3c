package io.thalweg.streams.state;

/**
 * A key-value store that keeps a timestamp with each value.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface TimestampedKeyValueStore<K, V> extends KeyValueStore<K, ValueAndTimestamp<V>> {}
