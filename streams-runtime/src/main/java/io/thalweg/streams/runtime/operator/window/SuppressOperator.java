package io.thalweg.streams.runtime.operator.window;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SuppressedBuffer;
import io.thalweg.streams.runtime.metrics.NodeTally;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Lane;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.stores.buffer.SuppressBuffer;
import io.thalweg.streams.stores.wire.BufferedChange;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Holds changes of a table back and lets the last one of a key go when its time has come, by stream
 * time: the highest timestamp of a change seen here since the operator was made. A full buffer lets
 * its oldest rows go early, or fails.
 */
public final class SuppressOperator extends Operator {
  private final SuppressBuffer buffer;
  private final Format format;
  private final Rule rule;
  private final RawUse rawKey;
  private final Outlet outlet;
  private final NodeTally emitted;

  private long streamTime = -1; // [task's thread]

  /** How keys and values stand in the buffer, serialized for its changelog topic. */
  public record Format(Serde<Object> keys, Serde<Object> values, String topic) {
    byte[] key(Object key) {
      return Objects.requireNonNull(
          keys.serializer().serialize(topic, key),
          () -> "the key serializer of " + topic + " made null of key " + key);
    }

    byte @Nullable [] value(@Nullable Object value) {
      return value == null ? null : values.serializer().serialize(topic, value);
    }

    @Nullable Object value(byte @Nullable [] raw) {
      return raw == null ? null : values.deserializer().deserialize(topic, raw);
    }
  }

  /**
   * What is held back.
   *
   * @param waitMs how long
   * @param untilWindowCloses whether from the end of the window on, and without passing deletions
   *     on; else from the first change on
   * @param limits of the buffer, and what happens there
   */
  public record Rule(long waitMs, boolean untilWindowCloses, SuppressedBuffer<?> limits) {}

  public SuppressOperator(
      String name,
      OperatorContext context,
      SuppressBuffer buffer,
      Format format,
      Rule rule,
      Lane lane,
      Operator downstream) {
    super(name, context);
    this.buffer = buffer;
    this.format = format;
    this.rule = rule;
    this.rawKey = lane.rawKey();
    this.outlet = new Outlet(downstream, lane.sendOldValues());
    this.emitted = context.tallies().suppress(name);
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    Objects.requireNonNull(key, "key cannot be null");
    streamTime = Math.max(streamTime, timestamp);
    byte[] given = rawKey.pick(context.current().rawKey());
    byte[] raw = given != null ? given : format.key(key);
    long time = rule.untilWindowCloses ? ((Windowed<?>) key).window().end() : timestamp;
    buffer.put(time, raw, format.value(oldValue), format.value(newValue), origin(timestamp));
    letDueGo();
    if (overfull()) {
      relieve();
    }
  }

  @Override
  public boolean advanceStreamTime(long time) {
    streamTime = Math.max(streamTime, time);
    return letDueGo();
  }

  /** Lets go what has waited long enough; returns whether there was something. */
  private boolean letDueGo() {
    long expired = streamTime - rule.waitMs;
    boolean due = buffer.minTimestamp() <= expired;
    if (due) {
      buffer.evictWhile(() -> buffer.minTimestamp() <= expired, this::letGo);
    }
    return due;
  }

  private boolean overfull() {
    SuppressedBuffer.Limits limits = rule.limits.limits();
    return buffer.records() > limits.maxRecords() || buffer.bytes() > limits.maxBytes();
  }

  private void relieve() {
    if (rule.limits instanceof SuppressedBuffer.Eager) {
      buffer.evictWhile(this::overfull, this::letGo);
      return;
    }
    SuppressedBuffer.Limits limits = rule.limits.limits();
    throw new StreamsException(
        name()
            + " buffer exceeded its max capacity. Currently ["
            + buffer.records()
            + "/"
            + limits.maxRecords()
            + "] records and ["
            + buffer.bytes()
            + "/"
            + limits.maxBytes()
            + "] bytes. Raise the limits of its BufferConfig, or let it emitEarlyWhenFull()");
  }

  private void letGo(byte[] raw, BufferedChange change) {
    byte[] now = change.now();
    if (now == null && rule.untilWindowCloses) {
      return; // nobody has heard of a result
    }
    emitted.count(1);
    CurrentRecord current = context.current();
    Headers headers = current.headers();
    current.headers(change.origin().headers());
    outlet.pass(
        format.keys().deserializer().deserialize(format.topic(), raw),
        format.value(now),
        format.value(change.old()),
        change.origin().timestamp());
    current.headers(headers);
  }

  private RecordOrigin origin(long timestamp) {
    CurrentRecord current = context.current();
    ConsumerRecord<byte[], byte[]> source = current.latestSource();
    return source == null
        ? new RecordOrigin(timestamp, -1, "", -1, current.headers())
        : new RecordOrigin(
            timestamp, source.offset(), source.topic(), source.partition(), current.headers());
  }

  @Override
  public void rollback() {
    streamTime = -1;
  }
}
