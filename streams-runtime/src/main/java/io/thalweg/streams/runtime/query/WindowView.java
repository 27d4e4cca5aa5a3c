package io.thalweg.streams.runtime.query;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.ReadView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All selected partitions of a window store as one. Any thread. */
final class WindowView<K, V> implements ReadOnlyWindowStore<K, V> {
  private static final String NO_KEY = "key can't be null";

  private final Selection selection;
  private final Function<ReadView, ReadOnlyWindowStore<K, V>> typed;

  WindowView(Selection selection, Function<ReadView, ReadOnlyWindowStore<K, V>> typed) {
    this.selection = selection;
    this.typed = typed;
  }

  @Override
  public @Nullable V fetch(K key, long time) {
    Objects.requireNonNull(key, NO_KEY);
    List<LocalStore> stores = selection.stores();
    try {
      for (LocalStore store : stores) {
        V value = typed.apply(store.view()).fetch(key, time);
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
  public WindowStoreIterator<V> fetch(K key, Instant timeFrom, Instant timeTo) {
    Objects.requireNonNull(key, NO_KEY);
    return firstWithRows(store -> store.fetch(key, timeFrom, timeTo));
  }

  @Override
  public WindowStoreIterator<V> backwardFetch(K key, Instant timeFrom, Instant timeTo) {
    Objects.requireNonNull(key, NO_KEY);
    return firstWithRows(store -> store.backwardFetch(key, timeFrom, timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
    return chain(store -> store.fetch(keyFrom, keyTo, timeFrom, timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFetch(
      @Nullable K keyFrom, @Nullable K keyTo, Instant timeFrom, Instant timeTo) {
    return chain(store -> store.backwardFetch(keyFrom, keyTo, timeFrom, timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> all() {
    return chain(ReadOnlyWindowStore::all);
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardAll() {
    return chain(ReadOnlyWindowStore::backwardAll);
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> fetchAll(Instant timeFrom, Instant timeTo) {
    return chain(store -> store.fetchAll(timeFrom, timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFetchAll(Instant timeFrom, Instant timeTo) {
    return chain(store -> store.backwardFetchAll(timeFrom, timeTo));
  }

  private KeyValueIterator<Windowed<K>, V> chain(
      Function<ReadOnlyWindowStore<K, V>, KeyValueIterator<Windowed<K>, V>> open) {
    return new ChainedIterator<>(selection.store(), partitions(), open);
  }

  /** A key is in one partition only: that of the first rows found. */
  private WindowStoreIterator<V> firstWithRows(
      Function<ReadOnlyWindowStore<K, V>, WindowStoreIterator<V>> fetch) {
    for (ReadOnlyWindowStore<K, V> store : partitions()) {
      WindowStoreIterator<V> rows = fetch.apply(store);
      if (rows.hasNext()) {
        return rows;
      }
      rows.close();
    }
    return new NoRows<>();
  }

  private List<ReadOnlyWindowStore<K, V>> partitions() {
    List<ReadOnlyWindowStore<K, V>> partitions = new ArrayList<>();
    for (LocalStore store : selection.stores()) {
      partitions.add(typed.apply(store.view()));
    }
    return partitions;
  }

  private static final class NoRows<V> implements WindowStoreIterator<V> {
    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public KeyValue<Long, V> next() {
      throw new NoSuchElementException();
    }

    @Override
    public Long peekNextKey() {
      throw new NoSuchElementException();
    }

    @Override
    public void close() {}
  }
}
