package io.thalweg.streams.stores.headed;

import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.layer.ClosingRows;

/** Rows with headers as operators of the language see them: as {@link HeadedTable}. */
public final class HeadedClosings<K, V> implements ClosingRows<K, V> {
  private final ClosingRows<K, Headed<V>> rows;

  public HeadedClosings(ClosingRows<K, Headed<V>> rows) {
    this.rows = rows;
  }

  @Override
  public void take(long from, long to, Taker<K, V> taker) {
    rows.take(
        from,
        to,
        (key, start, end, value, timestamp) -> {
          V plain = HeadedTable.plain(value);
          if (plain != null) {
            taker.take(key, start, end, plain, timestamp);
          }
        });
  }
}
