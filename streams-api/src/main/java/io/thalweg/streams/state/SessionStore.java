package io.thalweg.streams.state;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.support.TimeArgs;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store of sessions of keys. Written by the thread of its task only.
 *
 * @param <K> key type
 * @param <AGG> type of the aggregate
 */
public interface SessionStore<K, AGG> extends StateStore, ReadOnlySessionStore<K, AGG> {
  /**
   * The sessions of all keys that end from {@code earliestSessionEndTime} to {@code
   * latestSessionEndTime}, both inclusive.
   */
  default KeyValueIterator<Windowed<K>, AGG> findSessions(
      long earliestSessionEndTime, long latestSessionEndTime) {
    throw new UnsupportedOperationException(getClass().getName() + " has no findSessions.");
  }

  @Override
  default KeyValueIterator<Windowed<K>, AGG> findSessions(
      K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
    return findSessions(
        key,
        TimeArgs.millis(earliestSessionEndTime, "earliestSessionEndTime"),
        TimeArgs.millis(latestSessionStartTime, "latestSessionStartTime"));
  }

  @Override
  default KeyValueIterator<Windowed<K>, AGG> backwardFindSessions(
      K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
    return backwardFindSessions(
        key,
        TimeArgs.millis(earliestSessionEndTime, "earliestSessionEndTime"),
        TimeArgs.millis(latestSessionStartTime, "latestSessionStartTime"));
  }

  @Override
  default KeyValueIterator<Windowed<K>, AGG> findSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      Instant earliestSessionEndTime,
      Instant latestSessionStartTime) {
    return findSessions(
        keyFrom,
        keyTo,
        TimeArgs.millis(earliestSessionEndTime, "earliestSessionEndTime"),
        TimeArgs.millis(latestSessionStartTime, "latestSessionStartTime"));
  }

  @Override
  default KeyValueIterator<Windowed<K>, AGG> backwardFindSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      Instant earliestSessionEndTime,
      Instant latestSessionStartTime) {
    return backwardFindSessions(
        keyFrom,
        keyTo,
        TimeArgs.millis(earliestSessionEndTime, "earliestSessionEndTime"),
        TimeArgs.millis(latestSessionStartTime, "latestSessionStartTime"));
  }

  @Override
  default @Nullable AGG fetchSession(K key, Instant sessionStartTime, Instant sessionEndTime) {
    return fetchSession(
        key,
        TimeArgs.millis(sessionStartTime, "sessionStartTime"),
        TimeArgs.millis(sessionEndTime, "sessionEndTime"));
  }

  /**
   * Removes a session.
   *
   * @throws NullPointerException if {@code sessionKey} is null
   */
  void remove(Windowed<K> sessionKey);

  /**
   * Sets the aggregate of a session; null removes it.
   *
   * @throws NullPointerException if {@code sessionKey} is null
   */
  void put(Windowed<K> sessionKey, @Nullable AGG aggregate);
}
