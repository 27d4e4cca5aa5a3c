package io.thalweg.streams.query;

import io.thalweg.streams.state.KeyValueIterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the entries of a range of keys, in the order of the serialized keys. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class RangeQuery<K, V> implements Query<KeyValueIterator<K, V>> {
  private final Optional<K> lower;
  private final Optional<K> upper;
  private final ResultOrder order;

  private RangeQuery(Optional<K> lower, Optional<K> upper, ResultOrder order) {
    this.lower = lower;
    this.upper = upper;
    this.order = order;
  }

  /** Asks for the keys from {@code lower} to {@code upper}, inclusive; null means no bound. */
  public static <K, V> RangeQuery<K, V> withRange(@Nullable K lower, @Nullable K upper) {
    return new RangeQuery<>(
        Optional.ofNullable(lower), Optional.ofNullable(upper), ResultOrder.ANY);
  }

  /**
   * Asks for the keys up to {@code upper}, inclusive.
   *
   * @throws NullPointerException if {@code upper} is null
   */
  public static <K, V> RangeQuery<K, V> withUpperBound(K upper) {
    return new RangeQuery<>(Optional.empty(), Optional.of(upper), ResultOrder.ANY);
  }

  /**
   * Asks for the keys from {@code lower}, inclusive.
   *
   * @throws NullPointerException if {@code lower} is null
   */
  public static <K, V> RangeQuery<K, V> withLowerBound(K lower) {
    return new RangeQuery<>(Optional.of(lower), Optional.empty(), ResultOrder.ANY);
  }

  /** Asks for all keys. */
  public static <K, V> RangeQuery<K, V> withNoBounds() {
    return new RangeQuery<>(Optional.empty(), Optional.empty(), ResultOrder.ANY);
  }

  /** Returns a copy for keys from low to high. */
  public RangeQuery<K, V> withAscendingKeys() {
    return new RangeQuery<>(lower, upper, ResultOrder.ASCENDING);
  }

  /** Returns a copy for keys from high to low. */
  public RangeQuery<K, V> withDescendingKeys() {
    return new RangeQuery<>(lower, upper, ResultOrder.DESCENDING);
  }

  /** The lower bound; empty if there is none. */
  public Optional<K> getLowerBound() {
    return lower;
  }

  /** The upper bound; empty if there is none. */
  public Optional<K> getUpperBound() {
    return upper;
  }

  /** The order of the keys. */
  public ResultOrder resultOrder() {
    return order;
  }
}
