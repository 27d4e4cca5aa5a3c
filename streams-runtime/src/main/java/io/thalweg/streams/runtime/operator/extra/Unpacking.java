package io.thalweg.streams.runtime.operator.extra;

import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import org.jspecify.annotations.Nullable;

/** Makes table changes again of what {@link Packing} made values. */
public final class Unpacking extends Operator {
  private final Operator downstream;

  public Unpacking(String name, OperatorContext context, Operator downstream) {
    super(name, context);
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    TableChange.pass(downstream, key, value, timestamp);
  }
}
