package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;

/** Filters or maps the rows of a table into a store of its own. */
public final class StoredTableMappingOperator extends KeyedRowOperator {
  private final RowMapping mapping;
  private final boolean filter;
  private final boolean sendOldValues;
  private final RawUse rawKey;

  public StoredTableMappingOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      RowMapping mapping,
      boolean filter,
      Lane lane,
      Operator downstream) {
    super(name, context, rows, lane.sendOldValues(), downstream);
    this.mapping = mapping;
    this.filter = filter;
    this.sendOldValues = lane.sendOldValues();
    this.rawKey = lane.rawKey();
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    if (key == null) {
      context.drop();
      return;
    }
    Object mapped = newValue == null ? null : mapping.apply(key, newValue);
    Row<Object> row = rows.locate(key, rawKey.pick(context.current().rawKey()));
    Object old = row.value();
    if (filter && sendOldValues && mapped == null && old == null) {
      return;
    }
    update(row, key, mapped, old, timestamp);
  }
}
