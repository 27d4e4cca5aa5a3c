package io.thalweg.streams.state;

import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A value with its timestamp and the headers of its record.
 *
 * @param <V> value type
 */
public final class ValueTimestampHeaders<V> {
  private final V value;
  private final long timestamp;
  private final Headers headers;

  private ValueTimestampHeaders(V value, long timestamp, @Nullable Headers headers) {
    this.value = value;
    this.timestamp = timestamp;
    this.headers = headers == null ? new RecordHeaders() : headers;
  }

  /** Joins the three; null if {@code value} is null; null headers mean none. */
  public static <V> @Nullable ValueTimestampHeaders<V> make(
      @Nullable V value, long timestamp, @Nullable Headers headers) {
    return value == null ? null : new ValueTimestampHeaders<>(value, timestamp, headers);
  }

  /** Joins the three, of which {@code value} may be null; null headers mean none. */
  @SuppressWarnings("NullAway") // the one way to make one without a value
  public static <V> ValueTimestampHeaders<V> makeAllowNullable(
      @Nullable V value, long timestamp, @Nullable Headers headers) {
    return new ValueTimestampHeaders<>(value, timestamp, headers);
  }

  /** The value of {@code valueTimestampHeaders}; null if that is null. */
  public static <V> @Nullable V getValueOrNull(
      @Nullable ValueTimestampHeaders<V> valueTimestampHeaders) {
    return valueTimestampHeaders == null ? null : valueTimestampHeaders.value();
  }

  /** The value; null only if made with {@link #makeAllowNullable}. */
  public V value() {
    return value;
  }

  /** The timestamp in milliseconds since the epoch. */
  public long timestamp() {
    return timestamp;
  }

  /** The headers; never null. */
  public Headers headers() {
    return headers;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueTimestampHeaders<?> that
        && timestamp == that.timestamp
        && Objects.equals(value, that.value)
        && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(value, timestamp, headers);
  }

  @Override
  public String toString() {
    return "ValueTimestampHeaders{value="
        + value
        + ", timestamp="
        + timestamp
        + ", headers="
        + headers
        + '}';
  }
}
