package io.thalweg.streams.stores.face;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.layer.KeyRange;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowIterator;
import io.thalweg.streams.stores.layer.StoreReader;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The reading half of a key-value store, the owner's or another thread's. */
public class KeyValueReads<K, V, X> implements ReadOnlyKeyValueStore<K, X> {
  final StoreReader<K, V> reader;
  final ValueShape<V, X> shape;
  private final Codec<K> keys;

  public KeyValueReads(StoreReader<K, V> reader, ValueShape<V, X> shape) {
    this.reader = reader;
    this.shape = shape;
    keys = reader.buffer().keys();
  }

  @Override
  public @Nullable X get(K key) {
    Row<V> row = reader.read(keys.key(key), 0);
    return shape.show(row.value(), row.timestamp());
  }

  @Override
  public KeyValueIterator<K, X> range(@Nullable K from, @Nullable K to) {
    return range(from, to, true);
  }

  @Override
  public KeyValueIterator<K, X> reverseRange(@Nullable K from, @Nullable K to) {
    return range(from, to, false);
  }

  @Override
  public KeyValueIterator<K, X> all() {
    return range(null, null, true);
  }

  @Override
  public KeyValueIterator<K, X> reverseAll() {
    return range(null, null, false);
  }

  @Override
  public <PS extends Serializer<P>, P> KeyValueIterator<K, X> prefixScan(
      P prefix, PS prefixKeySerializer) {
    Objects.requireNonNull(prefix, "prefix cannot be null");
    Objects.requireNonNull(prefixKeySerializer, "prefixKeySerializer cannot be null");
    byte[] start = prefixKeySerializer.serialize(reader.buffer().name(), prefix);
    return iterator(KeyRange.startingWith(start));
  }

  @Override
  public long approximateNumEntries() {
    return reader.approximateEntries();
  }

  void checkReadable() {
    if (!reader.isOpen()) {
      throw new InvalidStateStoreException("Store " + reader.buffer().name() + " is closed");
    }
  }

  private KeyValueIterator<K, X> range(@Nullable K from, @Nullable K to, boolean forward) {
    byte[] first = from == null ? null : keys.key(from);
    byte[] last = to == null ? null : keys.key(to);
    return iterator(KeyRange.between(first, last, forward));
  }

  private KeyValueIterator<K, X> iterator(KeyRange range) {
    checkReadable();
    return new RowIterator<>(
        reader,
        range,
        keys::deserialize,
        (value, timestamp) -> Objects.requireNonNull(shape.show(value, timestamp)));
  }
}
