package io.thalweg.streams.testing.view;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A key-value store with its values as shown. */
final class KeyValueView<K, S, V> extends StoreView implements KeyValueStore<K, V> {
  private final KeyValueStore<K, S> store;
  private final Shape<S, V> shape;

  KeyValueView(KeyValueStore<K, S> store, Shape<S, V> shape) {
    super(store);
    this.store = store;
    this.shape = shape;
  }

  private KeyValueIterator<K, V> shown(KeyValueIterator<K, S> rows) {
    return new ShownIterator<>(rows, shape);
  }

  @Override
  public void put(K key, @Nullable V value) {
    store.put(key, shape.keep(value));
  }

  @Override
  public @Nullable V putIfAbsent(K key, @Nullable V value) {
    return shape.show(store.putIfAbsent(key, shape.keep(value)));
  }

  @Override
  public void putAll(List<KeyValue<K, V>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public @Nullable V delete(K key) {
    return shape.show(store.delete(key));
  }

  @Override
  public @Nullable V get(K key) {
    return shape.show(store.get(key));
  }

  @Override
  public KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to) {
    return shown(store.range(from, to));
  }

  @Override
  public KeyValueIterator<K, V> reverseRange(@Nullable K from, @Nullable K to) {
    return shown(store.reverseRange(from, to));
  }

  @Override
  public KeyValueIterator<K, V> all() {
    return shown(store.all());
  }

  @Override
  public KeyValueIterator<K, V> reverseAll() {
    return shown(store.reverseAll());
  }

  @Override
  public <PS extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(
      P prefix, PS prefixKeySerializer) {
    return shown(store.prefixScan(prefix, prefixKeySerializer));
  }

  @Override
  public long approximateNumEntries() {
    return store.approximateNumEntries();
  }
}
