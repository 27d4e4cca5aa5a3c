package io.thalweg.streams.stores.user;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.TimestampedWindowStore;
import io.thalweg.streams.state.TimestampedWindowStoreWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.answer.Answered;
import io.thalweg.streams.stores.answer.Answering;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A user's window store as processors see it. Owner thread only. */
class UserWindowStore<K, X> extends UserWindowReads<K, X> implements WindowStore<K, X>, Answered {
  private final boolean duplicates;

  UserWindowStore(Face<K, X> face, WindowStore<Bytes, byte[]> store, boolean duplicates) {
    super(face, store);
    this.duplicates = duplicates;
  }

  /** The one with timestamps. */
  static final class Timestamped<K, V> extends UserWindowStore<K, ValueAndTimestamp<V>>
      implements TimestampedWindowStore<K, V> {
    Timestamped(
        Face<K, ValueAndTimestamp<V>> face, WindowStore<Bytes, byte[]> store, boolean duplicates) {
      super(face, store, duplicates);
    }
  }

  /** The one with timestamps and headers. */
  static final class WithHeaders<K, V> extends UserWindowStore<K, ValueTimestampHeaders<V>>
      implements TimestampedWindowStoreWithHeaders<K, V> {
    WithHeaders(
        Face<K, ValueTimestampHeaders<V>> face,
        WindowStore<Bytes, byte[]> store,
        boolean duplicates) {
      super(face, store, duplicates);
    }
  }

  @Override
  public void put(K key, @Nullable X value, long windowStartTimestamp) {
    RowKey row = RowKey.of(face.keys().key(key), windowStartTimestamp);
    if (value != null || !duplicates) {
      face.put(row, face.shape().cell(value, face.now()));
    }
  }

  @Override
  public WindowStoreIterator<X> fetch(K key, long timeFrom, long timeTo) {
    return ofKey(key, timeFrom, timeTo, true);
  }

  @Override
  public WindowStoreIterator<X> backwardFetch(K key, long timeFrom, long timeTo) {
    return ofKey(key, timeFrom, timeTo, false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
    return ofKeys(keyFrom, keyTo, timeFrom, timeTo, true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetch(
      @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
    return ofKeys(keyFrom, keyTo, timeFrom, timeTo, false);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> fetchAll(long timeFrom, long timeTo) {
    return between(timeFrom, timeTo, true);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> backwardFetchAll(long timeFrom, long timeTo) {
    return between(timeFrom, timeTo, false);
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
