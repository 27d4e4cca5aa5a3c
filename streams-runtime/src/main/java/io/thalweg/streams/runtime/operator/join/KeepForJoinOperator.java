package io.thalweg.streams.runtime.operator.join;

import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.stores.layer.JoinTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the records of one side of a join on, with key and value as they are stored, and then
 * keeps them where the other side looks for partners. Records without a key never meet anybody.
 */
public final class KeepForJoinOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(KeepForJoinOperator.class);

  private final JoinTable<Object, Object> kept;
  private final RawUse rawKey;
  private final RawUse rawValue;
  private final Operator downstream;

  public KeepForJoinOperator(
      String name,
      OperatorContext context,
      JoinTable<Object, Object> kept,
      RawUse rawKey,
      RawUse rawValue,
      Operator downstream) {
    super(name, context);
    this.kept = kept;
    this.rawKey = rawKey;
    this.rawValue = rawValue;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    CurrentRecord current = context.current();
    byte[] keyBefore = current.rawKey();
    byte[] valueBefore = current.rawValue();
    byte[] valueBytes = value == null ? null : rawValue.pick(valueBefore);
    byte[] keyBytes = key == null ? null : rawKey.pick(keyBefore);
    if (keyBytes == null && key != null) {
      keyBytes = kept.serialized(key);
    }
    current.raw(keyBytes, valueBytes);
    downstream.accept(key, value, timestamp);
    current.raw(keyBefore, valueBefore);
    if (key != null && !kept.add(key, keyBytes, value, valueBytes, timestamp)) {
      LOG.warn(
          "Skipping record for expired segment. {} timestamp=[{}]", current.position(), timestamp);
      context.drop();
    }
  }
}
