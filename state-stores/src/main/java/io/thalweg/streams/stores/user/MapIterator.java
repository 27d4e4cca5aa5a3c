package io.thalweg.streams.stores.user;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.state.KeyValueIterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The rows of a map that nobody changes. One thread at a time. */
final class MapIterator implements KeyValueIterator<Bytes, byte[]> {
  private final NavigableMap<Bytes, byte[]> rows;
  private Map.@Nullable Entry<Bytes, byte[]> next;

  MapIterator(NavigableMap<Bytes, byte[]> rows) {
    this.rows = rows;
    next = rows.firstEntry();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public KeyValue<Bytes, byte[]> next() {
    Map.Entry<Bytes, byte[]> row = row();
    next = rows.higherEntry(row.getKey());
    return KeyValue.pair(row.getKey(), row.getValue());
  }

  @Override
  public Bytes peekNextKey() {
    return row().getKey();
  }

  @Override
  public void close() {}

  private Map.Entry<Bytes, byte[]> row() {
    Map.Entry<Bytes, byte[]> row = next;
    if (row == null) {
      throw new NoSuchElementException("No more rows");
    }
    return row;
  }
}
