package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.stores.VersionedTable;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator with rows in a store, whose changes it passes on: at once, or with caching once per
 * row at a flush.
 */
public abstract class RowOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(RowOperator.class);

  protected final RowTable<Object, Object> rows;
  private final @Nullable VersionedTable<Object, Object> versions;
  private final boolean held;
  private final boolean sendOldValues;
  private final Operator downstream;
  private final HeldHeaders heldHeaders;
  private final @Nullable Closing closing;

  protected RowOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      boolean sendOldValues,
      Operator downstream) {
    this(name, context, rows, new Lane(RawUse.NEVER, sendOldValues), downstream);
  }

  protected RowOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      Lane lane,
      Operator downstream) {
    super(name, context);
    this.rows = rows;
    this.versions = rows instanceof VersionedTable<Object, Object> table ? table : null;
    this.held = rows.emitsOnFlush();
    this.heldHeaders = lane.heldHeaders();
    this.closing = lane.closing();
    this.sendOldValues = lane.sendOldValues();
    rows.keepOldValues(sendOldValues);
    this.downstream = downstream;
  }

  /** Writes the row and passes the change on unless it is held back until the next flush. */
  protected final void update(
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
  protected final void aggregated(
      Row<Object> row,
      Object key,
      @Nullable Object newValue,
      @Nullable Object oldValue,
      long recordTimestamp) {
    aggregated(row, key, newValue, oldValue, oldValue, recordTimestamp);
  }

  /**
   * As {@link #aggregated(Row, Object, Object, Object, long)} with the result of a fold. As with
   * Kafka Streams, the old value of a row that was not there is the one that the fold starts from,
   * unless changes are held back.
   */
  protected final void folded(
      Row<Object> row,
      Object key,
      @Nullable Object newValue,
      @Nullable Object oldValue,
      Fold fold,
      long recordTimestamp) {
    Object told = oldValue == null && sendOldValues && !held ? fold.start() : oldValue;
    aggregated(row, key, newValue, oldValue, told, recordTimestamp);
  }

  private void aggregated(
      Row<Object> row,
      Object key,
      @Nullable Object newValue,
      @Nullable Object oldValue,
      @Nullable Object told,
      long recordTimestamp) {
    long timestamp =
        oldValue == null ? recordTimestamp : Math.max(recordTimestamp, row.timestamp());
    boolean deletion = newValue == null && versions == null;
    rows.update(row, newValue, deletion ? recordTimestamp : timestamp);
    pass(row, key, newValue, told, timestamp);
  }

  private void pass(
      Row<Object> row,
      Object key,
      @Nullable Object newValue,
      @Nullable Object oldValue,
      long timestamp) {
    if (versions != null && !versions.wasPut()) {
      LOG.warn(
          "Skipping record that is older than the history of versioned table {}. {}",
          name(),
          context.current().position());
      context.drop();
    } else if (closing != null) {
      return; // results come at their end
    } else if (!held) {
      forward(emittedKey(key, row), rows.rawKey(row), newValue, oldValue, timestamp);
    } else if (heldHeaders.concerns(context.current().headers())) {
      heldHeaders.keep(rows.rawKey(row), windowStart(), context.current().headers());
      rows.heldBeside(heldHeaders.bytes());
    }
  }

  /** Whether rows have former versions: what comes late is then no cause for a warning. */
  protected final boolean isVersioned() {
    return versions != null;
  }

  /** The window of the row in hand; 0 without windows. */
  protected long windowStart() {
    return 0;
  }

  /** Results that come at their end, as far as they are due, by the operator's time. */
  protected final boolean passClosed(long streamTime) {
    return closing != null && closing.passDue(streamTime);
  }

  @Override
  public void open(TaskServices services) {
    if (closing != null) {
      closing.open(services);
    }
  }

  @Override
  public void rollback() {
    if (closing != null) {
      closing.rollback();
    }
    heldHeaders.clear();
    rows.heldBeside(0);
  }

  /** The key to pass on for a row. */
  protected abstract Object emittedKey(Object key, Row<Object> row);

  /** As {@link #emittedKey(Object, Row)} at a flush. */
  protected abstract Object emittedKey(Object key, long windowStart);

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
    boolean latestBefore = current.latest();
    current.raw(rawKey, null);
    current.latest(versions == null || versions.isLatest());
    downstream.acceptChange(key, newValue, sendOldValues ? oldValue : null, timestamp);
    current.latest(latestBefore);
    current.raw(keyBefore, valueBefore);
  }
}
