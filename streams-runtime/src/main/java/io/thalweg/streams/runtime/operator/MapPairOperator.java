package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.kstream.KeyValueMapper;
import org.jspecify.annotations.Nullable;

/** Replaces key and value. */
public final class MapPairOperator extends Operator {
  private final KeyValueMapper<Object, Object, KeyValue<Object, Object>> mapper;
  private final Operator downstream;

  public MapPairOperator(
      String name,
      OperatorContext context,
      KeyValueMapper<Object, Object, KeyValue<Object, Object>> mapper,
      Operator downstream) {
    super(name, context);
    this.mapper = mapper;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    KeyValue<Object, Object> mapped = mapper.apply(Given.to(key), Given.to(value));
    if (mapped == null) {
      throw new NullPointerException(
          "The mapper of " + name() + " returned null; it must return a KeyValue");
    }
    downstream.accept(mapped.key, mapped.value, timestamp);
  }
}
