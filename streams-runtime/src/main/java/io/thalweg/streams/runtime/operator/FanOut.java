package io.thalweg.streams.runtime.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands what it is given to several operators, in the topology's order. */
public final class FanOut extends Operator {
  private final Operator[] children;

  public FanOut(String name, OperatorContext context, List<Operator> children) {
    super(name, context);
    this.children = children.toArray(new Operator[0]);
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    for (Operator child : children) {
      child.accept(key, value, timestamp);
    }
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    for (Operator child : children) {
      child.acceptChange(key, newValue, oldValue, timestamp);
    }
  }
}
