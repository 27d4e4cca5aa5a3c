package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.kstream.ValueJoiner;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.runtime.operator.Given;
import org.jspecify.annotations.Nullable;

/** What a join makes of a left and a right value. */
final class JoinRule {
  private final ValueJoiner<Object, Object, Object> joiner;
  private final boolean rightOptional;
  private final boolean leftOptional;

  JoinRule(OperatorSpec.TableJoin join) {
    joiner = join.joiner();
    rightOptional = join.rightOptional();
    leftOptional = join.leftOptional();
  }

  boolean leftOptional() {
    return leftOptional;
  }

  /** The joined value; null if there is no such row. */
  @Nullable Object join(@Nullable Object left, @Nullable Object right) {
    boolean row = left == null ? right != null && leftOptional : right != null || rightOptional;
    return row ? joiner.apply(Given.to(left), Given.to(right)) : null;
  }
}
