package io.thalweg.streams.testing.view;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** A window store with its values as shown. */
final class WindowView<K, S, V> extends StoreView implements WindowStore<K, V> {
  private final WindowStore<K, S> store;
  private final Shape<S, V> shape;

  WindowView(WindowStore<K, S> store, Shape<S, V> shape) {
    super(store);
    this.store = store;
    this.shape = shape;
  }

  private KeyValueIterator<Windowed<K>, V> shown(KeyValueIterator<Windowed<K>, S> rows) {
    return new ShownIterator<>(rows, shape);
  }

  @Override
  public void put(K key, @Nullable V value, long windowStartTimestamp) {
    store.put(key, shape.keep(value), windowStartTimestamp);
  }

  @Override
  public @Nullable V fetch(K key, long time) {
    return shape.show(store.fetch(key, time));
  }

  @Override
  public WindowStoreIterator<V> fetch(K key, long timeFrom, long timeTo) {
    return new ShownIterator.OfWindows<>(store.fetch(key, timeFrom, timeTo), shape);
  }

  @Override
  public WindowStoreIterator<V> backwardFetch(K key, long timeFrom, long timeTo) {
    return new ShownIterator.OfWindows<>(store.backwardFetch(key, timeFrom, timeTo), shape);
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
    return shown(store.fetch(keyFrom, keyTo, timeFrom, timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFetch(
      @Nullable K keyFrom, @Nullable K keyTo, long timeFrom, long timeTo) {
    return shown(store.backwardFetch(keyFrom, keyTo, timeFrom, timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> fetchAll(long timeFrom, long timeTo) {
    return shown(store.fetchAll(timeFrom, timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardFetchAll(long timeFrom, long timeTo) {
    return shown(store.backwardFetchAll(timeFrom, timeTo));
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> all() {
    return shown(store.all());
  }

  @Override
  public KeyValueIterator<Windowed<K>, V> backwardAll() {
    return shown(store.backwardAll());
  }
}
