package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.Windows;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.runtime.operator.Closing;
import io.thalweg.streams.runtime.operator.Closing.Kind;
import io.thalweg.streams.runtime.operator.Fold;
import io.thalweg.streams.runtime.operator.Lane;
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
  /** Kafka Streams' own internal setting; its test driver sets it to 0. */
  private static final String INTERVAL = "__emit.interval.ms.kstreams.windowed.aggregation__";

  private static final long DEFAULT_INTERVAL_MS = 1000;

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
          lane(name, s.store(), s.sendOldValues(), s.emitStrategy(), rule(s.windows())),
          graph.downstream(name));
    } else if (spec instanceof OperatorSpec.SlidingAggregate s) {
      SlidingWindows sizes = s.windows();
      return new SlidingAggregateOperator(
          name,
          graph.context(),
          graph.state().windows(s.store()),
          new SlidingAggregateOperator.Rule(s.initializer(), s.aggregator()),
          sizes,
          lane(
              name,
              s.store(),
              s.sendOldValues(),
              s.emitStrategy(),
              rule(Kind.SLIDING, sizes.timeDifferenceMs(), 1, sizes.gracePeriodMs())),
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
    SessionWindows sizes = spec.windows();
    return new SessionAggregateOperator(
        name,
        graph.context(),
        graph.state().sessions(spec.store()),
        new SessionAggregateOperator.Fold(fold.initializer(), fold.aggregator(), fold.merger()),
        sizes,
        lane(
            name,
            spec.store(),
            spec.sendOldValues(),
            spec.emitStrategy(),
            rule(Kind.SESSIONS, sizes.inactivityGap(), 1, sizes.gracePeriodMs())),
        graph.downstream(name));
  }

  private Lane lane(
      String name, String store, boolean sendOldValues, EmitStrategy emit, Closing.Rule rule) {
    Lane lane = graph.lane(name, store, sendOldValues);
    graph.context().tallies().closing(name); // told of those, too, that never emit at the end
    if (emit.type() == EmitStrategy.StrategyType.ON_WINDOW_UPDATE) {
      return lane;
    }
    Closing.Place place = new Closing.Place(name, store, graph.context(), graph.downstream(name));
    return lane.closing(new Closing(place, graph.state().closings(store), rule));
  }

  private Closing.Rule rule(Windows<?> windows) {
    long advance = windows instanceof TimeWindows time ? time.advanceMs : 1;
    return rule(Kind.ALIGNED, windows.size(), advance, windows.gracePeriodMs());
  }

  private Closing.Rule rule(Kind kind, long sizeMs, long advanceMs, long graceMs) {
    return new Closing.Rule(kind, sizeMs, advanceMs, graceMs, intervalMs());
  }

  private long intervalMs() {
    Object interval = graph.config().originals().get(INTERVAL);
    return interval == null ? DEFAULT_INTERVAL_MS : Long.parseLong(interval.toString());
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
