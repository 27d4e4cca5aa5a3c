package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;

/** A row operator whose rows are found by key alone. */
public abstract class KeyedRowOperator extends RowOperator {
  protected KeyedRowOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      boolean sendOldValues,
      Operator downstream) {
    super(name, context, rows, sendOldValues, downstream);
  }

  protected KeyedRowOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      Lane lane,
      Operator downstream) {
    super(name, context, rows, lane, downstream);
  }

  @Override
  protected final Object emittedKey(Object key, Row<Object> row) {
    return key;
  }

  @Override
  protected final Object emittedKey(Object key, long windowStart) {
    return key;
  }
}
