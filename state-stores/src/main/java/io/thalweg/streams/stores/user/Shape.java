package io.thalweg.streams.stores.user;

import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.Headed;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How a row is shown to those who use the store: the value alone, or with its timestamp. */
interface Shape<X> {
  /** What the row says; null if it has no value. */
  @Nullable X show(Cell cell);

  /** The row that says it; {@code now} is the timestamp of the record in hand. */
  Cell cell(@Nullable X shown, LongSupplier now);

  /** Only the value. */
  record Plain<V>(Codec<V> codec) implements Shape<V> {
    @Override
    public @Nullable V show(Cell cell) {
      byte[] raw = cell.raw();
      return raw == null ? null : codec.deserialize(raw);
    }

    @Override
    public Cell cell(@Nullable V shown, LongSupplier now) {
      return new Cell(shown == null ? null : codec.serialize(shown), now.getAsLong());
    }
  }

  /** Value, timestamp and headers. */
  record WithHeaders<V>(Codec<Headed<V>> codec) implements Shape<ValueTimestampHeaders<V>> {
    @Override
    public @Nullable ValueTimestampHeaders<V> show(Cell cell) {
      byte[] raw = cell.raw();
      if (raw == null) {
        return null;
      }
      Headed<V> row = codec.deserialize(raw);
      return ValueTimestampHeaders.make(row.value(), cell.timestamp(), row.headers());
    }

    @Override
    public Cell cell(@Nullable ValueTimestampHeaders<V> shown, LongSupplier now) {
      V value = ValueTimestampHeaders.getValueOrNull(shown);
      return shown == null || value == null
          ? new Cell(null, shown == null ? now.getAsLong() : shown.timestamp())
          : new Cell(codec.serialize(new Headed<>(value, shown.headers())), shown.timestamp());
    }
  }

  /** Aggregate and headers. */
  record Aggregate<V>(Codec<Headed<V>> codec) implements Shape<AggregationWithHeaders<V>> {
    @Override
    public @Nullable AggregationWithHeaders<V> show(Cell cell) {
      byte[] raw = cell.raw();
      if (raw == null) {
        return null;
      }
      Headed<V> row = codec.deserialize(raw);
      return AggregationWithHeaders.make(row.value(), row.headers());
    }

    @Override
    public Cell cell(@Nullable AggregationWithHeaders<V> shown, LongSupplier now) {
      V value = AggregationWithHeaders.getAggregationOrNull(shown);
      byte[] raw =
          shown == null || value == null
              ? null
              : codec.serialize(new Headed<>(value, shown.headers()));
      return new Cell(raw, now.getAsLong());
    }
  }

  /** Value and timestamp. */
  record Stamped<V>(Codec<V> codec) implements Shape<ValueAndTimestamp<V>> {
    @Override
    public @Nullable ValueAndTimestamp<V> show(Cell cell) {
      byte[] raw = cell.raw();
      return raw == null ? null : ValueAndTimestamp.make(codec.deserialize(raw), cell.timestamp());
    }

    @Override
    public Cell cell(@Nullable ValueAndTimestamp<V> shown, LongSupplier now) {
      return shown == null
          ? new Cell(null, now.getAsLong())
          : new Cell(codec.serialize(shown.value()), shown.timestamp());
    }
  }
}
