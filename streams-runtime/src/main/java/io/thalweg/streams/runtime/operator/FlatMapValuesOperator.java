package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.ValueMapperWithKey;
import org.jspecify.annotations.Nullable;

/** Replaces a value with any number of values. */
public final class FlatMapValuesOperator extends Operator {
  private final ValueMapperWithKey<Object, Object, Iterable<Object>> mapper;
  private final Operator downstream;

  public FlatMapValuesOperator(
      String name,
      OperatorContext context,
      ValueMapperWithKey<Object, Object, Iterable<Object>> mapper,
      Operator downstream) {
    super(name, context);
    this.mapper = mapper;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    Iterable<Object> mapped = mapper.apply(Given.to(key), Given.to(value));
    if (mapped == null) {
      throw new NullPointerException(
          "The mapper of " + name() + " returned null; it must return an Iterable, maybe empty");
    }
    for (Object each : mapped) {
      downstream.accept(key, each, timestamp);
    }
  }
}
