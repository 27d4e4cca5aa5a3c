package io.thalweg.streams.stores.user;

import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The reading half of a user's key-value store, with types. */
class UserKeyValueReads<K, X> implements ReadOnlyKeyValueStore<K, X> {
  final Face<K, X> face;
  final KeyValueStore<Bytes, byte[]> store;

  UserKeyValueReads(Face<K, X> face, KeyValueStore<Bytes, byte[]> store) {
    this.face = face;
    this.store = store;
  }

  @Override
  public @Nullable X get(K key) {
    RowKey row = face.rowKey(key);
    return face.shape().show(face.access().read(() -> face.traffic().read(row)));
  }

  @Override
  public KeyValueIterator<K, X> range(@Nullable K from, @Nullable K to) {
    Bytes first = bytes(from);
    Bytes last = bytes(to);
    return rows(() -> store.range(first, last));
  }

  @Override
  public KeyValueIterator<K, X> reverseRange(@Nullable K from, @Nullable K to) {
    Bytes first = bytes(from);
    Bytes last = bytes(to);
    return rows(() -> store.reverseRange(first, last));
  }

  @Override
  public KeyValueIterator<K, X> all() {
    return rows(store::all);
  }

  @Override
  public KeyValueIterator<K, X> reverseAll() {
    return rows(store::reverseAll);
  }

  @Override
  public <PS extends Serializer<P>, P> KeyValueIterator<K, X> prefixScan(
      P prefix, PS prefixKeySerializer) {
    Objects.requireNonNull(prefix, "prefix cannot be null");
    Objects.requireNonNull(prefixKeySerializer, "prefixKeySerializer cannot be null");
    return rows(() -> store.prefixScan(prefix, prefixKeySerializer));
  }

  @Override
  public long approximateNumEntries() {
    return face.access().scan(store::approximateNumEntries);
  }

  private KeyValueIterator<K, X> rows(Supplier<KeyValueIterator<Bytes, byte[]>> open) {
    return new TypedIterator<>(
        face.access(),
        face.access().scan(open),
        key -> face.keys().deserialize(key.get()),
        face::found);
  }

  private @Nullable Bytes bytes(@Nullable K key) {
    return key == null ? null : Bytes.wrap(face.keys().key(key));
  }
}
