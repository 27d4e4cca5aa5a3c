package io.thalweg.streams.query;

import io.thalweg.streams.state.VersionedRecord;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for the version of a key, the newest or that of a time. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class VersionedKeyQuery<K, V> implements Query<VersionedRecord<V>> {
  private final K key;
  private final Optional<Instant> asOfTimestamp;

  private VersionedKeyQuery(K key, Optional<Instant> asOfTimestamp) {
    this.key = Objects.requireNonNull(key, "key must not be null");
    this.asOfTimestamp = asOfTimestamp;
  }

  /**
   * Asks for the newest version of {@code key}.
   *
   * @throws NullPointerException if {@code key} is null
   */
  public static <K, V> VersionedKeyQuery<K, V> withKey(K key) {
    return new VersionedKeyQuery<>(key, Optional.empty());
  }

  /**
   * Returns a copy that asks for the version valid at {@code asOfTimestamp}.
   *
   * @throws NullPointerException if {@code asOfTimestamp} is null
   */
  public VersionedKeyQuery<K, V> asOf(Instant asOfTimestamp) {
    return new VersionedKeyQuery<>(key, Optional.of(asOfTimestamp));
  }

  /** The key. */
  public K key() {
    return key;
  }

  /** The time; empty for the newest version. */
  public Optional<Instant> asOfTimestamp() {
    return asOfTimestamp;
  }
}
