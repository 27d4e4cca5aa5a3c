package io.thalweg.streams.stores.user;

import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.HeaderBytes;
import io.thalweg.streams.stores.layer.Row;
import org.jspecify.annotations.Nullable;

/** A row of a user's store as it was when it was located. Owner thread only. */
final class UserRow<V> implements Row<V> {
  final RowKey key;
  private final Codec<V> values;
  private final boolean headed;
  private Cell cell;

  /**
   * A row with that content.
   *
   * @param headed whether headers stand before the value
   */
  UserRow(RowKey key, Cell cell, Codec<V> values, boolean headed) {
    this.key = key;
    this.cell = cell;
    this.values = values;
    this.headed = headed;
  }

  Cell cell() {
    return cell;
  }

  /** Writes the row. */
  void update(Traffic traffic, @Nullable V value, long timestamp) {
    byte[] raw = value == null ? null : values.serialize(value);
    traffic.write(key, cell, raw, timestamp);
    cell = new Cell(raw, timestamp);
  }

  @Override
  public @Nullable V value() {
    byte[] raw = cell.raw();
    return raw == null ? null : values.deserialize(raw);
  }

  @Override
  public long timestamp() {
    return cell.raw() == null ? -1 : cell.timestamp();
  }

  @Override
  public byte @Nullable [] rawValue() {
    byte[] raw = cell.raw();
    return raw == null || !headed ? raw : HeaderBytes.value(raw);
  }
}
