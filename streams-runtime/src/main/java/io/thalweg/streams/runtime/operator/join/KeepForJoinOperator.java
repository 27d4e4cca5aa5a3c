package io.thalweg.streams.runtime.operator.join;

import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.stores.layer.JoinTable;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records of one side of a join where the other side looks for partners, and passes them
 * on with their key and value as they are stored. Records without a key never meet anybody.
 */
public final class KeepForJoinOperator extends Operator {
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
    byte[] keyBytes = null;
    if (key != null) {
      keyBytes = kept.add(key, rawKey.pick(keyBefore), value, valueBytes, timestamp);
    }
    current.raw(keyBytes, valueBytes);
    downstream.accept(key, value, timestamp);
    current.raw(keyBefore, valueBefore);
  }
}
