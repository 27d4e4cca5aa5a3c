package io.thalweg.streams.runtime.operator.extra;

import io.thalweg.streams.runtime.operator.Operator;
import org.jspecify.annotations.Nullable;

/** A table change as a value: what a processor sees that wraps an operator between tables. */
record TableChange(@Nullable Object newValue, @Nullable Object oldValue) {
  /** As Kafka Streams prints its own. */
  @Override
  public String toString() {
    return "(" + newValue + "<-" + oldValue + ")";
  }

  /** Hands a value over as what it is. */
  static void pass(Operator to, @Nullable Object key, @Nullable Object value, long timestamp) {
    if (value instanceof TableChange change) {
      to.acceptChange(key, change.newValue, change.oldValue, timestamp);
    } else {
      to.accept(key, value, timestamp);
    }
  }
}
