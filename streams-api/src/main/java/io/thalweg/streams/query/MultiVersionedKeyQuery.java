package io.thalweg.streams.query;

import io.thalweg.streams.state.VersionedRecordIterator;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the versions of a key in a range of time. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class MultiVersionedKeyQuery<K, V> implements Query<VersionedRecordIterator<V>> {
  private final K key;
  private final Optional<Instant> fromTime;
  private final Optional<Instant> toTime;
  private final ResultOrder order;

  private MultiVersionedKeyQuery(
      K key, Optional<Instant> fromTime, Optional<Instant> toTime, ResultOrder order) {
    this.key = Objects.requireNonNull(key, "key must not be null");
    this.fromTime = fromTime;
    this.toTime = toTime;
    this.order = order;
  }

  /**
   * Asks for all versions of {@code key}.
   *
   * @throws NullPointerException if {@code key} is null
   */
  public static <K, V> MultiVersionedKeyQuery<K, V> withKey(K key) {
    return new MultiVersionedKeyQuery<>(key, Optional.empty(), Optional.empty(), ResultOrder.ANY);
  }

  /** Returns a copy for versions valid at {@code fromTime} or later; null means no bound. */
  public MultiVersionedKeyQuery<K, V> fromTime(@Nullable Instant fromTime) {
    return new MultiVersionedKeyQuery<>(key, Optional.ofNullable(fromTime), toTime, order);
  }

  /** Returns a copy for versions valid at {@code toTime} or earlier; null means no bound. */
  public MultiVersionedKeyQuery<K, V> toTime(@Nullable Instant toTime) {
    return new MultiVersionedKeyQuery<>(key, fromTime, Optional.ofNullable(toTime), order);
  }

  /** Returns a copy for versions from old to new. */
  public MultiVersionedKeyQuery<K, V> withAscendingTimestamps() {
    return new MultiVersionedKeyQuery<>(key, fromTime, toTime, ResultOrder.ASCENDING);
  }

  /** Returns a copy for versions from new to old. */
  public MultiVersionedKeyQuery<K, V> withDescendingTimestamps() {
    return new MultiVersionedKeyQuery<>(key, fromTime, toTime, ResultOrder.DESCENDING);
  }

  /** The key. */
  public K key() {
    return key;
  }

  /** The start of the range; empty if it has none. */
  public Optional<Instant> fromTime() {
    return fromTime;
  }

  /** The end of the range; empty if it has none. */
  public Optional<Instant> toTime() {
    return toTime;
  }

  /** The order of the versions. */
  public ResultOrder resultOrder() {
    return order;
  }
}
