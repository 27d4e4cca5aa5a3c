package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.foreign.GlobalTableJoinOperator;
import io.thalweg.streams.runtime.task.GlobalStores;
import org.jspecify.annotations.Nullable;

/** Makes the operators of foreign-key joins and of joins with global tables. */
final class ForeignKeyAssembly {
  private final OperatorContext context;
  private final GlobalStores globals;

  ForeignKeyAssembly(OperatorContext context, GlobalStores globals) {
    this.context = context;
    this.globals = globals;
  }

  /** The operator, or null if it is of another family. */
  @Nullable Operator operator(String name, OperatorSpec spec, Operator next) {
    if (spec instanceof OperatorSpec.GlobalTableJoin s) {
      return new GlobalTableJoinOperator(
          name,
          context,
          globals.get(s.store()).view().keyValue(),
          new GlobalTableJoinOperator.Join(s.selector(), s.joiner(), s.left()),
          next);
    }
    return null;
  }
}
