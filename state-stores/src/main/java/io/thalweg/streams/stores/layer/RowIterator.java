package io.thalweg.streams.stores.layer;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.state.KeyValueIterator;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A typed iterator over the rows of a range. One thread at a time. */
public class RowIterator<A, B, V> implements KeyValueIterator<A, B> {
  private final StoreReader<?, V> reader;
  private final String store;
  private final MergedCursor<V> rows;
  private final RowRange range;
  private final Function<byte[], A> toKey;
  private final BiFunction<V, Long, B> toValue;
  private boolean started;
  private boolean closed;

  /**
   * An iterator over {@code range}.
   *
   * @param toKey makes the key from an engine key
   * @param toValue makes the value from value and timestamp
   */
  public RowIterator(
      StoreReader<?, V> reader,
      RowRange range,
      Function<byte[], A> toKey,
      BiFunction<V, Long, B> toValue) {
    this.reader = reader;
    store = reader.buffer().name();
    rows = reader.cursor(range);
    this.range = range;
    this.toKey = toKey;
    this.toValue = toValue;
  }

  @Override
  public boolean hasNext() {
    if (closed || !reader.isOpen()) {
      throw new InvalidStateStoreException(
          "Store " + store + ", or this iterator of it, is closed");
    }
    if (!started) {
      started = true;
      range.begin(rows);
    }
    return range.settle(rows);
  }

  @Override
  public KeyValue<A, B> next() {
    FrozenRow<V> row = current();
    A key = toKey.apply(row.key);
    V value = row.value();
    if (value == null) {
      throw new NoSuchElementException("Store " + store + ": row without a value");
    }
    B result = toValue.apply(value, row.timestamp());
    rows.advance();
    return KeyValue.pair(key, result);
  }

  @Override
  public A peekNextKey() {
    return toKey.apply(current().key);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      rows.close();
    }
  }

  private FrozenRow<V> current() {
    if (!hasNext()) {
      throw new NoSuchElementException("Store " + store + ": no more rows");
    }
    return rows.row();
  }
}
