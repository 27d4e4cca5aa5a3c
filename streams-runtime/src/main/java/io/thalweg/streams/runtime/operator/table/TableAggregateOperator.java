package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.runtime.operator.Fold;
import io.thalweg.streams.runtime.operator.KeyedRowOperator;
import io.thalweg.streams.runtime.operator.Lane;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aggregates {@link RegroupedChange}s: takes the old value out of the row of its key, adds the new
 * one and updates the row once. Nothing is taken out where there is no row.
 */
public final class TableAggregateOperator extends KeyedRowOperator {
  private static final Logger LOG = LoggerFactory.getLogger(TableAggregateOperator.class);

  private final Steps steps;
  private final RawUse rawKey;

  /** Adding to a row and taking out of it. */
  public record Steps(Fold adder, Fold subtractor) {}

  public TableAggregateOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      Steps steps,
      Lane lane,
      Operator downstream) {
    super(name, context, rows, lane.sendOldValues(), downstream);
    this.steps = steps;
    this.rawKey = lane.rawKey();
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null || value == null) {
      LOG.warn("Skipping record due to null key or value. {}", context.current().position());
      context.drop();
      return;
    }
    RegroupedChange change = (RegroupedChange) value;
    Row<Object> row = rows.locate(key, rawKey.pick(context.current().rawKey()));
    Object before = row.value();
    Object result = before;
    if (result != null && change.old() != null) {
      result = steps.subtractor.add(result, key, change.old());
    }
    if (change.now() != null) {
      result = steps.adder.add(result, key, change.now());
    }
    aggregated(row, key, result, before, timestamp);
  }
}
