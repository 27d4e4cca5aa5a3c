package io.thalweg.streams.runtime.operator.join;

import io.thalweg.streams.kstream.ValueJoinerWithKey;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.TableView;
import io.thalweg.streams.stores.buffer.GraceBuffer;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins a stream with the rows of a table that were valid at the time of each record. Records wait
 * until the stream is a grace period further, so that older rows may still come; they go on in
 * order of time, key and arrival, as if they had come then. One that is later than that is joined
 * at once.
 */
public final class GraceJoinOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(GraceJoinOperator.class);

  private final TableView table;
  private final ValueJoinerWithKey<Object, Object, Object, Object> joiner;
  private final boolean left;
  private final Waiting waiting;
  private final Raw raw;
  private final Operator downstream;

  // [task's thread]
  private long streamTime = -1;

  /**
   * Where records wait, and how they are written there.
   *
   * @param topic what serdes are told
   */
  public record Waiting(
      GraceBuffer buffer, long graceMs, String topic, Serde<Object> key, Serde<Object> value) {}

  /**
   * When bytes may be taken as they came in.
   *
   * @param tableKey for the table
   * @param key for the buffer
   * @param value for the buffer
   */
  public record Raw(RawUse tableKey, RawUse key, RawUse value) {
    private boolean bufferKeyFitsTable() {
      return tableKey != RawUse.NEVER && key != RawUse.NEVER; // both are as it came in
    }
  }

  /** What is joined, how and where to. */
  public record Join(
      TableView table,
      ValueJoinerWithKey<Object, Object, Object, Object> joiner,
      boolean left,
      Operator downstream) {}

  public GraceJoinOperator(
      String name, OperatorContext context, Join join, Waiting waiting, Raw raw) {
    super(name, context);
    this.table = join.table;
    this.joiner = join.joiner;
    this.left = join.left;
    this.downstream = join.downstream;
    this.waiting = waiting;
    this.raw = raw;
  }

  @Override
  public void rollback() {
    streamTime = -1;
  }

  @Override
  public boolean advanceStreamTime(long time) {
    streamTime = Math.max(streamTime, time);
    return passReady(streamTime - waiting.graceMs);
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (value == null || (key == null && !left)) {
      LOG.warn("Skipping record due to null join key or value. {}", context.current().position());
      context.drop();
      return;
    }
    if (key == null) {
      downstream.accept(null, joiner.apply(Given.to(null), value, Given.to(null)), timestamp);
      return;
    }
    streamTime = Math.max(streamTime, timestamp);
    long ready = streamTime - waiting.graceMs;
    if (timestamp < ready) {
      join(key, raw.tableKey.pick(context.current().rawKey()), value, timestamp);
      return;
    }
    await(key, value, timestamp);
    passReady(ready);
  }

  private void await(Object key, Object value, long timestamp) {
    CurrentRecord current = context.current();
    byte[] keyBytes = raw.key.pick(current.rawKey());
    if (keyBytes == null) {
      keyBytes = waiting.key.serializer().serialize(waiting.topic, key);
    }
    byte[] valueBytes = raw.value.pick(current.rawValue());
    if (valueBytes == null) {
      valueBytes = waiting.value.serializer().serialize(waiting.topic, value);
    }
    ConsumerRecord<byte[], byte[]> source = current.source();
    waiting.buffer.put(
        timestamp,
        keyBytes,
        valueBytes,
        new RecordOrigin(
            timestamp,
            source == null ? -1 : source.offset(),
            source == null ? "" : source.topic(),
            source == null ? -1 : source.partition(),
            current.headers()));
  }

  /** Passes on what has waited long enough; returns whether there was something. */
  private boolean passReady(long ready) {
    if (waiting.buffer.minTimestamp() > ready) {
      return false;
    }
    CurrentRecord current = context.current();
    CurrentRecord.Held before = current.held();
    byte[] keyBefore = current.rawKey();
    byte[] valueBefore = current.rawValue();
    waiting.buffer.evictWhile(
        () -> waiting.buffer.minTimestamp() <= ready,
        (time, keyBytes, valueBytes, origin) -> {
          current.take(again(origin, keyBytes, valueBytes));
          current.raw(keyBytes, null);
          byte[] bytes = Objects.requireNonNull(valueBytes, "records without a value do not wait");
          join(
              waiting.key.deserializer().deserialize(waiting.topic, keyBytes),
              raw.bufferKeyFitsTable() ? keyBytes : null,
              waiting.value.deserializer().deserialize(waiting.topic, bytes),
              time);
        });
    current.take(before);
    current.raw(keyBefore, valueBefore);
    return true;
  }

  /** The record as it was when it came. */
  private static CurrentRecord.Held again(
      RecordOrigin origin, byte[] key, byte @Nullable [] value) {
    ConsumerRecord<byte[], byte[]> source =
        new ConsumerRecord<>(
            origin.topic(),
            Math.max(0, origin.partition()),
            Math.max(0, origin.offset()),
            origin.timestamp(),
            TimestampType.CREATE_TIME,
            key.length,
            value == null ? ConsumerRecord.NULL_SIZE : value.length,
            key,
            value,
            origin.headers(),
            Optional.empty());
    return new CurrentRecord.Held(source, origin.headers(), origin.timestamp());
  }

  private void join(Object key, byte @Nullable [] tableKey, Object value, long timestamp) {
    Object row = table.getAsOf(key, tableKey, timestamp);
    if (row != null || left) {
      downstream.accept(key, joiner.apply(key, value, Given.to(row)), timestamp);
    }
  }
}
