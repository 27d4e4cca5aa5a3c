package io.thalweg.streams.query;

import java.util.Objects;

/**
 * Asks for the value of a key. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class KeyQuery<K, V> implements Query<V> {
  private final K key;
  private final boolean skipCache;

  private KeyQuery(K key, boolean skipCache) {
    this.key = Objects.requireNonNull(key, "key must not be null");
    this.skipCache = skipCache;
  }

  /**
   * Asks for the value of {@code key}.
   *
   * @throws NullPointerException if {@code key} is null
   */
  public static <K, V> KeyQuery<K, V> withKey(K key) {
    return new KeyQuery<>(key, false);
  }

  /** Returns a copy that reads committed state only. */
  public KeyQuery<K, V> skipCache() {
    return new KeyQuery<>(key, true);
  }

  /** The key. */
  public K getKey() {
    return key;
  }

  /** Whether committed state only is read. */
  public boolean isSkipCache() {
    return skipCache;
  }
}
