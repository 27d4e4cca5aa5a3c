package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.Predicate;
import org.jspecify.annotations.Nullable;

/** Passes on the records that match. */
public final class FilterOperator extends Operator {
  private final Predicate<Object, Object> predicate;
  private final boolean negate;
  private final Operator downstream;

  public FilterOperator(
      String name,
      OperatorContext context,
      Predicate<Object, Object> predicate,
      boolean negate,
      Operator downstream) {
    super(name, context);
    this.predicate = predicate;
    this.negate = negate;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (predicate.test(Given.to(key), Given.to(value)) != negate) {
      downstream.accept(key, value, timestamp);
    }
  }
}
