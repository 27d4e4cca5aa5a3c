package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aggregates a stream by key. A row carries the highest timestamp of its key. Records with a null
 * key or value are dropped.
 */
public final class AggregateOperator extends KeyedRowOperator {
  private static final Logger LOG = LoggerFactory.getLogger(AggregateOperator.class);

  private final Fold fold;
  private final RawUse rawKey;

  public AggregateOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      Fold fold,
      Lane lane,
      Operator downstream) {
    super(name, context, rows, lane, downstream);
    this.fold = fold;
    this.rawKey = lane.rawKey();
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null || value == null) {
      LOG.warn("Skipping record due to null key or value. {}", context.current().position());
      context.drop();
      return;
    }
    Row<Object> row = rows.locate(key, rawKey.pick(context.current().rawKey()));
    Object old = row.value();
    folded(row, key, fold.add(old, key, value), old, fold, timestamp);
  }
}
