package io.thalweg.streams.state;

/**
 * A key-value store that keeps a timestamp and headers with each value.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface TimestampedKeyValueStoreWithHeaders<K, V>
    extends KeyValueStore<K, ValueTimestampHeaders<V>> {}
