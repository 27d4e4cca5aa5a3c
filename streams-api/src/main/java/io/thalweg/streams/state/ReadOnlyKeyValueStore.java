package io.thalweg.streams.state;

import io.thalweg.streams.errors.InvalidStateStoreException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a key-value store. Implementations allow reads by many threads while one writes.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface ReadOnlyKeyValueStore<K, V> {
  /**
   * The value of {@code key}, or null if there is none.
   *
   * @throws NullPointerException if {@code key} is null
   * @throws InvalidStateStoreException if the store is not open
   */
  @Nullable V get(K key);

  /**
   * The entries from {@code from} to {@code to}, both inclusive, in the order of the serialized
   * keys; null leaves that side open.
   *
   * @throws InvalidStateStoreException if the store is not open
   */
  KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to);

  /** As {@link #range}, from the highest key to the lowest. */
  default KeyValueIterator<K, V> reverseRange(@Nullable K from, @Nullable K to) {
    throw new UnsupportedOperationException(getClass().getName() + " has no reverseRange.");
  }

  /**
   * All entries in the order of the serialized keys.
   *
   * @throws InvalidStateStoreException if the store is not open
   */
  KeyValueIterator<K, V> all();

  /** As {@link #all}, from the highest key to the lowest. */
  default KeyValueIterator<K, V> reverseAll() {
    throw new UnsupportedOperationException(getClass().getName() + " has no reverseAll.");
  }

  /**
   * The entries whose serialized key starts with the serialized {@code prefix}.
   *
   * @throws NullPointerException if {@code prefix} or its serializer is null
   * @throws InvalidStateStoreException if the store is not open
   */
  default <PS extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(
      P prefix, PS prefixKeySerializer) {
    throw new UnsupportedOperationException(getClass().getName() + " has no prefixScan.");
  }

  /**
   * About how many entries the store has; exact for in-memory stores only.
   *
   * @throws InvalidStateStoreException if the store is not open
   */
  long approximateNumEntries();
}
