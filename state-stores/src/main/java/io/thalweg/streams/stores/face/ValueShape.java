package io.thalweg.streams.stores.face;

import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.form.Headed;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** How a store shows value and timestamp of a row: the value alone, or both. */
public sealed interface ValueShape<V, X> {
  /** The value as shown, null for null. */
  @Nullable X show(@Nullable V value, long timestamp);

  /** The value in what is shown. */
  @Nullable V value(@Nullable X shown);

  /** The timestamp in what is shown, else that of the record being processed. */
  long timestamp(@Nullable X shown, LongSupplier recordTimestamp);

  /** Only the value. */
  public record Plain<V>() implements ValueShape<V, V> {
    @Override
    public @Nullable V show(@Nullable V value, long timestamp) {
      return value;
    }

    @Override
    public @Nullable V value(@Nullable V shown) {
      return shown;
    }

    @Override
    public long timestamp(@Nullable V shown, LongSupplier recordTimestamp) {
      return recordTimestamp.getAsLong();
    }
  }

  /** Value and timestamp. */
  public record Stamped<V>() implements ValueShape<V, ValueAndTimestamp<V>> {
    @Override
    public @Nullable ValueAndTimestamp<V> show(@Nullable V value, long timestamp) {
      return ValueAndTimestamp.make(value, timestamp);
    }

    @Override
    public @Nullable V value(@Nullable ValueAndTimestamp<V> shown) {
      return ValueAndTimestamp.getValueOrNull(shown);
    }

    @Override
    public long timestamp(@Nullable ValueAndTimestamp<V> shown, LongSupplier recordTimestamp) {
      return shown == null ? recordTimestamp.getAsLong() : shown.timestamp();
    }
  }

  /** Value, timestamp and headers; {@code kept} tells whether rows are to show their headers. */
  public record WithHeaders<V>(boolean kept)
      implements ValueShape<Headed<V>, ValueTimestampHeaders<V>> {
    @Override
    public @Nullable ValueTimestampHeaders<V> show(@Nullable Headed<V> value, long timestamp) {
      return value == null
          ? null
          : ValueTimestampHeaders.make(value.value(), timestamp, kept ? value.headers() : null);
    }

    @Override
    public @Nullable Headed<V> value(@Nullable ValueTimestampHeaders<V> shown) {
      V value = ValueTimestampHeaders.getValueOrNull(shown);
      return shown == null || value == null ? null : new Headed<>(value, shown.headers());
    }

    @Override
    public long timestamp(@Nullable ValueTimestampHeaders<V> shown, LongSupplier recordTimestamp) {
      return shown == null ? recordTimestamp.getAsLong() : shown.timestamp();
    }
  }

  /** Aggregate and headers; {@code kept} tells whether rows are to show their headers. */
  public record Aggregates<V>(boolean kept)
      implements ValueShape<Headed<V>, AggregationWithHeaders<V>> {
    @Override
    public @Nullable AggregationWithHeaders<V> show(@Nullable Headed<V> value, long timestamp) {
      return value == null
          ? null
          : AggregationWithHeaders.make(
              value.value(), kept ? value.headers() : new RecordHeaders());
    }

    @Override
    public @Nullable Headed<V> value(@Nullable AggregationWithHeaders<V> shown) {
      V value = AggregationWithHeaders.getAggregationOrNull(shown);
      return shown == null || value == null ? null : new Headed<>(value, shown.headers());
    }

    @Override
    public long timestamp(@Nullable AggregationWithHeaders<V> shown, LongSupplier recordTimestamp) {
      return recordTimestamp.getAsLong();
    }
  }

  /** What {@code inner} shows of values, of rows that have headers. For reading only. */
  public record Headless<V, X>(ValueShape<V, X> inner) implements ValueShape<Headed<V>, X> {
    @Override
    public @Nullable X show(@Nullable Headed<V> value, long timestamp) {
      return inner.show(value == null ? null : value.value(), timestamp);
    }

    @Override
    public @Nullable Headed<V> value(@Nullable X shown) {
      V value = inner.value(shown);
      return value == null ? null : Headed.bare(value);
    }

    @Override
    public long timestamp(@Nullable X shown, LongSupplier recordTimestamp) {
      return inner.timestamp(shown, recordTimestamp);
    }
  }
}
