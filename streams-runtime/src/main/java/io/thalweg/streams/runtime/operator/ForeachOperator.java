package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.ForeachAction;
import org.jspecify.annotations.Nullable;

/** Hands each record to an action; nothing follows. */
public final class ForeachOperator extends Operator {
  private final ForeachAction<Object, Object> action;

  public ForeachOperator(
      String name, OperatorContext context, ForeachAction<Object, Object> action) {
    super(name, context);
    this.action = action;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    action.apply(Given.to(key), Given.to(value));
  }
}
