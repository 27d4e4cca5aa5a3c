package io.thalweg.streams.stores.user;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.answer.Answered;
import io.thalweg.streams.stores.answer.Answering;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A user's key-value store as processors see it. Owner thread only. */
class UserKeyValueStore<K, X> extends UserKeyValueReads<K, X>
    implements KeyValueStore<K, X>, Answered {
  UserKeyValueStore(Face<K, X> face, KeyValueStore<Bytes, byte[]> store) {
    super(face, store);
  }

  /** The one with timestamps. */
  static final class Timestamped<K, V> extends UserKeyValueStore<K, ValueAndTimestamp<V>>
      implements TimestampedKeyValueStore<K, V> {
    Timestamped(Face<K, ValueAndTimestamp<V>> face, KeyValueStore<Bytes, byte[]> store) {
      super(face, store);
    }
  }

  /** The one with timestamps and headers. */
  static final class WithHeaders<K, V> extends UserKeyValueStore<K, ValueTimestampHeaders<V>>
      implements TimestampedKeyValueStoreWithHeaders<K, V> {
    WithHeaders(Face<K, ValueTimestampHeaders<V>> face, KeyValueStore<Bytes, byte[]> store) {
      super(face, store);
    }
  }

  @Override
  public void put(K key, @Nullable X value) {
    face.put(face.rowKey(key), cell(value));
  }

  @Override
  public @Nullable X putIfAbsent(K key, @Nullable X value) {
    RowKey row = face.rowKey(key);
    if (face.traffic().held() != null) {
      X before = get(key);
      if (before == null) {
        put(key, value);
      }
      return before;
    }
    Cell cell = cell(value);
    face.traffic().changing();
    byte[] before = face.access().read(() -> store.putIfAbsent(row.key(), stored(cell)));
    if (before == null) {
      face.traffic().changed(row, cell.raw(), cell.timestamp());
    }
    return face.shape().show(face.traffic().form().cell(before));
  }

  @Override
  public void putAll(List<KeyValue<K, X>> entries) {
    for (KeyValue<K, X> entry : entries) {
      Objects.requireNonNull(entry.key, "key cannot be null");
    }
    if (face.traffic().held() != null || face.traffic().form().forgets()) {
      entries.forEach(entry -> put(entry.key, entry.value));
      return;
    }
    List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    for (KeyValue<K, X> entry : entries) {
      Cell cell = cell(entry.value);
      cells.add(cell);
      rows.add(new KeyValue<>(face.rowKey(entry.key).key(), stored(cell)));
    }
    face.access().read(() -> true);
    face.traffic().changing();
    store.putAll(rows);
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      face.traffic().changed(RowKey.of(rows.get(i).key.get()), cell.raw(), cell.timestamp());
    }
  }

  @Override
  public @Nullable X delete(K key) {
    RowKey row = face.rowKey(key);
    long now = face.now().getAsLong();
    if (face.traffic().held() != null) {
      X before = get(key);
      face.traffic().write(row, null, now);
      return before;
    }
    face.traffic().changing();
    byte[] before = face.access().read(() -> store.delete(row.key()));
    face.traffic().changed(row, null, now);
    return face.shape().show(face.traffic().form().cell(before));
  }

  private Cell cell(@Nullable X value) {
    return face.shape().cell(value, face.now());
  }

  private byte @Nullable [] stored(Cell cell) {
    return face.traffic().form().stored(cell.raw(), cell.timestamp());
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
