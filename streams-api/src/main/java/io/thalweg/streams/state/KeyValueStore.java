package io.thalweg.streams.state;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.processor.StateStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store. Written by the thread of its task only.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface KeyValueStore<K, V> extends StateStore, ReadOnlyKeyValueStore<K, V> {
  /**
   * Sets the value of {@code key}; a null value deletes it.
   *
   * @throws NullPointerException if {@code key} is null
   */
  void put(K key, @Nullable V value);

  /**
   * Sets the value of {@code key} if it has none.
   *
   * @return the value that was there, or null if there was none
   * @throws NullPointerException if {@code key} is null
   */
  @Nullable V putIfAbsent(K key, @Nullable V value);

  /**
   * Sets all {@code entries}; null values delete.
   *
   * @throws NullPointerException if a key is null
   */
  void putAll(List<KeyValue<K, V>> entries);

  /**
   * Deletes {@code key}.
   *
   * @return the value that was there, or null if there was none
   * @throws NullPointerException if {@code key} is null
   */
  @Nullable V delete(K key);
}
