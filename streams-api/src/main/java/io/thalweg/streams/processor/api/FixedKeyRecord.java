package io.thalweg.streams.processor.api;

import io.thalweg.streams.errors.StreamsException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record whose key can not be replaced, so that it needs no repartitioning. Owner: the thread
 * that processes it.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class FixedKeyRecord<K, V> {
  private final Record<K, V> inner;

  FixedKeyRecord(Record<K, V> inner) {
    this.inner = inner;
  }

  /** The key; may be null. */
  public K key() {
    return inner.key();
  }

  /** The value; may be null. */
  public V value() {
    return inner.value();
  }

  /** The timestamp in milliseconds since the epoch. */
  public long timestamp() {
    return inner.timestamp();
  }

  /** The headers of this record, which may be changed; never null. */
  public Headers headers() {
    return inner.headers();
  }

  /** Returns a copy with another value, which may be null. */
  public <NewV> FixedKeyRecord<K, NewV> withValue(@Nullable NewV value) {
    return new FixedKeyRecord<>(inner.withValue(value));
  }

  /**
   * Returns a copy with another timestamp, in milliseconds since the epoch.
   *
   * @throws StreamsException if {@code timestamp} is negative
   */
  public FixedKeyRecord<K, V> withTimestamp(long timestamp) {
    return new FixedKeyRecord<>(inner.withTimestamp(timestamp));
  }

  /** Returns a copy with a copy of {@code headers}; null means none. */
  public FixedKeyRecord<K, V> withHeaders(@Nullable Headers headers) {
    return new FixedKeyRecord<>(inner.withHeaders(headers));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FixedKeyRecord<?, ?> that && inner.equals(that.inner);
  }

  @Override
  public int hashCode() {
    return inner.hashCode();
  }

  @Override
  public String toString() {
    return "FixedKeyRecord" + inner.fields();
  }
}
