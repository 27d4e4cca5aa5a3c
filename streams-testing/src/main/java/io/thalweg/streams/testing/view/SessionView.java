package io.thalweg.streams.testing.view;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.SessionStore;
import org.jspecify.annotations.Nullable;

/** A session store without the headers it keeps. */
final class SessionView<K, V> extends StoreView implements SessionStore<K, V> {
  private final SessionStore<K, AggregationWithHeaders<V>> store;
  private final Shape<AggregationWithHeaders<V>, V> shape = Shape.aggregated();

  SessionView(SessionStore<K, AggregationWithHeaders<V>> store) {
    super(store);
    this.store = store;
  }

  private KeyValueIterator<Windowed<K>, V> shown(
      KeyValueIterator<Windowed<K>, AggregationWithHeaders<V>> rows) {
    return new ShownIterator<>(rows, shape);
  }

  @Override
  public void remove(Windowed<K> sessionKey) {
    store.remove(sessionKey);
  }

  @Override
  public void put(Windowed<K> sessionKey, @Nullable V aggregate) {
    store.put(sessionKey, shape.keep(aggregate));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> findSessions(
      long earliestSessionEndTime, long latestSessionEndTime) {
    return shown(store.findSessions(earliestSessionEndTime, latestSessionEndTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> findSessions(
      K key, long earliestSessionEndTime, long latestSessionStartTime) {
    return shown(store.findSessions(key, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
      K key, long earliestSessionEndTime, long latestSessionStartTime) {
    return shown(store.backwardFindSessions(key, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> findSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      long earliestSessionEndTime,
      long latestSessionStartTime) {
    return shown(
        store.findSessions(keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFindSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      long earliestSessionEndTime,
      long latestSessionStartTime) {
    return shown(
        store.backwardFindSessions(keyFrom, keyTo, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public @Nullable V fetchSession(K key, long sessionStartTime, long sessionEndTime) {
    return shape.show(store.fetchSession(key, sessionStartTime, sessionEndTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> fetch(K key) {
    return shown(store.fetch(key));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFetch(K key) {
    return shown(store.backwardFetch(key));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> fetch(@Nullable K keyFrom, @Nullable K keyTo) {
    return shown(store.fetch(keyFrom, keyTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
    return shown(store.backwardFetch(keyFrom, keyTo));
  }
}
