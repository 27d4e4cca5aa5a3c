package io.thalweg.streams.stores.layer;

/** Rows of one key that were all in memory, in order of start and sequence. */
public final class KeptRows<V> {
  private final Entry<V>[] rows;

  KeptRows(Entry<V>[] rows) {
    this.rows = rows;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
  static <V> KeptRows<V> none() {
    return new KeptRows<>(new Entry[0]);
  }

  public int count() {
    return rows.length;
  }

  public long start(int index) {
    return rows[index].start;
  }

  public Row<V> row(int index) {
    return rows[index];
  }
}
