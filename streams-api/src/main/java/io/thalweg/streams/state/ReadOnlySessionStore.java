package io.thalweg.streams.state;

import io.thalweg.streams.kstream.Windowed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a session store. Implementations allow reads by many threads while one writes. Times are in
 * milliseconds since the epoch; a session is in a range if it overlaps it, that is, if it ends at
 * {@code earliestSessionEndTime} or later and starts at {@code latestSessionStartTime} or earlier.
 *
 * @param <K> key type
 * @param <AGG> type of the aggregate
 */
public interface ReadOnlySessionStore<K, AGG> {
  /**
   * The sessions of {@code key} in the range, oldest first.
   *
   * @throws NullPointerException if {@code key} is null
   */
  default KeyValueIterator<Windowed<K>, AGG> findSessions(
      K key, long earliestSessionEndTime, long latestSessionStartTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no findSessions.");
  }

  /** As {@link #findSessions(Object, long, long)}. */
  default KeyValueIterator<Windowed<K>, AGG> findSessions(
      K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no findSessions.");
  }

  /** As {@link #findSessions(Object, long, long)}, newest first. */
  default KeyValueIterator<Windowed<K>, AGG> backwardFindSessions(
      K key, long earliestSessionEndTime, long latestSessionStartTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFindSessions.");
  }

  /** As {@link #findSessions(Object, long, long)}, newest first. */
  default KeyValueIterator<Windowed<K>, AGG> backwardFindSessions(
      K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFindSessions.");
  }

  /**
   * The sessions in the range of the keys from {@code keyFrom} to {@code keyTo}, both inclusive; a
   * null key leaves that side open.
   */
  default KeyValueIterator<Windowed<K>, AGG> findSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      long earliestSessionEndTime,
      long latestSessionStartTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no findSessions.");
  }

  /** As {@link #findSessions(Object, Object, long, long)}. */
  default KeyValueIterator<Windowed<K>, AGG> findSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      Instant earliestSessionEndTime,
      Instant latestSessionStartTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no findSessions.");
  }

  /** As {@link #findSessions(Object, Object, long, long)}, from the end to the start. */
  default KeyValueIterator<Windowed<K>, AGG> backwardFindSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      long earliestSessionEndTime,
      long latestSessionStartTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFindSessions.");
  }

  /** As {@link #findSessions(Object, Object, long, long)}, from the end to the start. */
  default KeyValueIterator<Windowed<K>, AGG> backwardFindSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      Instant earliestSessionEndTime,
      Instant latestSessionStartTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFindSessions.");
  }

  /**
   * The aggregate of the session of {@code key} with exactly these ends, or null if there is none.
   *
   * @throws NullPointerException if {@code key} is null
   */
  default @Nullable AGG fetchSession(K key, long sessionStartTime, long sessionEndTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no fetchSession.");
  }

  /** As {@link #fetchSession(Object, long, long)}. */
  default @Nullable AGG fetchSession(K key, Instant sessionStartTime, Instant sessionEndTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no fetchSession.");
  }

  /**
   * All sessions of {@code key}, oldest first.
   *
   * @throws NullPointerException if {@code key} is null
   */
  KeyValueIterator<Windowed<K>, AGG> fetch(K key);

  /** All sessions of {@code key}, newest first. */
  default KeyValueIterator<Windowed<K>, AGG> backwardFetch(K key) {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch.");
  }

  /** All sessions of the keys in the range, both inclusive; a null key leaves that side open. */
  KeyValueIterator<Windowed<K>, AGG> fetch(@Nullable K keyFrom, @Nullable K keyTo);

  /** As {@link #fetch(Object, Object)}, from the end to the start. */
  default KeyValueIterator<Windowed<K>, AGG> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
    throw new UnsupportedOperationException(getClass().getName() + " has no backwardFetch.");
  }
}
