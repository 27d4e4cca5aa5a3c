package io.thalweg.streams.processor.api;

import io.thalweg.streams.errors.StreamsException;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way through the processors: key, value, timestamp and headers. Only the headers
 * can change; copies have headers of their own. Owner: the thread that processes it.
 *
 * @param <K> key type
 * @param <V> value type
 */
@SuppressWarnings("JavaLangClash") // the name is that of the API
public class Record<K, V> {
  private final K key;
  private final V value;
  private final long timestamp;

  // Null means none. Copies share headers until someone asks for them, since hardly anyone does.
  private @Nullable Headers headers; // owner: the thread that processes the record
  private boolean handedOut; // owner: the thread that processes the record

  /**
   * Makes a record; key, value and headers may be null, the latter meaning none. The headers are
   * copied.
   *
   * @param timestamp milliseconds since the epoch
   * @throws StreamsException if {@code timestamp} is negative
   */
  public Record(@Nullable K key, @Nullable V value, long timestamp, @Nullable Headers headers) {
    this(key, value, timestamp, copyOf(headers), false);
  }

  /**
   * Makes a record without headers; key and value may be null.
   *
   * @param timestamp milliseconds since the epoch
   * @throws StreamsException if {@code timestamp} is negative
   */
  public Record(@Nullable K key, @Nullable V value, long timestamp) {
    this(key, value, timestamp, null, false);
  }

  @SuppressWarnings("NullAway") // nullness of key and value is the user's, as K and V say
  private Record(
      @Nullable K key,
      @Nullable V value,
      long timestamp,
      @Nullable Headers headers,
      boolean handedOut) {
    if (timestamp < 0) {
      throw new StreamsException(
          "A record must not have a negative timestamp; it is " + timestamp + " ms.");
    }
    this.key = key;
    this.value = value;
    this.timestamp = timestamp;
    this.headers = headers;
    this.handedOut = handedOut;
  }

  private static @Nullable Headers copyOf(@Nullable Headers headers) {
    return headers == null || !headers.iterator().hasNext() ? null : new RecordHeaders(headers);
  }

  /** The key; may be null. */
  public K key() {
    return key;
  }

  /** The value; may be null. */
  public V value() {
    return value;
  }

  /** The timestamp in milliseconds since the epoch. */
  public long timestamp() {
    return timestamp;
  }

  /** The headers of this record, which may be changed; never null. */
  public Headers headers() {
    Headers own = headers;
    if (own == null || !handedOut) {
      own = new RecordHeaders(own);
      headers = own;
      handedOut = true;
    }
    return own;
  }

  private @Nullable Headers headersForCopy() {
    return handedOut ? copyOf(headers) : headers;
  }

  /** Returns a copy with another key, which may be null. */
  public <NewK> Record<NewK, V> withKey(@Nullable NewK key) {
    return new Record<>(key, value, timestamp, headersForCopy(), false);
  }

  /** Returns a copy with another value, which may be null. */
  public <NewV> Record<K, NewV> withValue(@Nullable NewV value) {
    return new Record<>(key, value, timestamp, headersForCopy(), false);
  }

  /**
   * Returns a copy with another timestamp, in milliseconds since the epoch.
   *
   * @throws StreamsException if {@code timestamp} is negative
   */
  public Record<K, V> withTimestamp(long timestamp) {
    return new Record<>(key, value, timestamp, headersForCopy(), false);
  }

  /** Returns a copy with a copy of {@code headers}; null means none. */
  public Record<K, V> withHeaders(@Nullable Headers headers) {
    return new Record<>(key, value, timestamp, headers);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other == null || getClass() != other.getClass()) {
      return false;
    }
    Record<?, ?> that = (Record<?, ?>) other;
    return timestamp == that.timestamp
        && Objects.equals(key, that.key)
        && Objects.equals(value, that.value)
        && headers().equals(that.headers());
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, value, timestamp, headers());
  }

  @Override
  public String toString() {
    return "Record" + fields();
  }

  final String fields() {
    return "{key="
        + key
        + ", value="
        + value
        + ", timestamp="
        + timestamp
        + ", headers="
        + headers()
        + '}';
  }
}
