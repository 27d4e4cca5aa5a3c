package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a stream of updates into a table with a store: the latest record by offset wins, with a
 * versioned store that by time; a null value deletes. Records with a null key are dropped.
 */
public final class TableSourceOperator extends KeyedRowOperator {
  private static final Logger LOG = LoggerFactory.getLogger(TableSourceOperator.class);

  private final RawUse rawKey;

  public TableSourceOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      Lane lane,
      Operator downstream) {
    super(name, context, rows, lane.sendOldValues(), downstream);
    this.rawKey = lane.rawKey();
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null) {
      LOG.warn("Skipping record due to null key. {}", context.current().position());
      context.drop();
      return;
    }
    Row<Object> row = rows.locate(key, rawKey.pick(context.current().rawKey()));
    Object old = row.value();
    if (old != null && timestamp < row.timestamp() && !isVersioned()) {
      LOG.warn(
          "Detected out-of-order table update for {}, old timestamp=[{}] new timestamp=[{}]. {}",
          name(),
          row.timestamp(),
          timestamp,
          context.current().position());
    }
    update(row, key, value, old, timestamp);
  }
}
