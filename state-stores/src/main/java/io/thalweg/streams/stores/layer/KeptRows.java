package io.thalweg.streams.stores.layer;

import java.util.List;
import java.util.NoSuchElementException;

/** Rows of one key that were all in memory, in order of start and sequence. */
public final class KeptRows<V> implements JoinTable.Matches<V> {
  @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
  private static final KeptRows<?> NONE = new KeptRows<>(new Entry[0]);

  private final Entry<V>[] rows;

  KeptRows(Entry<V>[] rows) {
    this.rows = rows;
  }

  @SuppressWarnings("unchecked") // it has no rows
  static <V> KeptRows<V> none() {
    return (KeptRows<V>) NONE;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
  static <V> KeptRows<V> of(List<Entry<V>> rows) {
    return new KeptRows<>(rows.toArray(new Entry[0]));
  }

  @Override
  public int count() {
    return rows.length;
  }

  public long start(int index) {
    return rows[index].start;
  }

  public Row<V> row(int index) {
    return rows[index];
  }

  @Override
  public long time(int index) {
    return rows[index].start;
  }

  @Override
  public V value(int index) {
    V value = rows[index].value();
    if (value == null) {
      throw new NoSuchElementException("a row without a value, started at " + start(index));
    }
    return value;
  }
}
