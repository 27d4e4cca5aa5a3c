package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.kstream.KeyValueMapper;
import org.jspecify.annotations.Nullable;

/** Replaces a record with any number of records. */
public final class FlatMapPairsOperator extends Operator {
  private final KeyValueMapper<Object, Object, Iterable<? extends KeyValue<Object, Object>>> mapper;
  private final Operator downstream;

  public FlatMapPairsOperator(
      String name,
      OperatorContext context,
      KeyValueMapper<Object, Object, Iterable<? extends KeyValue<Object, Object>>> mapper,
      Operator downstream) {
    super(name, context);
    this.mapper = mapper;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    Iterable<? extends KeyValue<Object, Object>> mapped =
        mapper.apply(Given.to(key), Given.to(value));
    if (mapped == null) {
      throw new NullPointerException(
          "The mapper of " + name() + " returned null; it must return an Iterable, maybe empty");
    }
    for (KeyValue<Object, Object> pair : mapped) {
      downstream.accept(pair.key, pair.value, timestamp);
    }
  }
}
