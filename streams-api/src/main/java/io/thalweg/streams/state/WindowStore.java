package io.thalweg.streams.state;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.support.TimeArgs;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store of windows of keys. Written by the thread of its task only. Times are starts of windows,
 * in milliseconds since the epoch; ranges are inclusive at both ends.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface WindowStore<K, V> extends StateStore, ReadOnlyWindowStore<K, V> {
  /**
   * Sets the value of {@code key} in the window that starts at {@code windowStartTimestamp}; null
   * deletes it (and is ignored by a store that retains duplicates).
   *
   * @throws NullPointerException if {@code key} is null
   */
  void put(K key, @Nullable V value, long windowStartTimestamp);

  /** As {@link #fetch(Object, Instant, Instant)}, in milliseconds. */
  WindowStoreIterator<V> fetch(K key, long timeFrom, long timeTo);

  /** As {@link #backwardFetch(Object, Instant, Instant)}, in milliseconds. */
  default WindowStoreIterator<V> backwardFetch(K key, long timeFrom, long timeTo) {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch.");
  }

  @Override
  default WindowStoreIterator<V> fetch(K key, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return fetch(key, TimeArgs.millis(timeFrom, "timeFrom"), TimeArgs.millis(timeTo, "timeTo"));
  }

  @Override
  default WindowStoreIterator<V> backwardFetch(K key, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return backwardFetch(
        key, TimeArgs.millis(timeFrom, "timeFrom"), TimeArgs.millis(timeTo, "timeTo"));
  }

  /** As {@link #fetch(Object, Object, Instant, Instant)}, in milliseconds. */
  KeyValueIterator<Windowed<K>, V> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo);

  /** As {@link #backwardFetch(Object, Object, Instant, Instant)}, in milliseconds. */
  default KeyValueIterator<Windowed<K>, V> backwardFetch(
      @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch.");
  }

  @Override
  default KeyValueIterator<Windowed<K>, V> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return fetch(
        keyFrom, keyTo, TimeArgs.millis(timeFrom, "timeFrom"), TimeArgs.millis(timeTo, "timeTo"));
  }

  @Override
  default KeyValueIterator<Windowed<K>, V> backwardFetch(
      @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return backwardFetch(
        keyFrom, keyTo, TimeArgs.millis(timeFrom, "timeFrom"), TimeArgs.millis(timeTo, "timeTo"));
  }

  /** As {@link #fetchAll(Instant, Instant)}, in milliseconds. */
  KeyValueIterator<Windowed<K>, V> fetchAll(long timeFrom, long timeTo);

  /** As {@link #backwardFetchAll(Instant, Instant)}, in milliseconds. */
  default KeyValueIterator<Windowed<K>, V> backwardFetchAll(long timeFrom, long timeTo) {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetchAll.");
  }

  @Override
  default KeyValueIterator<Windowed<K>, V> fetchAll(Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return fetchAll(TimeArgs.millis(timeFrom, "timeFrom"), TimeArgs.millis(timeTo, "timeTo"));
  }

  @Override
  default KeyValueIterator<Windowed<K>, V> backwardFetchAll(Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return backwardFetchAll(
        TimeArgs.millis(timeFrom, "timeFrom"), TimeArgs.millis(timeTo, "timeTo"));
  }
}
