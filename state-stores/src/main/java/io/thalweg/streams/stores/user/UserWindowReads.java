package io.thalweg.streams.stores.user;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.support.TimeArgs;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The reading half of a user's window store, with types. */
class UserWindowReads<K, X> implements ReadOnlyWindowStore<K, X> {
  final Face<K, X> face;
  final WindowStore<Bytes, byte[]> store;

  UserWindowReads(Face<K, X> face, WindowStore<Bytes, byte[]> store) {
    this.face = face;
    this.store = store;
  }

  @Override
  public @Nullable X fetch(K key, long time) {
    RowKey row = RowKey.of(face.keys().key(key), time);
    return face.shape().show(face.access().read(() -> face.traffic().read(row)));
  }

  @Override
  public WindowStoreIterator<X> fetch(K key, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return ofKey(key, millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), true);
  }

  @Override
  public WindowStoreIterator<X> backwardFetch(K key, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return ofKey(key, millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return ofKeys(keyFrom, keyTo, millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(
      @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return ofKeys(keyFrom, keyTo, millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> all() {
    return windows(store::all);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardAll() {
    return windows(store::backwardAll);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetchAll(Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return between(millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetchAll(Instant timeFrom, Instant timeTo)
      throws IllegalArgumentException {
    return between(millis(timeFrom, "timeFrom"), millis(timeTo, "timeTo"), false);
  }

  final WindowStoreIterator<X> ofKey(K key, long from, long to, boolean forward) {
    Bytes raw = Bytes.wrap(face.keys().key(key));
    return new OfKey<>(
        face,
        face.access()
            .scan(() -> forward ? store.fetch(raw, from, to) : store.backwardFetch(raw, from, to)));
  }

  final KeyValueIterator<Windowed<K>, X> ofKeys(
      @Nullable K keyFrom, @Nullable K keyTo, long from, long to, boolean forward) {
    Bytes first = keyFrom == null ? null : Bytes.wrap(face.keys().key(keyFrom));
    Bytes last = keyTo == null ? null : Bytes.wrap(face.keys().key(keyTo));
    return windows(
        () ->
            forward
                ? store.fetch(first, last, from, to)
                : store.backwardFetch(first, last, from, to));
  }

  final KeyValueIterator<Windowed<K>, X> between(long from, long to, boolean forward) {
    return windows(() -> forward ? store.fetchAll(from, to) : store.backwardFetchAll(from, to));
  }

  private KeyValueIterator<Windowed<K>, X> windows(
      Supplier<KeyValueIterator<Windowed<Bytes>, byte[]>> open) {
    return new TypedIterator<>(
        face.access(),
        face.access().scan(open),
        raw -> new Windowed<>(face.keys().deserialize(raw.key().get()), raw.window()),
        face::found);
  }

  private static final class OfKey<X> extends TypedIterator<Long, Long, X>
      implements WindowStoreIterator<X> {
    OfKey(Face<?, X> face, WindowStoreIterator<byte[]> rows) {
      super(face.access(), rows, start -> start, face::found);
    }
  }

  private static long millis(Instant time, String what) {
    return TimeArgs.millis(time, what);
  }
}
