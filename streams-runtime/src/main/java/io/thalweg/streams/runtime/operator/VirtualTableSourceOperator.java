package io.thalweg.streams.runtime.operator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table source that nothing needs materialized: updates are passed on as changes. */
public final class VirtualTableSourceOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualTableSourceOperator.class);

  private final Operator downstream;

  public VirtualTableSourceOperator(String name, OperatorContext context, Operator downstream) {
    super(name, context);
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null) {
      LOG.warn("Skipping record due to null key. {}", context.current().position());
      context.drop();
      return;
    }
    downstream.acceptChange(key, value, null, timestamp);
  }
}
