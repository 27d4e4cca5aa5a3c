package io.thalweg.streams.state;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.kstream.Windowed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a window store. Implementations allow reads by many threads while one writes.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface ReadOnlyWindowStore<K, V> {
  /**
   * The value of {@code key} in the window that starts at {@code time}, or null if there is none.
   *
   * @param time start of the window in milliseconds since the epoch
   * @throws NullPointerException if {@code key} is null
   * @throws InvalidStateStoreException if the store is not open
   */
  @Nullable V fetch(K key, long time);

  /**
   * The windows of {@code key} that start from {@code timeFrom} to {@code timeTo}, both inclusive,
   * oldest first.
   *
   * @throws NullPointerException if {@code key} is null
   * @throws InvalidStateStoreException if the store is not open
   * @throws IllegalArgumentException if a time does not fit in milliseconds
   */
  WindowStoreIterator<V> fetch(K key, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException;

  /** As {@link #fetch(Object, Instant, Instant)}, newest first. */
  default WindowStoreIterator<V> backwardFetch(K key, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch.");
  }

  /**
   * The windows of the keys from {@code keyFrom} to {@code keyTo} that start from {@code timeFrom}
   * to {@code timeTo}, all inclusive; a null key leaves that side open.
   *
   * @throws InvalidStateStoreException if the store is not open
   * @throws IllegalArgumentException if a time does not fit in milliseconds
   */
  KeyValueIterator<Windowed<K>, V> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException;

  /** As {@link #fetch(Object, Object, Instant, Instant)}, from the end to the start. */
  default KeyValueIterator<Windowed<K>, V> backwardFetch(
      @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch.");
  }

  /**
   * All windows of all keys.
   *
   * @throws InvalidStateStoreException if the store is not open
   */
  KeyValueIterator<Windowed<K>, V> all();

  /** As {@link #all}, from the end to the start. */
  default KeyValueIterator<Windowed<K>, V> backwardAll() {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardAll.");
  }

  /**
   * The windows of all keys that start from {@code timeFrom} to {@code timeTo}, both inclusive.
   *
   * @throws InvalidStateStoreException if the store is not open
   * @throws IllegalArgumentException if a time does not fit in milliseconds
   */
  KeyValueIterator<Windowed<K>, V> fetchAll(Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException;

  /** As {@link #fetchAll}, from the end to the start. */
  default KeyValueIterator<Windowed<K>, V> backwardFetchAll(Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetchAll.");
  }
}
