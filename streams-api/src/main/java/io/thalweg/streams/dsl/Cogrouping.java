package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Repartitions;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.plan.OperatorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Grouped streams that are aggregated together. Each has an operator of its own; all of them write
 * to one store, and what they pass on meets in a node that makes the table.
 */
final class Cogrouping {
  static final String AGGREGATE = "COGROUPKSTREAM-AGGREGATE-";
  private static final String MERGE = "COGROUPKSTREAM-MERGE-";

  private final Draft draft;
  private final Map<Grouping, Aggregator<Object, Object, Object>> inputs = new LinkedHashMap<>();
  private final Map<Grouping, Flow> repartitioned = new HashMap<>();

  Cogrouping(Draft draft) {
    this.draft = draft;
  }

  Draft draft() {
    return draft;
  }

  void add(Grouping grouping, Aggregator<Object, Object, Object> aggregator) {
    inputs.put(grouping, aggregator);
  }

  /**
   * Appends the operators into {@code store}.
   *
   * @param name of the aggregation, if it was given one
   * @return the flow of the table; its serdes are for the caller to set
   */
  Flow append(
      StoreChoice choice,
      StoreDraft store,
      @Nullable String name,
      Function<Aggregator<Object, Object, Object>, OperatorSpec> spec) {
    List<Flow> flows = inputs.keySet().stream().map(input -> read(input, choice)).toList();
    Set<String> sources = new LinkedHashSet<>();
    flows.forEach(flow -> sources.addAll(flow.sources()));
    if (flows.size() > 1) {
      draft.add(new Step.Copartition(sources));
    }
    List<String> nodes = new ArrayList<>();
    int index = 0;
    for (Aggregator<Object, Object, Object> aggregator : inputs.values()) {
      String node =
          draft.names().node(name == null ? null : name + "-cogroup-agg-" + index, AGGREGATE);
      nodes.add(node);
      List<String> above = List.of(flows.get(index).node());
      draft.add(new Step.Operator(node, spec.apply(aggregator), above, List.of(store), List.of()));
      index++;
    }
    String merge = draft.names().node(name == null ? null : name + "-cogroup-merge", MERGE);
    draft.add(
        new Step.Operator(merge, new OperatorSpec.PassThrough(), nodes, List.of(), List.of()));
    return new Flow(merge, sources, null, null, false);
  }

  /** What one of the operators reads; a repartition topic is made once for all aggregations. */
  private Flow read(Grouping input, StoreChoice store) {
    if (!input.flow().rekeyed()) {
      return input.flow();
    }
    Flow known = repartitioned.get(input);
    if (known != null) {
      Repartitions.burnIndices(draft.names());
      return known;
    }
    String given = input.name();
    Repartitions.Wish wish = Repartitions.Wish.none(given != null || store.queryable());
    Flow read = Repartitions.add(draft, input.flow(), given != null ? given : store.name(), wish);
    repartitioned.put(input, read);
    return read;
  }
}
