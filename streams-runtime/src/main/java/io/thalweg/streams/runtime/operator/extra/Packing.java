package io.thalweg.streams.runtime.operator.extra;

import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import org.jspecify.annotations.Nullable;

/** Makes values of table changes for the processor that follows, which takes records only. */
public final class Packing extends Operator {
  private final Operator processor;

  public Packing(String name, OperatorContext context, Operator processor) {
    super(name, context);
    this.processor = processor;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    processor.accept(key, value, timestamp);
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    processor.accept(key, new TableChange(newValue, oldValue), timestamp);
  }
}
