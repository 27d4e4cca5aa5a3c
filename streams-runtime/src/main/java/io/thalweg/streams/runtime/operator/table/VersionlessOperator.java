package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Ends what is known of versions: behind a table that was materialized without a name every change
 * counts, as with Kafka Streams.
 */
public final class VersionlessOperator extends Operator {
  private final Operator downstream;

  public VersionlessOperator(String name, OperatorContext context, Operator downstream) {
    super(name, context);
    this.downstream = downstream;
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    CurrentRecord current = context.current();
    boolean latest = current.latest();
    current.latest(true);
    downstream.acceptChange(key, newValue, oldValue, timestamp);
    current.latest(latest);
  }
}
