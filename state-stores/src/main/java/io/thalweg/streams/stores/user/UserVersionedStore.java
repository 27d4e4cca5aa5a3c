package io.thalweg.streams.stores.user;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.state.VersionedBytesStore;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.stores.answer.Answered;
import io.thalweg.streams.stores.answer.Answering;
import io.thalweg.streams.stores.form.Codec;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A user's versioned store with types. The changelog gets each put, also one that the store refused
 * because it came too late. Writes: owner thread only.
 */
final class UserVersionedStore<K, V> implements VersionedKeyValueStore<K, V>, Answered {
  private final Face<K, V> face;
  private final VersionedBytesStore store;
  private final Codec<V> values;

  UserVersionedStore(Face<K, V> face, VersionedBytesStore store, Codec<V> values) {
    this.face = face;
    this.store = store;
    this.values = values;
  }

  @Override
  public long put(K key, @Nullable V value, long timestamp) {
    RowKey row = face.rowKey(key);
    byte[] raw = value == null ? null : values.serialize(value);
    face.traffic().changing();
    long validTo = face.access().read(() -> store.put(row.key(), raw, timestamp));
    face.traffic().changed(row, raw, timestamp);
    return validTo;
  }

  @Override
  public @Nullable VersionedRecord<V> delete(K key, long timestamp) {
    RowKey row = face.rowKey(key);
    face.traffic().changing();
    byte[] before = face.access().read(() -> store.delete(row.key(), timestamp));
    face.traffic().changed(row, null, timestamp);
    return record(before);
  }

  @Override
  public @Nullable VersionedRecord<V> get(K key) {
    Bytes raw = face.rowKey(key).key();
    return record(face.access().read(() -> store.get(raw)));
  }

  @Override
  public @Nullable VersionedRecord<V> get(K key, long asOfTimestamp) {
    Bytes raw = face.rowKey(key).key();
    return record(face.access().read(() -> store.get(raw, asOfTimestamp)));
  }

  private @Nullable VersionedRecord<V> record(byte @Nullable [] stored) {
    Cell cell = RowForm.STAMPED.cell(stored);
    byte[] raw = cell.raw();
    return raw == null ? null : new VersionedRecord<>(values.deserialize(raw), cell.timestamp());
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
