package io.thalweg.streams.runtime.query;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.stores.ReadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** All selected partitions of a key-value store as one. Any thread. */
final class KeyValueView<K, V> implements ReadOnlyKeyValueStore<K, V> {
  private final Selection selection;
  private final Function<ReadView, ReadOnlyKeyValueStore<K, V>> typed;

  KeyValueView(Selection selection, Function<ReadView, ReadOnlyKeyValueStore<K, V>> typed) {
    this.selection = selection;
    this.typed = typed;
  }

  @Override
  public @Nullable V get(K key) {
    Objects.requireNonNull(key);
    List<LocalStore> stores = selection.stores();
    try {
      for (LocalStore store : stores) {
        V value = typed.apply(store.view()).get(key);
        if (value != null) {
          return value;
        }
      }
    } catch (InvalidStateStoreException e) {
      throw Selection.migrated(e);
    }
    return null;
  }

  @Override
  public KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to) {
    return chain(store -> store.range(from, to));
  }

  @Override
  public KeyValueIterator<K, V> reverseRange(@Nullable K from, @Nullable K to) {
    return chain(store -> store.reverseRange(from, to));
  }

  @Override
  public KeyValueIterator<K, V> all() {
    return chain(ReadOnlyKeyValueStore::all);
  }

  @Override
  public KeyValueIterator<K, V> reverseAll() {
    return chain(ReadOnlyKeyValueStore::reverseAll);
  }

  @Override
  public <PS extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(
      P prefix, PS prefixKeySerializer) {
    Objects.requireNonNull(prefix);
    Objects.requireNonNull(prefixKeySerializer);
    return chain(store -> store.prefixScan(prefix, prefixKeySerializer));
  }

  @Override
  public long approximateNumEntries() {
    long total = 0;
    for (ReadOnlyKeyValueStore<K, V> store : partitions()) {
      total += store.approximateNumEntries();
    }
    return total < 0 ? Long.MAX_VALUE : total;
  }

  private KeyValueIterator<K, V> chain(
      Function<ReadOnlyKeyValueStore<K, V>, KeyValueIterator<K, V>> open) {
    return new ChainedIterator<>(selection.store(), partitions(), open);
  }

  private List<ReadOnlyKeyValueStore<K, V>> partitions() {
    List<ReadOnlyKeyValueStore<K, V>> partitions = new ArrayList<>();
    for (LocalStore store : selection.stores()) {
      partitions.add(typed.apply(store.view()));
    }
    return partitions;
  }
}
