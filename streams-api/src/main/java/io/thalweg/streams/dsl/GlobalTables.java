package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.PlanBuilder;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.dsl.view.ConsumedView;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.NamedView;
import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.GlobalKTable;
import io.thalweg.streams.kstream.KeyValueMapper;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.ValueJoinerWithKey;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.state.StoreBuilder;
import io.thalweg.streams.state.VersionedBytesStoreSupplier;
import java.util.List;
import java.util.Objects;

/** Global tables, global stores, stores that are read only, and joins with global tables. */
public final class GlobalTables {
  private static final String SOURCE = "KSTREAM-SOURCE-";
  private static final String TABLE = "KTABLE-SOURCE-";
  // for inner joins, too: names of existing applications depend on that
  private static final String JOIN = "KSTREAM-LEFTJOIN-";

  private GlobalTables() {}

  /** A topic as a table that every instance has whole. */
  static <K, V> GlobalKTable<K, V> table(
      Draft draft, String topic, Consumed<K, V> consumed, Materialized<K, V, ?> materialized) {
    ConsumedView<K, V> view = new ConsumedView<>(consumed);
    MaterializedView<K, V, ?> stored = new MaterializedView<>(materialized);
    if (stored.storeSupplier() instanceof VersionedBytesStoreSupplier) {
      throw new TopologyException("GlobalTables cannot be versioned.");
    }
    StoreChoice choice = StoreChoice.of(draft.names(), stored, topic + "-");
    StoreDraft store = choice.keyValue(stored, view.keySerde(), view.valueSerde());
    OperatorSpec spec = new OperatorSpec.GlobalTable(choice.name());
    add(draft, topic, view, spec, store);
    return new DslGlobalTable<>(choice.name());
  }

  /** A store that a processor of the user's fills from a topic, whole in every instance. */
  static void store(
      Draft draft,
      StoreBuilder<?> builder,
      String topic,
      Consumed<?, ?> consumed,
      ProcessorSupplier<?, ?, Void, Void> supplier) {
    Objects.requireNonNull(builder, "storeBuilder can't be null");
    Objects.requireNonNull(topic, "topic can't be null");
    Objects.requireNonNull(consumed, "consumed can't be null");
    OperatorSpec spec = UserProcessors.process(supplier);
    add(draft, topic, new ConsumedView<>(consumed), spec, StoreDraft.built(builder));
  }

  private static void add(
      Draft draft, String topic, ConsumedView<?, ?> view, OperatorSpec spec, StoreDraft store) {
    String given = view.name();
    String source = draft.names().node(given == null ? null : given + "-source", SOURCE);
    String name = draft.names().node(given, TABLE);
    SourceNode node = DslSources.source(source, new TopicSelection.Names(List.of(topic)), view);
    draft.add(new Step.Global(node, name, spec, store.fedFromTopic(false)));
  }

  /**
   * Adds a global store to a topology.
   *
   * @throws NullPointerException if something is null that must not be
   * @throws TopologyException if a name is taken or the topic is read by another source
   */
  public static void addStore(
      PlanBuilder plan,
      StoreBuilder<?> builder,
      SourceNode source,
      String processor,
      ProcessorSupplier<?, ?, ?, ?> supplier) {
    Objects.requireNonNull(supplier, "stateUpdateSupplier cannot be null");
    plan.addGlobalStore(
        source,
        Objects.requireNonNull(processor, "processorName cannot be null"),
        UserProcessors.process(supplier),
        StoreDraft.built(builder).fedFromTopic(false));
  }

  /**
   * Adds a store that a processor of the user's fills from a topic, which is the store's changelog,
   * too: each task has its partition of it.
   *
   * @throws NullPointerException if something is null that must not be
   * @throws TopologyException if a name is taken or the topic is read by another source
   */
  public static void addReadOnlyStore(
      PlanBuilder plan,
      StoreBuilder<?> builder,
      SourceNode source,
      String processor,
      ProcessorSupplier<?, ?, ?, ?> supplier) {
    plan.addReadOnlyStore(
        source,
        processor,
        UserProcessors.process(supplier),
        StoreDraft.built(builder).fedFromTopic(true));
    plan.tableTopic(builder.name(), ((TopicSelection.Names) source.topics()).topics().get(0));
  }

  /** What a stream and a global table make together. */
  static <K, VOut> DslStream<K, VOut> join(
      Draft draft, Flow flow, GlobalKTable<?, ?> table, Join join, Named named) {
    Objects.requireNonNull(table, "globalTable cannot be null");
    Objects.requireNonNull(join.selector, "keySelector cannot be null");
    Objects.requireNonNull(join.joiner, "joiner cannot be null");
    Objects.requireNonNull(named, "named cannot be null");
    String store = ((DslGlobalTable<?, ?>) table).queryableStoreName();
    String name = draft.names().node(new NamedView(named).name(), JOIN);
    OperatorSpec spec =
        new OperatorSpec.GlobalTableJoin(
            store, Erased.cast(join.selector), Erased.cast(join.joiner), join.left);
    draft.add(new Step.Operator(name, spec, List.of(flow.node()), List.of(), List.of()));
    return new DslStream<>(draft, flow.withValueSerde(null).at(name));
  }

  /** How they are joined. */
  record Join(
      KeyValueMapper<?, ?, ?> selector, ValueJoinerWithKey<?, ?, ?, ?> joiner, boolean left) {}
}
