package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.ValueMapperWithKey;
import org.jspecify.annotations.Nullable;

/** Replaces the value. */
public final class MapValuesOperator extends Operator {
  private final ValueMapperWithKey<Object, Object, Object> mapper;
  private final Operator downstream;

  public MapValuesOperator(
      String name,
      OperatorContext context,
      ValueMapperWithKey<Object, Object, Object> mapper,
      Operator downstream) {
    super(name, context);
    this.mapper = mapper;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    downstream.accept(key, mapper.apply(Given.to(key), Given.to(value)), timestamp);
  }
}
