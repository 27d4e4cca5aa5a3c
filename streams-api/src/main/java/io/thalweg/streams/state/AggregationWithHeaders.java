package io.thalweg.streams.state;

import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate with the headers of its record.
 *
 * @param <AGG> type of the aggregate
 */
public final class AggregationWithHeaders<AGG> {
  private final AGG aggregation;
  private final Headers headers;

  private AggregationWithHeaders(AGG aggregation, Headers headers) {
    this.aggregation = aggregation;
    this.headers = Objects.requireNonNull(headers, "headers must not be null");
  }

  /**
   * Joins both; null if {@code aggregation} is null.
   *
   * @throws NullPointerException if there is an aggregate and {@code headers} is null
   */
  public static <AGG> @Nullable AggregationWithHeaders<AGG> make(
      @Nullable AGG aggregation, Headers headers) {
    return aggregation == null ? null : new AggregationWithHeaders<>(aggregation, headers);
  }

  /**
   * Joins both, of which {@code aggregation} may be null.
   *
   * @throws NullPointerException if {@code headers} is null
   */
  @SuppressWarnings("NullAway") // the one way to make one without an aggregate
  public static <AGG> AggregationWithHeaders<AGG> makeAllowNullable(
      @Nullable AGG aggregation, Headers headers) {
    return new AggregationWithHeaders<>(aggregation, headers);
  }

  /** The aggregate of {@code aggregationWithHeaders}; null if that is null. */
  public static <AGG> @Nullable AGG getAggregationOrNull(
      @Nullable AggregationWithHeaders<AGG> aggregationWithHeaders) {
    return aggregationWithHeaders == null ? null : aggregationWithHeaders.aggregation();
  }

  /** The aggregate; null only if made with {@link #makeAllowNullable}. */
  public AGG aggregation() {
    return aggregation;
  }

  /** The headers; never null. */
  public Headers headers() {
    return headers;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AggregationWithHeaders<?> that
        && Objects.equals(aggregation, that.aggregation)
        && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(aggregation, headers);
  }

  @Override
  public String toString() {
    return "AggregationWithHeaders{aggregation=" + aggregation + ", headers=" + headers + '}';
  }
}
