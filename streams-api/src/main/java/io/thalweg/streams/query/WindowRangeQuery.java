package io.thalweg.streams.query;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.KeyValueIterator;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for the windows of all keys in a range of time, or for all sessions of a key. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class WindowRangeQuery<K, V> implements Query<KeyValueIterator<Windowed<K>, V>> {
  private final Optional<K> key;
  private final Optional<Instant> timeFrom;
  private final Optional<Instant> timeTo;

  private WindowRangeQuery(Optional<K> key, Optional<Instant> timeFrom, Optional<Instant> timeTo) {
    this.key = key;
    this.timeFrom = timeFrom;
    this.timeTo = timeTo;
  }

  /**
   * Asks for all sessions of {@code key}.
   *
   * @throws NullPointerException if {@code key} is null
   */
  public static <K, V> WindowRangeQuery<K, V> withKey(K key) {
    return new WindowRangeQuery<>(Optional.of(key), Optional.empty(), Optional.empty());
  }

  /**
   * Asks for the windows of all keys that start from {@code timeFrom} to {@code timeTo}, both
   * inclusive.
   *
   * @throws NullPointerException if one of them is null
   */
  public static <K, V> WindowRangeQuery<K, V> withWindowStartRange(
      Instant timeFrom, Instant timeTo) {
    return new WindowRangeQuery<>(Optional.empty(), Optional.of(timeFrom), Optional.of(timeTo));
  }

  /** The key; empty if it is about all keys. */
  public Optional<K> getKey() {
    return key;
  }

  /** The earliest start; empty if it is about a key. */
  public Optional<Instant> getTimeFrom() {
    return timeFrom;
  }

  /** The latest start; empty if it is about a key. */
  public Optional<Instant> getTimeTo() {
    return timeTo;
  }

  @Override
  public String toString() {
    return "WindowRangeQuery{key=" + key + ", timeFrom=" + timeFrom + ", timeTo=" + timeTo + '}';
  }
}
