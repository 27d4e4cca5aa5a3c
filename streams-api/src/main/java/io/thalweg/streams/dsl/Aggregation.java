package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.Reducer;
import io.thalweg.streams.plan.OperatorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the aggregations of grouped streams have in common. */
final class Aggregation {
  static final String AGGREGATE = "KSTREAM-AGGREGATE-";
  static final String REDUCE = "KSTREAM-REDUCE-";

  /** Counting starts here. */
  static final Initializer<Object> ZERO = () -> 0L;

  /** Counts one more. */
  static final Aggregator<Object, Object, Object> PLUS_ONE =
      (key, value, count) -> (Long) count + 1;

  /** Reducing starts here: with nothing. */
  @SuppressWarnings("NullAway") // whoever folds expects it of a reduction
  static final Initializer<Object> NOTHING = () -> null;

  private Aggregation() {}

  /** Combines values; the first one stands as it is. */
  static Aggregator<Object, Object, Object> reducing(Reducer<Object> reducer) {
    return (key, value, present) -> present == null ? value : reducer.apply(present, value);
  }

  /** Makes the operator and its store once it is known what they read. */
  @FunctionalInterface
  interface Parts {
    Made of(Flow input);
  }

  /** An operator, its store and the flow of its results. */
  record Made(OperatorSpec spec, StoreDraft store, Flow result) {}

  /** Appends an aggregation: names first, then the way to its input, then the operator. */
  static Flow append(
      Grouping grouping, StoreChoice store, @Nullable String name, String prefix, Parts parts) {
    Draft draft = grouping.draft();
    String node = draft.names().node(name, prefix);
    Flow input = grouping.input(store);
    Made made = parts.of(input);
    draft.add(
        new Step.Operator(
            node, made.spec(), List.of(input.node()), List.of(made.store()), List.of()));
    return made.result().at(node);
  }
}
