package io.thalweg.streams.runtime.operator.extra;

import io.thalweg.streams.kstream.KeyValueMapper;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.TaskServices;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the first record of each id. Rows are found by id and bucket: two records that are
 * passed on are at least a window apart, so that a bucket has one at most, and one that is less
 * than a window away is in the same bucket, the one before or the one after.
 */
public final class DeduplicateOperator extends Operator {
  private final RowTable<Object, Object> rows;
  private final KeyValueMapper<Object, Object, Object> id;
  private final long windowMs;
  private final Operator downstream;

  // [task's thread]
  private @Nullable TaskServices task;

  public DeduplicateOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      KeyValueMapper<Object, Object, Object> id,
      long windowMs,
      Operator downstream) {
    super(name, context);
    this.rows = rows;
    this.id = id;
    this.windowMs = windowMs;
    this.downstream = downstream;
  }

  @Override
  public void open(TaskServices services) {
    task = services;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    Object of = id.apply(Given.to(key), Given.to(value));
    if (of == null || isFirst(of, timestamp)) {
      downstream.accept(key, value, timestamp);
    }
  }

  private boolean isFirst(Object of, long timestamp) {
    long bucket = timestamp - timestamp % windowMs;
    Row<Object> row = rows.locate(of, null, bucket);
    if (row.value() != null) {
      return false;
    }
    byte[] raw = rows.rawKey(row);
    if (isNear(of, raw, bucket - windowMs, timestamp)
        || (mayHave(bucket + windowMs) && isNear(of, raw, bucket + windowMs, timestamp))) {
      return false;
    }
    rows.update(row, timestamp, timestamp);
    return true;
  }

  /** No record has come yet that is younger than the task's time. */
  private boolean mayHave(long bucket) {
    return task == null || bucket <= task.streamTime();
  }

  private boolean isNear(Object of, byte[] raw, long bucket, long timestamp) {
    if (bucket < 0) {
      return false;
    }
    Object passed = rows.locate(of, raw, bucket).value();
    return passed != null && Math.abs((Long) passed - timestamp) < windowMs;
  }
}
