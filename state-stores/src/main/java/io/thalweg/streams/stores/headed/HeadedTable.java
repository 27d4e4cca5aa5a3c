package io.thalweg.streams.stores.headed;

import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.form.HeaderBytes;
import io.thalweg.streams.stores.layer.Emission;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store with headers as operators of the language see it: values alone. What they write has no
 * headers, as with Kafka Streams; the record's own headers go downstream with the record.
 */
public class HeadedTable<K, V> implements RowTable<K, V> {
  private final RowTable<K, Headed<V>> rows;

  public HeadedTable(RowTable<K, Headed<V>> rows) {
    this.rows = rows;
  }

  /** A row without its headers. */
  private record Unwrapped<V>(Row<Headed<V>> row) implements Row<V> {
    @Override
    public @Nullable V value() {
      return plain(row.value());
    }

    @Override
    public long timestamp() {
      return row.timestamp();
    }

    @Override
    public byte @Nullable [] rawValue() {
      byte[] raw = row.rawValue();
      return raw == null ? null : HeaderBytes.value(raw);
    }
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey) {
    return unwrapped(rows.locate(key, rawKey));
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey, long windowStart) {
    return unwrapped(rows.locate(key, rawKey, windowStart));
  }

  @Override
  public void update(Row<V> row, @Nullable V value, long timestamp) {
    rows.update(headed(row), value == null ? null : Headed.bare(value), timestamp);
  }

  @Override
  public boolean emitsOnFlush() {
    return rows.emitsOnFlush();
  }

  @Override
  public void heldBeside(long bytes) {
    rows.heldBeside(bytes);
  }

  @Override
  public void keepOldValues(boolean keep) {
    rows.keepOldValues(keep);
  }

  @Override
  public void drainEmissions(Emission<K, V> emission) {
    rows.drainEmissions(
        (key, rawKey, windowStart, newValue, oldValue, timestamp) ->
            emission.emit(key, rawKey, windowStart, plain(newValue), plain(oldValue), timestamp));
  }

  @Override
  public byte[] rawKey(Row<V> row) {
    return rows.rawKey(headed(row));
  }

  /** Rows without their headers. */
  static <V> List<Row<V>> unwrapped(List<Row<Headed<V>>> rows) {
    return new AbstractList<>() {
      @Override
      public Row<V> get(int index) {
        return unwrapped(rows.get(index));
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }

  /** A row without its headers. */
  static <V> Row<V> unwrapped(Row<Headed<V>> row) {
    return new Unwrapped<>(row);
  }

  /** The row with its headers again. */
  static <V> Row<Headed<V>> headed(Row<V> row) {
    return ((Unwrapped<V>) row).row;
  }

  static <V> @Nullable V plain(@Nullable Headed<V> headed) {
    return headed == null ? null : headed.value();
  }
}
