package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.runtime.metrics.NodeTally;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import org.jspecify.annotations.Nullable;

/** Counts what gets to a node that nothing follows. Owner: the task's thread. */
final class Terminus extends Operator {
  private final Operator node;
  private final NodeTally tally;

  Terminus(String name, OperatorContext context, Operator node) {
    super(name, context);
    this.node = node;
    this.tally = context.tallies().terminal(name);
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    tally.add(context.tallies().age(timestamp));
    node.accept(key, value, timestamp);
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    tally.add(context.tallies().age(timestamp));
    node.acceptChange(key, newValue, oldValue, timestamp);
  }
}
