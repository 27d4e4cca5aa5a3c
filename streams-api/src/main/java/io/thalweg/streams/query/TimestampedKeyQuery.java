package io.thalweg.streams.query;

import io.thalweg.streams.state.ValueAndTimestamp;
import java.util.Objects;

/**
 * Asks for the value of a key with its timestamp. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class TimestampedKeyQuery<K, V> implements Query<ValueAndTimestamp<V>> {
  private final K key;
  private final boolean skipCache;

  private TimestampedKeyQuery(K key, boolean skipCache) {
    this.key = Objects.requireNonNull(key, "key must not be null");
    this.skipCache = skipCache;
  }

  /**
   * Asks for the value of {@code key}.
   *
   * @throws NullPointerException if {@code key} is null
   */
  public static <K, V> TimestampedKeyQuery<K, V> withKey(K key) {
    return new TimestampedKeyQuery<>(key, false);
  }

  /** Returns a copy that reads committed state only. */
  public TimestampedKeyQuery<K, V> skipCache() {
    return new TimestampedKeyQuery<>(key, true);
  }

  /** The key. */
  public K key() {
    return key;
  }

  /** Whether committed state only is read. */
  public boolean isSkipCache() {
    return skipCache;
  }
}
