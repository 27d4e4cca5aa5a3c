package io.thalweg.streams.state;

/**
 * A window store that keeps a timestamp with each value.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface TimestampedWindowStore<K, V> extends WindowStore<K, ValueAndTimestamp<V>> {}
