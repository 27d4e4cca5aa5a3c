package io.thalweg.streams.runtime.operator.extra;

import io.thalweg.streams.plan.StandIn;
import io.thalweg.streams.processor.api.Record;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Between an operator and the user's processor that wraps it. What comes in goes from the
 * processor's {@link StandIn} to the operator; what the operator makes leaves by exits that hand it
 * to the stand-in's context. Owner: the task's thread.
 */
public final class Crossing {
  private final String name;
  private final OperatorContext context;

  // [task's thread]
  private @Nullable StandIn standIn;

  public Crossing(String name, OperatorContext context) {
    this.name = name;
    this.context = context;
  }

  /** A way out of the operator: to one child, or to all if it is null. */
  public Operator exit(@Nullable String child) {
    return new Exit(child);
  }

  /** A new processor has been made, with this stand-in for {@code operator} in it. */
  public void enter(StandIn fresh, Operator operator) {
    standIn = fresh;
    fresh.link(record -> take(record, operator));
  }

  private void take(Record<Object, Object> record, Operator operator) {
    CurrentRecord current = context.current();
    current.headers(record.headers());
    TableChange.pass(operator, record.key(), record.value(), record.timestamp());
  }

  private final class Exit extends Operator {
    private final @Nullable String child;

    Exit(@Nullable String child) {
      super(name, Crossing.this.context);
      this.child = child;
    }

    @Override
    protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
      if (standIn != null) {
        Record<Object, Object> record =
            new Record<>(Given.to(key), Given.to(value), timestamp, context.current().headers());
        standIn.forward(record, child);
      }
    }

    @Override
    protected void change(
        @Nullable Object key,
        @Nullable Object newValue,
        @Nullable Object oldValue,
        long timestamp) {
      process(key, new TableChange(newValue, oldValue), timestamp);
    }
  }
}
