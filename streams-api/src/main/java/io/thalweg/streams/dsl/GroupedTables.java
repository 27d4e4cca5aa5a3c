package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Names;
import io.thalweg.streams.dsl.draft.Repartitions;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.view.GroupedView;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.NamedView;
import io.thalweg.streams.kstream.KeyValueMapper;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.plan.OperatorSpec;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** A table with new keys, and its aggregations: each behind a repartition topic of changes. */
final class GroupedTables {
  private static final String STORE = "KTABLE-AGGREGATE-";

  private final Draft draft;
  private final String node;
  private final GroupedView<?, ?> grouped;
  private @Nullable String sharedSource;

  private GroupedTables(Draft draft, String node, GroupedView<?, ?> grouped) {
    this.draft = draft;
    this.node = node;
    this.grouped = grouped;
  }

  /** Appends the operator that gives new keys. Without old values nothing could be taken out. */
  static GroupedTables group(
      Draft draft, DslTable<?, ?> table, KeyValueMapper<?, ?, ?> selector, GroupedView<?, ?> view) {
    Objects.requireNonNull(selector, "selector cannot be null");
    String name = draft.names().node(view.name(), "KTABLE-SELECT-");
    table.readStores();
    String parent = table.flow().node();
    draft.wantOldValues(parent);
    OperatorSpec spec = new OperatorSpec.TableRegroup(Erased.cast(selector));
    draft.add(new Step.Operator(name, spec, List.of(parent), List.of(), List.of()));
    return new GroupedTables(draft, name, view);
  }

  @Nullable Serde<?> valueSerde() {
    return grouped.valueSerde();
  }

  /**
   * Appends an aggregation.
   *
   * @param valueSerde of the results if {@code view} has none
   */
  <K, VR> DslTable<K, VR> aggregate(
      String prefix,
      Named named,
      MaterializedView<?, ?, ?> view,
      @Nullable Serde<?> valueSerde,
      Function<String, OperatorSpec> spec) {
    Objects.requireNonNull(named, "named cannot be null");
    String given = new NamedView(named).name();
    StoreChoice store = StoreChoice.of(draft.names(), view, STORE);
    String source = input(given, store);
    String name = draft.names().node(given, prefix);
    Serde<?> key = view.keySerde() != null ? view.keySerde() : grouped.keySerde();
    Serde<?> value = view.valueSerde() != null ? view.valueSerde() : valueSerde;
    draft.add(
        new Step.Operator(
            name,
            spec.apply(store.name()),
            List.of(source),
            List.of(store.keyValue(view, key, value)),
            List.of()));
    return DslTable.stored(draft, new Flow(name, Set.of(source), key, value, false), store);
  }

  /** The source behind the topic; a group with a name has one topic for all aggregations. */
  private String input(@Nullable String given, StoreChoice store) {
    Names names = draft.names();
    String sink = names.node(given == null ? null : given + "-sink", "KSTREAM-SINK-");
    String source = names.node(given == null ? null : given + "-source", "KSTREAM-SOURCE-");
    String shared = sharedSource;
    if (shared != null) {
      return shared;
    }
    String group = grouped.name();
    String topic = (group != null ? group : store.name()) + "-repartition";
    Flow changes = new Flow(node, Set.of(), grouped.keySerde(), grouped.valueSerde(), true);
    Repartitions.addChanges(draft, changes, topic, sink, source);
    if (group != null) {
      sharedSource = source;
    }
    return source;
  }
}
