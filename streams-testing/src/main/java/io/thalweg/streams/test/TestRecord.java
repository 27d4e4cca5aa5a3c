package io.thalweg.streams.test;

import java.time.Instant;
import java.util.Objects;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as a test gives or gets it: key, value, headers and time, without topic or partition.
 * Key, value and time may be null; an input without time gets that of its input topic. Equal to
 * another with equal parts.
 */
@SuppressWarnings("NullAway") // key and value are as the test's own types say
public class TestRecord<K, V> {
  private final Headers headers;
  private final @Nullable K key;
  private final @Nullable V value;
  private final @Nullable Instant recordTime;

  /** A record with headers and time. Headers that are null are empty. */
  public TestRecord(
      @Nullable K key, @Nullable V value, @Nullable Headers headers, @Nullable Instant recordTime) {
    this.key = key;
    this.value = value;
    this.recordTime = recordTime;
    this.headers = new RecordHeaders(headers == null ? new RecordHeaders() : headers);
  }

  /**
   * As above, with the time in milliseconds since the epoch.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public TestRecord(
      @Nullable K key, @Nullable V value, @Nullable Headers headers, @Nullable Long timestampMs) {
    this(key, value, headers, instant(timestampMs));
  }

  private static @Nullable Instant instant(@Nullable Long timestampMs) {
    if (timestampMs == null) {
      return null;
    }
    if (timestampMs < 0) {
      throw new IllegalArgumentException(
          "Invalid timestamp: "
              + timestampMs
              + ". Timestamp should always be non-negative or null.");
    }
    return Instant.ofEpochMilli(timestampMs);
  }

  /** A record without headers. */
  public TestRecord(@Nullable K key, @Nullable V value, @Nullable Instant recordTime) {
    this(key, value, null, recordTime);
  }

  /** A record without time. */
  public TestRecord(@Nullable K key, @Nullable V value, @Nullable Headers headers) {
    this(key, value, headers, (Instant) null);
  }

  /** A record without headers and time. */
  public TestRecord(@Nullable K key, @Nullable V value) {
    this(key, value, null, (Instant) null);
  }

  /** A record of a value alone. */
  public TestRecord(@Nullable V value) {
    this(null, value, null, (Instant) null);
  }

  /** What was consumed. */
  public TestRecord(ConsumerRecord<K, V> record) {
    this(record.key(), record.value(), record.headers(), Instant.ofEpochMilli(record.timestamp()));
  }

  /** What is produced. */
  public TestRecord(ProducerRecord<K, V> record) {
    this(record.key(), record.value(), record.headers(), record.timestamp());
  }

  /** The headers, never null. */
  public Headers headers() {
    return headers;
  }

  /** The key. */
  public K key() {
    return key;
  }

  /** The value. */
  public V value() {
    return value;
  }

  /** The time, milliseconds since the epoch, or null. */
  public @Nullable Long timestamp() {
    return recordTime == null ? null : recordTime.toEpochMilli();
  }

  /** As {@link #headers()}. */
  public Headers getHeaders() {
    return headers;
  }

  /** As {@link #key()}. */
  public K getKey() {
    return key;
  }

  /** As {@link #value()}. */
  public V getValue() {
    return value;
  }

  /** The time, or null. */
  public @Nullable Instant getRecordTime() {
    return recordTime;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof TestRecord<?, ?> that
            && getClass() == other.getClass()
            && headers.equals(that.headers)
            && Objects.equals(key, that.key)
            && Objects.equals(value, that.value)
            && Objects.equals(recordTime, that.recordTime));
  }

  @Override
  public int hashCode() {
    return Objects.hash(headers, key, value, recordTime);
  }

  @Override
  public String toString() {
    return new StringJoiner(", ", TestRecord.class.getSimpleName() + "[", "]")
        .add("key=" + key)
        .add("value=" + value)
        .add("headers=" + headers)
        .add("recordTime=" + recordTime)
        .toString();
  }
}
