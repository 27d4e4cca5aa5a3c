package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.runtime.operator.KeyedRowOperator;
import io.thalweg.streams.runtime.operator.Lane;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;

/** Keeps the result of a join, whose changes come from both of its sides. */
public final class TableMergeOperator extends KeyedRowOperator {
  private final RawUse rawKey;

  public TableMergeOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      Lane lane,
      Operator downstream) {
    super(name, context, rows, lane.sendOldValues(), downstream);
    this.rawKey = lane.rawKey();
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    if (key == null) {
      throw new IllegalStateException("Join " + name() + " has made a row without a key");
    }
    byte[] raw = rawKey.pick(context.current().rawKey());
    update(rows.locate(key, raw), key, newValue, oldValue, timestamp);
  }
}
