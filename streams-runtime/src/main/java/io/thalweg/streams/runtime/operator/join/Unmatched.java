package io.thalweg.streams.runtime.operator.join;

import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.TaskServices;
import io.thalweg.streams.stores.buffer.OuterJoinBuffer;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * What the two sides of a left or outer join have in common: the records that wait for a partner,
 * the time of the join, and when results without one are due. Owner: the task's thread.
 *
 * <p>Such results are passed on only while a record in order is processed, and at most once an
 * interval of wall-clock time. What is due is found as Kafka Streams finds it, which may be later
 * than it could be: it goes by the last row it looked at.
 */
public final class Unmatched {
  private static final long NOTHING = Long.MAX_VALUE; // as the buffer says it

  private final OuterJoinBuffer buffer;
  private final Formats formats;
  private final boolean rights;
  private final long intervalMs;

  // [task's thread]
  private @Nullable TaskServices services;
  private long streamTime = -1;
  private long lookedAt = NOTHING;
  private long nextMs;
  private long passed;

  /**
   * How records are written into the buffer.
   *
   * @param topic what serdes are told
   */
  public record Formats(
      String topic, Serde<Object> key, Serde<Object> leftValue, Serde<Object> rightValue) {
    private Serde<Object> value(boolean left) {
      return left ? leftValue : rightValue;
    }
  }

  /**
   * Nothing waits that is not in the buffer.
   *
   * @param rights whether records of the right side wait, too
   * @param intervalMs least wall-clock time between two looks for what is due
   */
  public Unmatched(OuterJoinBuffer buffer, Formats formats, boolean rights, long intervalMs) {
    this.buffer = buffer;
    this.formats = formats;
    this.rights = rights;
    this.intervalMs = intervalMs;
  }

  void open(TaskServices taskServices) {
    services = taskServices;
  }

  void rollback() {
    streamTime = -1;
    lookedAt = NOTHING;
    nextMs = 0;
  }

  /** Whether records of that side make results alone. */
  boolean waits(boolean left) {
    return left || rights;
  }

  /** A record has come, of whatever kind; whether none before it was later. */
  boolean observe(long timestamp) {
    streamTime = Math.max(streamTime, timestamp);
    return timestamp == streamTime;
  }

  /** Whether a record of that side does not wait, being late: no grace is given then. */
  boolean isLate(JoinSide side, long timestamp) {
    return side.last(timestamp) < streamTime;
  }

  /** A record begins to wait. */
  void wait(
      long timestamp,
      boolean left,
      Object key,
      byte @Nullable [] keyBytes,
      Object value,
      byte @Nullable [] valueBytes) {
    byte[] bytes =
        valueBytes != null
            ? valueBytes
            : formats.value(left).serializer().serialize(formats.topic, value);
    buffer.append(timestamp, left, bytes(key, keyBytes), bytes);
    lookedAt = Math.min(lookedAt, timestamp);
  }

  /**
   * The records of that time, side and key have met a partner.
   *
   * @return the serialized key, for the next time
   */
  byte @Nullable [] matched(long timestamp, boolean left, Object key, byte @Nullable [] keyBytes) {
    if (timestamp < buffer.minTimestamp(left)) {
      return keyBytes; // none of them waits
    }
    byte[] bytes = bytes(key, keyBytes);
    buffer.remove(timestamp, left, bytes);
    return bytes;
  }

  private byte[] bytes(Object key, byte @Nullable [] keyBytes) {
    return keyBytes != null ? keyBytes : formats.key.serializer().serialize(formats.topic, key);
  }

  /** Where there was nothing, it looks again, unless nothing ever waits. */
  private boolean mayFind(JoinSide side) {
    return lookedAt == NOTHING
        ? side.closedBefore(streamTime) < streamTime
        : lookedAt < side.closedBefore(streamTime);
  }

  /**
   * Passes on the results of records that have waited long enough, if it is time to look; returns
   * whether there were any.
   */
  boolean passDue(JoinSide side, OperatorContext context, Operator downstream) {
    if (!mayFind(side)) {
      return false;
    }
    long now = Objects.requireNonNull(services, "not open").wallClockTime();
    if (now < nextMs) {
      return false;
    }
    nextMs = now + intervalMs;
    long before = passed;
    JoinSide left = side.left() ? side : side.other();
    JoinSide right = left.other();
    CurrentRecord current = context.current();
    byte[] keyBefore = current.rawKey();
    byte[] valueBefore = current.rawValue();
    lookedAt =
        buffer.expire(
            left.closedBefore(streamTime),
            right.closedBefore(streamTime),
            (time, isLeft, keyBytes, values) -> {
              passed += values.size();
              JoinSide own = isLeft ? left : right;
              Object key = formats.key.deserializer().deserialize(formats.topic, keyBytes);
              for (byte[] bytes : values) {
                Object value =
                    formats.value(isLeft).deserializer().deserialize(formats.topic, bytes);
                current.raw(keyBytes, null);
                downstream.accept(key, own.join(key, value, null), time);
              }
            });
    current.raw(keyBefore, valueBefore);
    return passed > before;
  }
}
