package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.ForeachAction;
import org.jspecify.annotations.Nullable;

/** Shows each record to an action and passes it on. */
public final class PeekOperator extends Operator {
  private final ForeachAction<Object, Object> action;
  private final Operator downstream;

  public PeekOperator(
      String name,
      OperatorContext context,
      ForeachAction<Object, Object> action,
      Operator downstream) {
    super(name, context);
    this.action = action;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    action.apply(Given.to(key), Given.to(value));
    downstream.accept(key, value, timestamp);
  }
}
