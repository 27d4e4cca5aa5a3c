package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.runtime.operator.Fold;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.TableView;
import io.thalweg.streams.runtime.operator.WindowAggregateOperator;
import io.thalweg.streams.runtime.operator.window.SessionAggregateOperator;
import io.thalweg.streams.runtime.operator.window.SlidingAggregateOperator;
import io.thalweg.streams.runtime.operator.window.SuppressOperator;
import io.thalweg.streams.runtime.operator.window.SuppressedView;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Makes the operators of windows, sessions and suppress. */
final class WindowAssembly {
  private final GraphAssembly graph;

  WindowAssembly(GraphAssembly graph) {
    this.graph = graph;
  }

  /** The operator if it is one of this family, else null. */
  @Nullable Operator operator(String name, OperatorSpec spec) {
    if (spec instanceof OperatorSpec.WindowAggregate s) {
      return new WindowAggregateOperator(
          name,
          graph.context(),
          graph.rows(s.store()),
          Fold.of(s.initializer(), s.aggregator()),
          WindowAggregateOperator.Sizes.of(s.windows()),
          graph.lane(name, s.store(), s.sendOldValues()),
          graph.downstream(name));
    } else if (spec instanceof OperatorSpec.SlidingAggregate s) {
      return new SlidingAggregateOperator(
          name,
          graph.context(),
          graph.state().windows(s.store()),
          new SlidingAggregateOperator.Rule(s.initializer(), s.aggregator()),
          s.windows(),
          graph.lane(name, s.store(), s.sendOldValues()),
          graph.downstream(name));
    } else if (spec instanceof OperatorSpec.SessionAggregate s) {
      return sessions(name, s);
    } else if (spec instanceof OperatorSpec.Suppress s) {
      return suppress(name, s);
    }
    return null;
  }

  private Operator sessions(String name, OperatorSpec.SessionAggregate spec) {
    OperatorSpec.SessionAggregate.Merging fold = spec.fold();
    return new SessionAggregateOperator(
        name,
        graph.context(),
        graph.state().sessions(spec.store()),
        new SessionAggregateOperator.Fold(fold.initializer(), fold.aggregator(), fold.merger()),
        spec.windows(),
        graph.lane(name, spec.store(), spec.sendOldValues()),
        graph.downstream(name));
  }

  private Operator suppress(String name, OperatorSpec.Suppress spec) {
    return new SuppressOperator(
        name,
        graph.context(),
        graph.state().suppressBuffer(spec.store()),
        format(spec),
        new SuppressOperator.Rule(spec.waitMs(), spec.untilWindowCloses(), spec.buffer()),
        graph.lane(name, spec.store(), spec.sendOldValues()),
        graph.downstream(name));
  }

  /** How rows of a table are read below the suppress operator that holds some of them back. */
  TableView suppressed(OperatorSpec.Suppress spec, TableView above) {
    return new SuppressedView(graph.state().suppressBuffer(spec.store()), format(spec), above);
  }

  @SuppressWarnings("unchecked") // the DSL has checked the types
  private SuppressOperator.Format format(OperatorSpec.Suppress spec) {
    StoreSpec store = graph.serdes().store(spec.store());
    return new SuppressOperator.Format(
        (Serde<Object>) Objects.requireNonNull(store.keySerde(), spec.store()),
        (Serde<Object>) Objects.requireNonNull(store.valueSerde(), spec.store()),
        graph.changelog(spec.store()));
  }
}
