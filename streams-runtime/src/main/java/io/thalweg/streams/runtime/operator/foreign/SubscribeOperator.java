package io.thalweg.streams.runtime.operator.foreign;

import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.stores.wire.Murmur3;
import io.thalweg.streams.stores.wire.Subscription;
import io.thalweg.streams.stores.wire.Subscription.Instruction;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiFunction;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the left table of a foreign-key join: a row subscribes to the foreign key it names, and
 * ends its subscription to the one it named before. Out are records under the foreign key with the
 * subscription's bytes.
 *
 * <p>An inner join needs no answer where there is nothing to answer with, unless a result may have
 * to go: then a row that leaves a foreign key asks the next one, or the one it leaves. A left join
 * always wants an answer; a row without a foreign key is answered with nothing, by whichever task
 * its record reaches.
 */
public final class SubscribeOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(SubscribeOperator.class);

  private final BiFunction<Object, Object, Object> foreignKey;
  private final boolean optional;
  private final Formats formats;
  private final Operator downstream;

  /**
   * How things are written.
   *
   * @param topic stands for the topic where a serializer asks
   */
  public record Formats(
      Serializer<Object> key,
      RawUse rawKey,
      Serializer<Object> value,
      Serializer<Object> foreignKey,
      String topic) {}

  public SubscribeOperator(
      String name,
      OperatorContext context,
      BiFunction<Object, Object, Object> foreignKey,
      boolean optional,
      Formats formats,
      Operator downstream) {
    super(name, context);
    this.foreignKey = foreignKey;
    this.optional = optional;
    this.formats = formats;
    this.downstream = downstream;
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    if (key == null) {
      skip("null primary key");
      return;
    }
    if (!context.current().latest()) {
      context.drop(); // out of order in a versioned table
      return;
    }
    if (newValue == null && oldValue == null) {
      return;
    }
    Object before = oldValue == null ? null : foreignKey.apply(key, oldValue);
    Object now = newValue == null ? null : foreignKey.apply(key, newValue);
    if (before == null && now == null && !optional) {
      skip("null foreign key");
      return;
    }
    byte[] row = primaryKey(key);
    byte[] hash = hash(newValue);
    if (optional) {
      if (before != null && !same(before, now)) {
        send(before, Instruction.DELETE, row, hash, timestamp);
      }
      send(now, Instruction.KEEP_AND_ANSWER, row, hash, timestamp);
    } else if (now == null) {
      send(before, Instruction.DELETE_AND_ANSWER, row, hash, timestamp);
    } else if (before == null || same(before, now)) {
      send(now, Instruction.KEEP_AND_ANSWER_IF_PRESENT, row, hash, timestamp);
    } else {
      send(before, Instruction.DELETE, row, hash, timestamp);
      send(now, Instruction.KEEP_AND_ANSWER, row, hash, timestamp);
    }
  }

  private void send(
      @Nullable Object to,
      Instruction instruction,
      byte[] row,
      byte @Nullable [] hash,
      long timestamp) {
    int partition = context.current().task().partition();
    downstream.accept(to, new Subscription(instruction, hash, row, partition).encode(), timestamp);
  }

  private boolean same(Object before, @Nullable Object now) {
    return now != null
        && (Objects.equals(before, now) || Arrays.equals(foreignBytes(before), foreignBytes(now)));
  }

  private byte[] foreignBytes(Object foreign) {
    return formats.foreignKey.serialize(
        formats.topic + "-fk", context.current().headers(), foreign);
  }

  private byte[] primaryKey(Object key) {
    byte[] raw = formats.rawKey.pick(context.current().rawKey());
    return raw != null
        ? raw
        : formats.key.serialize(formats.topic + "-pk", context.current().headers(), key);
  }

  private byte @Nullable [] hash(@Nullable Object value) {
    return value == null
        ? null
        : Murmur3.hash128(
            formats.value.serialize(formats.topic + "-vh", context.current().headers(), value));
  }

  private void skip(String reason) {
    LOG.warn("Skipping record due to {}. {}", reason, context.current().position());
    context.drop();
  }
}
