package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import org.jspecify.annotations.Nullable;

/** Transforms the rows of a table without keeping the result; old values are transformed again. */
public final class TransformValuesOperator extends Operator {
  private final TransformerHost transformer;
  private final boolean sendOldValues;
  private final Operator downstream;

  public TransformValuesOperator(
      String name,
      OperatorContext context,
      TransformerHost transformer,
      boolean sendOldValues,
      Operator downstream) {
    super(name, context);
    this.transformer = transformer;
    this.sendOldValues = sendOldValues;
    this.downstream = downstream;
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    Object result = transformer.transform(key, newValue, timestamp);
    Object before = sendOldValues ? transformer.transform(key, oldValue, timestamp) : null;
    downstream.acceptChange(key, result, before, timestamp);
  }
}
