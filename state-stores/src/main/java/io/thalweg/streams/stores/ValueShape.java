package io.thalweg.streams.stores;

import io.thalweg.streams.state.ValueAndTimestamp;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How a store shows value and timestamp of a row: the value alone, or both. */
sealed interface ValueShape<V, X> {
  /** The value as shown, null for null. */
  @Nullable X show(@Nullable V value, long timestamp);

  /** The value in what is shown. */
  @Nullable V value(@Nullable X shown);

  /** The timestamp in what is shown, else that of the record being processed. */
  long timestamp(@Nullable X shown, LongSupplier recordTimestamp);

  /** Only the value. */
  record Plain<V>() implements ValueShape<V, V> {
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
  record Stamped<V>() implements ValueShape<V, ValueAndTimestamp<V>> {
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
}
