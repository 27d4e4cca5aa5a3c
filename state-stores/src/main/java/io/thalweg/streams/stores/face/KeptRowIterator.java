package io.thalweg.streams.stores.face;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.layer.KeptRows;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.StoreReader;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;

/** Walks rows of one key that are in memory. Owner thread only. */
public final class KeptRowIterator<X, V> implements WindowStoreIterator<X> {
  private final StoreReader<?, V> reader;
  private final KeptRows<V> rows;
  private final BiFunction<V, Long, X> shown;
  private final int step;
  private int at;
  private boolean closed;

  public KeptRowIterator(
      StoreReader<?, V> reader, KeptRows<V> rows, boolean forward, BiFunction<V, Long, X> shown) {
    this.reader = reader;
    this.rows = rows;
    this.shown = shown;
    step = forward ? 1 : -1;
    at = forward ? 0 : rows.count() - 1;
  }

  @Override
  public boolean hasNext() {
    if (closed || !reader.isOpen()) {
      throw new InvalidStateStoreException(
          "Store " + reader.buffer().name() + ", or this iterator of it, is closed");
    }
    return at >= 0 && at < rows.count();
  }

  @Override
  public KeyValue<Long, X> next() {
    long start = peekNextKey();
    Row<V> row = rows.row(at);
    V value = row.value();
    if (value == null) {
      throw new NoSuchElementException(
          "Store " + reader.buffer().name() + ": a row without a value");
    }
    at += step;
    return KeyValue.pair(start, shown.apply(value, row.timestamp()));
  }

  @Override
  public Long peekNextKey() {
    if (!hasNext()) {
      throw new NoSuchElementException("Store " + reader.buffer().name() + ": no more rows");
    }
    return rows.start(at);
  }

  @Override
  public void close() {
    closed = true;
  }
}
