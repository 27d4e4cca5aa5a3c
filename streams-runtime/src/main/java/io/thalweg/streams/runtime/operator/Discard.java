package io.thalweg.streams.runtime.operator;

import org.jspecify.annotations.Nullable;

/** The end of a branch that nothing follows. */
public final class Discard extends Operator {
  public Discard(String name, OperatorContext context) {
    super(name, context);
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {}

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {}
}
