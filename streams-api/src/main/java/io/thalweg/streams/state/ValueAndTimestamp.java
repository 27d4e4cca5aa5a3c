package io.thalweg.streams.state;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value with its timestamp.
 *
 * @param <V> value type
 */
public final class ValueAndTimestamp<V> {
  private final V value;
  private final long timestamp;

  private ValueAndTimestamp(V value, long timestamp) {
    this.value = value;
    this.timestamp = timestamp;
  }

  /** Joins {@code value} and {@code timestamp}; null if {@code value} is null. */
  public static <V> @Nullable ValueAndTimestamp<V> make(@Nullable V value, long timestamp) {
    return value == null ? null : new ValueAndTimestamp<>(value, timestamp);
  }

  /** Joins {@code value}, which may be null, and {@code timestamp}. */
  @SuppressWarnings("NullAway") // the one way to make one without a value
  public static <V> ValueAndTimestamp<V> makeAllowNullable(@Nullable V value, long timestamp) {
    return new ValueAndTimestamp<>(value, timestamp);
  }

  /** The value of {@code valueAndTimestamp}; null if that is null. */
  public static <V> @Nullable V getValueOrNull(@Nullable ValueAndTimestamp<V> valueAndTimestamp) {
    return valueAndTimestamp == null ? null : valueAndTimestamp.value();
  }

  /** The value; null only if made with {@link #makeAllowNullable}. */
  public V value() {
    return value;
  }

  /** The timestamp in milliseconds since the epoch. */
  public long timestamp() {
    return timestamp;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueAndTimestamp<?> that
        && timestamp == that.timestamp
        && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(value, timestamp);
  }

  @Override
  public String toString() {
    return "<" + value + "," + timestamp + ">";
  }
}
