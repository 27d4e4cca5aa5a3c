package io.thalweg.streams.state;

/**
 * A window store that keeps a timestamp and headers with each value.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface TimestampedWindowStoreWithHeaders<K, V>
    extends WindowStore<K, ValueTimestampHeaders<V>> {}
