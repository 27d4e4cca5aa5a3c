package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.form.HeaderBytes;
import org.jspecify.annotations.Nullable;

/**
 * A store with headers as operators of the language see it: values alone. What they write has no
 * headers, as with Kafka Streams; the record's own headers go downstream with the record.
 */
public final class HeadedTable<K, V> implements RowTable<K, V> {
  private final RowTable<K, Headed<V>> rows;

  public HeadedTable(RowTable<K, Headed<V>> rows) {
    this.rows = rows;
  }

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
    return new Unwrapped<>(rows.locate(key, rawKey));
  }

  @Override
  public Row<V> locate(K key, byte @Nullable [] rawKey, long windowStart) {
    return new Unwrapped<>(rows.locate(key, rawKey, windowStart));
  }

  @Override
  public void update(Row<V> row, @Nullable V value, long timestamp) {
    rows.update(((Unwrapped<V>) row).row, value == null ? null : Headed.bare(value), timestamp);
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
    return rows.rawKey(((Unwrapped<V>) row).row);
  }

  private static <V> @Nullable V plain(@Nullable Headed<V> headed) {
    return headed == null ? null : headed.value();
  }
}
