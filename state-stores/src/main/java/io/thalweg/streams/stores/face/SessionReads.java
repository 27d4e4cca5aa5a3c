package io.thalweg.streams.stores.face;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowIterator;
import io.thalweg.streams.stores.layer.StoreReader;
import io.thalweg.streams.stores.layer.StoreReader.TimeSpan;
import io.thalweg.streams.stores.layer.WindowRange;
import io.thalweg.streams.support.TimeArgs;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reading half of a session store, the owner's or another thread's. */
public class SessionReads<K, V, X> implements ReadOnlySessionStore<K, X> {
  private static final String EARLIEST_END = "earliestSessionEndTime";
  private static final String LATEST_START = "latestSessionStartTime";
  private static final TimeSpan EVER = new TimeSpan(0, Long.MAX_VALUE);

  final ValueShape<V, X> shape;
  private final StoreReader<K, V> reader;
  private final Codec<K> keys;
  private final KeyLayout layout;

  public SessionReads(StoreReader<K, V> reader, ValueShape<V, X> shape) {
    this.reader = reader;
    this.shape = shape;
    keys = reader.buffer().keys();
    layout = reader.buffer().layout();
  }

  @Override
  public @Nullable X fetchSession(K key, long sessionStartTime, long sessionEndTime) {
    byte[] rawKey = keys.key(key);
    checkReadable();
    TimeSpan live = reader.live();
    if (sessionEndTime < live.first() || sessionEndTime > live.last()) {
      return null;
    }
    Row<V> row = reader.readSession(rawKey, sessionStartTime, sessionEndTime);
    return shape.show(row.value(), row.timestamp());
  }

  @Override
  public @Nullable X fetchSession(K key, Instant sessionStartTime, Instant sessionEndTime) {
    return fetchSession(
        key,
        TimeArgs.millis(sessionStartTime, "sessionStartTime"),
        TimeArgs.millis(sessionEndTime, "sessionEndTime"));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(K key) {
    return ofKey(key, 0, Long.MAX_VALUE, true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(K key) {
    return ofKey(key, 0, Long.MAX_VALUE, false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(@Nullable K keyFrom, @Nullable K keyTo) {
    return ofKeys(keyFrom, keyTo, EVER, Long.MAX_VALUE, true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(@Nullable K keyFrom, @Nullable K keyTo) {
    return ofKeys(keyFrom, keyTo, EVER, Long.MAX_VALUE, false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(
      K key, long earliestSessionEndTime, long latestSessionStartTime) {
    return ofKey(key, earliestSessionEndTime, latestSessionStartTime, true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(
      K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
    return ofKey(
        key,
        TimeArgs.millis(earliestSessionEndTime, EARLIEST_END),
        TimeArgs.millis(latestSessionStartTime, LATEST_START),
        true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFindSessions(
      K key, long earliestSessionEndTime, long latestSessionStartTime) {
    return ofKey(key, earliestSessionEndTime, latestSessionStartTime, false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFindSessions(
      K key, Instant earliestSessionEndTime, Instant latestSessionStartTime) {
    return ofKey(
        key,
        TimeArgs.millis(earliestSessionEndTime, EARLIEST_END),
        TimeArgs.millis(latestSessionStartTime, LATEST_START),
        false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      long earliestSessionEndTime,
      long latestSessionStartTime) {
    return ofKeys(keyFrom, keyTo, endingFrom(earliestSessionEndTime), latestSessionStartTime, true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      Instant earliestSessionEndTime,
      Instant latestSessionStartTime) {
    return findSessions(
        keyFrom,
        keyTo,
        TimeArgs.millis(earliestSessionEndTime, EARLIEST_END),
        TimeArgs.millis(latestSessionStartTime, LATEST_START));
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFindSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      long earliestSessionEndTime,
      long latestSessionStartTime) {
    return ofKeys(
        keyFrom, keyTo, endingFrom(earliestSessionEndTime), latestSessionStartTime, false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFindSessions(
      @Nullable K keyFrom,
      @Nullable K keyTo,
      Instant earliestSessionEndTime,
      Instant latestSessionStartTime) {
    return backwardFindSessions(
        keyFrom,
        keyTo,
        TimeArgs.millis(earliestSessionEndTime, EARLIEST_END),
        TimeArgs.millis(latestSessionStartTime, LATEST_START));
  }

  /** The sessions of the keys that end inside {@code ends} and start at latestStart or earlier. */
  final KeyValueIterator<Windowed<K>, X> ofKeys(
      @Nullable K from, @Nullable K to, TimeSpan ends, long latestStart, boolean forward) {
    byte[] first = from == null ? null : keys.key(from);
    byte[] last = to == null ? null : keys.key(to);
    return rows(first, last, ends, latestStart, forward);
  }

  private KeyValueIterator<Windowed<K>, X> ofKey(
      K key, long earliestEnd, long latestStart, boolean forward) {
    byte[] rawKey = keys.key(key);
    return rows(rawKey, rawKey, endingFrom(earliestEnd), latestStart, forward);
  }

  private KeyValueIterator<Windowed<K>, X> rows(
      byte @Nullable [] first,
      byte @Nullable [] last,
      TimeSpan ends,
      long latestStart,
      boolean forward) {
    checkReadable();
    return new RowIterator<>(
        reader,
        WindowRange.ofSessions(reader, first, last, ends, latestStart, forward),
        this::session,
        (value, timestamp) -> Objects.requireNonNull(shape.show(value, timestamp)));
  }

  private Windowed<K> session(byte[] engineKey) {
    return new Windowed<>(
        keys.deserialize(layout.rawKey(engineKey)),
        new SessionWindow(layout.sessionStart(engineKey), layout.start(engineKey)));
  }

  private void checkReadable() {
    if (!reader.isOpen()) {
      throw new InvalidStateStoreException("Store " + reader.buffer().name() + " is closed");
    }
  }

  private static TimeSpan endingFrom(long earliestEnd) {
    return new TimeSpan(earliestEnd, Long.MAX_VALUE);
  }
}
