package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;

/**
 * An operator with rows in a store, whose changes it passes on: at once, or with caching once per
 * row at a flush.
 */
abstract class RowOperator extends Operator {
  protected final RowTable<Object, Object> rows;
  private final boolean held;
  private final boolean sendOldValues;
  private final Operator downstream;
  private final HeldHeaders heldHeaders = new HeldHeaders();

  RowOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      boolean sendOldValues,
      Operator downstream) {
    super(name, context);
    this.rows = rows;
    this.held = rows.emitsOnFlush();
    rows.keepOldValues(sendOldValues);
    this.sendOldValues = sendOldValues;
    this.downstream = downstream;
  }

  /** Writes the row and passes the change on unless it is held back until the next flush. */
  final void update(
      Row<Object> row,
      Object key,
      @Nullable Object newValue,
      @Nullable Object oldValue,
      long timestamp) {
    rows.update(row, newValue, timestamp);
    pass(row, key, newValue, oldValue, timestamp);
  }

  /**
   * As {@link #update} with the result of an aggregation, which carries the highest timestamp of
   * its row. A deletion is logged at the time of the record that caused it.
   */
  final void aggregated(
      Row<Object> row,
      Object key,
      @Nullable Object newValue,
      @Nullable Object oldValue,
      long recordTimestamp) {
    long timestamp =
        oldValue == null ? recordTimestamp : Math.max(recordTimestamp, row.timestamp());
    rows.update(row, newValue, newValue == null ? recordTimestamp : timestamp);
    pass(row, key, newValue, oldValue, timestamp);
  }

  private void pass(
      Row<Object> row,
      Object key,
      @Nullable Object newValue,
      @Nullable Object oldValue,
      long timestamp) {
    if (!held) {
      forward(emittedKey(key, row), rows.rawKey(row), newValue, oldValue, timestamp);
    } else if (heldHeaders.concerns(context.current().headers())) {
      heldHeaders.keep(rows.rawKey(row), windowStart(), context.current().headers());
      rows.heldBeside(heldHeaders.bytes());
    }
  }

  /** The window of the row in hand; 0 without windows. */
  long windowStart() {
    return 0;
  }

  @Override
  public void rollback() {
    heldHeaders.clear();
    rows.heldBeside(0);
  }

  /** The key to pass on for a row. */
  abstract Object emittedKey(Object key, Row<Object> row);

  /** As {@link #emittedKey(Object, Row)} at a flush. */
  abstract Object emittedKey(Object key, long windowStart);

  @Override
  public final void emitPending() {
    if (held) {
      rows.drainEmissions(
          (key, rawKey, windowStart, newValue, oldValue, timestamp) -> {
            context.current().headers(heldHeaders.take(rawKey, windowStart));
            forward(emittedKey(key, windowStart), rawKey, newValue, oldValue, timestamp);
          });
      rows.heldBeside(heldHeaders.bytes());
    }
  }

  private void forward(
      Object key,
      byte[] rawKey,
      @Nullable Object newValue,
      @Nullable Object oldValue,
      long timestamp) {
    CurrentRecord current = context.current();
    byte[] keyBefore = current.rawKey();
    byte[] valueBefore = current.rawValue();
    current.raw(rawKey, null);
    downstream.acceptChange(key, newValue, sendOldValues ? oldValue : null, timestamp);
    current.raw(keyBefore, valueBefore);
  }
}
