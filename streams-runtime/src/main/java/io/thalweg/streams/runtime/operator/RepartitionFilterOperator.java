package io.thalweg.streams.runtime.operator;

import org.jspecify.annotations.Nullable;

/** Leaves out records with a null key, uncounted as in Kafka Streams. */
public final class RepartitionFilterOperator extends Operator {
  private final Operator downstream;

  public RepartitionFilterOperator(String name, OperatorContext context, Operator downstream) {
    super(name, context);
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key != null) {
      downstream.accept(key, value, timestamp);
    }
  }
}
