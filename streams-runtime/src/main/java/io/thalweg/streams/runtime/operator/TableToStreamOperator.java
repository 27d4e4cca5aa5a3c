package io.thalweg.streams.runtime.operator;

import org.jspecify.annotations.Nullable;

/** Turns table changes into stream records with the new value. */
public final class TableToStreamOperator extends Operator {
  private final Operator downstream;

  public TableToStreamOperator(String name, OperatorContext context, Operator downstream) {
    super(name, context);
    this.downstream = downstream;
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    downstream.accept(key, newValue, timestamp);
  }
}
