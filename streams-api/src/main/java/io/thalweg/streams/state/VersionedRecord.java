package io.thalweg.streams.state;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a value, with the time from which (and to which) it is valid.
 *
 * @param <V> value type
 */
public final class VersionedRecord<V> {
  private final V value;
  private final long timestamp;
  private final Optional<Long> validTo;

  /**
   * Makes a version that no later one ends.
   *
   * @throws NullPointerException if {@code value} is null
   */
  public VersionedRecord(V value, long timestamp) {
    this(value, timestamp, Optional.empty());
  }

  /**
   * Makes a version valid from {@code timestamp} (inclusive) to {@code validTo} (exclusive).
   *
   * @throws NullPointerException if {@code value} is null
   */
  public VersionedRecord(V value, long timestamp, long validTo) {
    this(value, timestamp, Optional.of(validTo));
  }

  private VersionedRecord(V value, long timestamp, Optional<Long> validTo) {
    this.value = Objects.requireNonNull(value, "value must not be null");
    this.timestamp = timestamp;
    this.validTo = validTo;
  }

  /** The value; never null. */
  public V value() {
    return value;
  }

  /** Start of the version in milliseconds, inclusive. */
  public long timestamp() {
    return timestamp;
  }

  /** End of the version in milliseconds, exclusive; empty if it is the newest. */
  public Optional<Long> validTo() {
    return validTo;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionedRecord<?> that
        && timestamp == that.timestamp
        && validTo.equals(that.validTo)
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(value, timestamp, validTo);
  }

  @Override
  public String toString() {
    return "<" + value + "," + timestamp + "," + validTo + ">";
  }
}
