package io.thalweg.streams.stores.user;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.SessionStoreWithHeaders;
import io.thalweg.streams.stores.answer.Answered;
import io.thalweg.streams.stores.answer.Answering;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A user's session store with types, as processors see it, and to read from, as other threads do.
 */
class UserSessionStore<K, X> implements SessionStore<K, X>, Answered {
  private final Face<K, X> face;
  private final SessionStore<Bytes, byte[]> store;

  UserSessionStore(Face<K, X> face, SessionStore<Bytes, byte[]> store) {
    this.face = face;
    this.store = store;
  }

  /** The one with headers. */
  static final class WithHeaders<K, V> extends UserSessionStore<K, AggregationWithHeaders<V>>
      implements SessionStoreWithHeaders<K, V> {
    WithHeaders(Face<K, AggregationWithHeaders<V>> face, SessionStore<Bytes, byte[]> store) {
      super(face, store);
    }
  }

  @Override
  public void put(Windowed<K> sessionKey, @Nullable X aggregate) {
    Objects.requireNonNull(sessionKey, "sessionKey can't be null");
    Objects.requireNonNull(sessionKey.key(), "sessionKey.key() can't be null");
    Objects.requireNonNull(sessionKey.window(), "sessionKey.window() can't be null");
    face.put(
        new RowKey(bytes(sessionKey.key()), sessionKey.window().start(), sessionKey.window().end()),
        face.shape().cell(aggregate, face.now()));
  }

  @Override
  public void remove(Windowed<K> sessionKey) {
    put(sessionKey, null);
  }

  @Override
  public @Nullable X fetchSession(K key, long sessionStartTime, long sessionEndTime) {
    RowKey row = new RowKey(bytes(key), sessionStartTime, sessionEndTime);
    return face.shape().show(face.access().read(() -> face.traffic().read(row)));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(
      long earliestSessionEndTime, long latestSessionEndTime) {
    return rows(() -> store.findSessions(earliestSessionEndTime, latestSessionEndTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(
      K key, long earliestSessionEndTime, long latestSessionStartTime) {
    Bytes raw = bytes(key);
    return rows(() -> store.findSessions(raw, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFindSessions(
      K key, long earliestSessionEndTime, long latestSessionStartTime) {
    Bytes raw = bytes(key);
    return rows(
        () -> store.backwardFindSessions(raw, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      long earliestSessionEndTime,
      long latestSessionStartTime) {
    Bytes from = bound(keyFrom);
    Bytes to = bound(keyTo);
    return rows(() -> store.findSessions(from, to, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFindSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      long earliestSessionEndTime,
      long latestSessionStartTime) {
    Bytes from = bound(keyFrom);
    Bytes to = bound(keyTo);
    return rows(
        () -> store.backwardFindSessions(from, to, earliestSessionEndTime, latestSessionStartTime));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(K key) {
    Bytes raw = bytes(key);
    return rows(() -> store.fetch(raw));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(K key) {
    Bytes raw = bytes(key);
    return rows(() -> store.backwardFetch(raw));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(@Nullable K keyFrom, @Nullable K keyTo) {
    Bytes from = bound(keyFrom);
    Bytes to = bound(keyTo);
    return rows(() -> store.fetch(from, to));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
    Bytes from = bound(keyFrom);
    Bytes to = bound(keyTo);
    return rows(() -> store.backwardFetch(from, to));
  }

  private KeyValueIterator<Windowed<K>, X> rows(
      Supplier<KeyValueIterator<Windowed<Bytes>, byte[]>> open) {
    return new TypedIterator<>(
        face.access(),
        face.access().scan(open),
        raw -> new Windowed<>(face.keys().deserialize(raw.key().get()), raw.window()),
        face::found);
  }

  private Bytes bytes(K key) {
    return Bytes.wrap(face.keys().key(key));
  }

  private @Nullable Bytes bound(@Nullable K key) {
    return key == null ? null : bytes(key);
  }

  @Override
  public String name() {
    return face.name();
  }

  /** The store is open when its task gets it. */
  @Override
  public void init(StateStoreContext context, StateStore root) {}

  /** The task closes its stores. */
  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return face.persistent();
  }

  @Override
  public Answering answers() {
    return face.answering().get();
  }

  @Override
  public boolean isOpen() {
    return face.access().isOpen();
  }
}
