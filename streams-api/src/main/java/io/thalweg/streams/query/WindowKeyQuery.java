package io.thalweg.streams.query;

import io.thalweg.streams.state.WindowStoreIterator;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for the windows of a key. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class WindowKeyQuery<K, V> implements Query<WindowStoreIterator<V>> {
  private final K key;
  private final Optional<Instant> timeFrom;
  private final Optional<Instant> timeTo;

  private WindowKeyQuery(K key, Instant timeFrom, Instant timeTo) {
    this.key = Objects.requireNonNull(key, "key must not be null");
    this.timeFrom = Optional.of(timeFrom);
    this.timeTo = Optional.of(timeTo);
  }

  /**
   * Asks for the windows of {@code key} that start from {@code timeFrom} to {@code timeTo}, both
   * inclusive.
   *
   * @throws NullPointerException if one of them is null
   */
  public static <K, V> WindowKeyQuery<K, V> withKeyAndWindowStartRange(
      K key, Instant timeFrom, Instant timeTo) {
    return new WindowKeyQuery<>(key, timeFrom, timeTo);
  }

  /** The key. */
  public K getKey() {
    return key;
  }

  /** The earliest start. */
  public Optional<Instant> getTimeFrom() {
    return timeFrom;
  }

  /** The latest start. */
  public Optional<Instant> getTimeTo() {
    return timeTo;
  }

  @Override
  public String toString() {
    return "WindowKeyQuery{key=" + key + ", timeFrom=" + timeFrom + ", timeTo=" + timeTo + '}';
  }
}
