package io.thalweg.streams.stores.face;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.TimeWindow;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.layer.KeptRows;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowIterator;
import io.thalweg.streams.stores.layer.StoreReader;
import io.thalweg.streams.stores.layer.StoreReader.TimeSpan;
import io.thalweg.streams.stores.layer.WindowRange;
import io.thalweg.streams.support.TimeArgs;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reading half of a window store, the owner's or another thread's. */
public class WindowReads<K, V, X> implements ReadOnlyWindowStore<K, X> {
  final StoreReader<K, V> reader;
  final ValueShape<V, X> shape;
  private final Codec<K> keys;
  private final KeyLayout layout;
  private final long windowSize;

  public WindowReads(StoreReader<K, V> reader, ValueShape<V, X> shape, long windowSize) {
    this.reader = reader;
    this.shape = shape;
    this.windowSize = windowSize;
    keys = reader.buffer().keys();
    layout = reader.buffer().layout();
  }

  @Override
  public @Nullable X fetch(K key, long time) {
    byte[] rawKey = keys.key(key);
    checkReadable();
    TimeSpan live = reader.live();
    if (time < live.first() || time > live.last()) {
      return null;
    }
    if (reader.buffer().traits().duplicates()) {
      return last(key, time);
    }
    Row<V> row = reader.read(rawKey, time);
    return shape.show(row.value(), row.timestamp());
  }

  @Override
  public WindowStoreIterator<X> fetch(K key, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return ofKey(key, span(timeFrom, timeTo), true);
  }

  @Override
  public WindowStoreIterator<X> backwardFetch(K key, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return ofKey(key, span(timeFrom, timeTo), false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return ofKeys(keyFrom, keyTo, span(timeFrom, timeTo), true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(
      @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return ofKeys(keyFrom, keyTo, span(timeFrom, timeTo), false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> all() {
    return ofKeys(null, null, new TimeSpan(0, Long.MAX_VALUE), true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardAll() {
    return ofKeys(null, null, new TimeSpan(0, Long.MAX_VALUE), false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetchAll(Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return ofKeys(null, null, span(timeFrom, timeTo), true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetchAll(Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return ofKeys(null, null, span(timeFrom, timeTo), false);
  }

  final WindowStoreIterator<X> ofKey(K key, TimeSpan span, boolean forward) {
    byte[] rawKey = keys.key(key);
    checkReadable();
    KeptRows<V> kept = reader.kept(rawKey, span);
    if (kept != null) {
      return new KeptRowIterator<>(reader, kept, forward, this::shown);
    }
    return new OfKey(WindowRange.of(reader, rawKey, rawKey, span, forward));
  }

  final KeyValueIterator<Windowed<K>, X> ofKeys(
      @Nullable K from, @Nullable K to, TimeSpan span, boolean forward) {
    byte[] first = from == null ? null : keys.key(from);
    byte[] last = to == null ? null : keys.key(to);
    checkReadable();
    return new RowIterator<>(
        reader, WindowRange.of(reader, first, last, span, forward), this::windowed, this::shown);
  }

  private final class OfKey extends RowIterator<Long, X, V> implements WindowStoreIterator<X> {
    OfKey(WindowRange range) {
      super(reader, range, layout::start, WindowReads.this::shown);
    }
  }

  /** The latest of the rows that share key and start. */
  private @Nullable X last(K key, long time) {
    try (WindowStoreIterator<X> rows = ofKey(key, new TimeSpan(time, time), false)) {
      return rows.hasNext() ? rows.next().value : null;
    }
  }

  private Windowed<K> windowed(byte[] engineKey) {
    long start = layout.start(engineKey);
    long end = start + windowSize < 0 ? Long.MAX_VALUE : start + windowSize;
    return new Windowed<>(keys.deserialize(layout.rawKey(engineKey)), new TimeWindow(start, end));
  }

  private X shown(V value, long timestamp) {
    return Objects.requireNonNull(shape.show(value, timestamp));
  }

  private void checkReadable() {
    if (!reader.isOpen()) {
      throw new InvalidStateStoreException("Store " + reader.buffer().name() + " is closed");
    }
  }

  private static TimeSpan span(Instant from, Instant to) {
    return new TimeSpan(TimeArgs.millis(from, "timeFrom"), TimeArgs.millis(to, "timeTo"));
  }
}
