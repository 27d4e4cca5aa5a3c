package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.runtime.operator.KeyedRowOperator;
import io.thalweg.streams.runtime.operator.Lane;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;

/** Transforms the rows of a table into a store of its own. */
public final class StoredTransformValuesOperator extends KeyedRowOperator {
  private final TransformerHost transformer;
  private final RawUse rawKey;

  public StoredTransformValuesOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      TransformerHost transformer,
      Lane lane,
      Operator downstream) {
    super(name, context, rows, lane.sendOldValues(), downstream);
    this.transformer = transformer;
    this.rawKey = lane.rawKey();
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    if (key == null) {
      context.drop();
      return;
    }
    byte[] raw = rawKey.pick(context.current().rawKey());
    Object result = transformer.transform(key, newValue, timestamp);
    Row<Object> row = rows.locate(key, raw);
    update(row, key, result, row.value(), timestamp);
  }
}
