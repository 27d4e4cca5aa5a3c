package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.KeyValueMapper;
import org.jspecify.annotations.Nullable;

/** Replaces the key. */
public final class SelectKeyOperator extends Operator {
  private final KeyValueMapper<Object, Object, Object> mapper;
  private final Operator downstream;

  public SelectKeyOperator(
      String name,
      OperatorContext context,
      KeyValueMapper<Object, Object, Object> mapper,
      Operator downstream) {
    super(name, context);
    this.mapper = mapper;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    downstream.accept(mapper.apply(Given.to(key), Given.to(value)), value, timestamp);
  }
}
