package io.thalweg.streams.runtime.operator.foreign;

import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rows of a global table: the latest record by offset wins, a null value deletes. Records
 * with a null key are dropped.
 */
public final class GlobalTableOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(GlobalTableOperator.class);

  private final RowTable<Object, Object> rows;

  public GlobalTableOperator(String name, OperatorContext context, RowTable<Object, Object> rows) {
    super(name, context);
    this.rows = rows;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null) {
      LOG.warn("Skipping record due to null key. {}", context.current().position());
      context.drop();
      return;
    }
    rows.update(rows.locate(key, null), value, timestamp);
  }
}
