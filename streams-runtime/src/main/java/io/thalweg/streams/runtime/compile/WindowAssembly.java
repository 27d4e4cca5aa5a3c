package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.runtime.operator.Fold;
import io.thalweg.streams.runtime.operator.HeldHeaders;
import io.thalweg.streams.runtime.operator.Lane;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.WindowAggregateOperator;
import io.thalweg.streams.runtime.operator.window.SessionAggregateOperator;
import io.thalweg.streams.stores.TaskState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the operators of windows and sessions. */
final class WindowAssembly {
  private final OperatorContext context;
  private final TaskState state;
  private final Links links;
  private final Map<String, HeldHeaders> heldHeaders = new HashMap<>();

  /** What an operator has to know of the graph around it. */
  interface Links {
    Operator downstream(String node);

    Lane lane(String node, String store, boolean sendOldValues);
  }

  WindowAssembly(OperatorContext context, TaskState state, Links links) {
    this.context = context;
    this.state = state;
    this.links = links;
  }

  /** The operator if it is one of this family, else null. */
  @Nullable Operator operator(String name, OperatorSpec spec) {
    if (spec instanceof OperatorSpec.WindowAggregate s) {
      return new WindowAggregateOperator(
          name,
          context,
          state.table(s.store()),
          Fold.of(s.initializer(), s.aggregator()),
          WindowAggregateOperator.Sizes.of(s.windows()),
          links.lane(name, s.store(), s.sendOldValues()),
          links.downstream(name));
    } else if (spec instanceof OperatorSpec.SessionAggregate s) {
      return sessions(name, s);
    }
    return null;
  }

  private Operator sessions(String name, OperatorSpec.SessionAggregate spec) {
    OperatorSpec.SessionAggregate.Merging fold = spec.fold();
    return new SessionAggregateOperator(
        name,
        context,
        new SessionAggregateOperator.Rows(state.sessions(spec.store()), held(spec.store())),
        new SessionAggregateOperator.Fold(fold.initializer(), fold.aggregator(), fold.merger()),
        spec.windows(),
        links.lane(name, spec.store(), spec.sendOldValues()),
        links.downstream(name));
  }

  private HeldHeaders held(String store) {
    return heldHeaders.computeIfAbsent(store, unused -> new HeldHeaders());
  }
}
