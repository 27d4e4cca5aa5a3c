package io.thalweg.streams.testing.view;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.WindowStoreIterator;

/** Rows with their values as shown. */
class ShownIterator<K, S, V> implements KeyValueIterator<K, V> {
  private final KeyValueIterator<K, S> rows;
  private final Shape<S, V> shape;

  ShownIterator(KeyValueIterator<K, S> rows, Shape<S, V> shape) {
    this.rows = rows;
    this.shape = shape;
  }

  /** The rows of one key. */
  static final class OfWindows<S, V> extends ShownIterator<Long, S, V>
      implements WindowStoreIterator<V> {
    OfWindows(WindowStoreIterator<S> rows, Shape<S, V> shape) {
      super(rows, shape);
    }
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public KeyValue<K, V> next() {
    KeyValue<K, S> row = rows.next();
    return KeyValue.pair(row.key, shape.show(row.value));
  }

  @Override
  public K peekNextKey() {
    return rows.peekNextKey();
  }

  @Override
  public void close() {
    rows.close();
  }
}
