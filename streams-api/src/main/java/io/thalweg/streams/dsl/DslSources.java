package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Optimizations;
import io.thalweg.streams.dsl.draft.PlanBuilder;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.dsl.view.ConsumedView;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.GlobalKTable;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.StoreBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;

/** The language behind {@code StreamsBuilder}: where streams and tables begin. Not thread-safe. */
public final class DslSources {
  private static final String SOURCE = "KSTREAM-SOURCE-";
  private static final String TABLE = "KTABLE-SOURCE-";

  private final Draft draft = new Draft();

  /** A stream of the records of these topics. */
  public <K, V> KStream<K, V> stream(TopicSelection topics, Consumed<K, V> consumed) {
    Objects.requireNonNull(consumed, "consumed can't be null");
    ConsumedView<K, V> view = new ConsumedView<>(consumed);
    String name = draft.names().node(view.name(), SOURCE);
    draft.add(new Step.Source(source(name, topics, view)));
    return new DslStream<>(
        draft, new Flow(name, Set.of(name), view.keySerde(), view.valueSerde(), false));
  }

  /** A table of the updates in a topic, with the serdes of its store. */
  public <K, V> KTable<K, V> table(
      String topic, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(materialized, "materialized can't be null");
    MaterializedView<K, V, ?> view = new MaterializedView<>(materialized);
    return table(topic, Consumed.with(view.keySerde(), view.valueSerde()), materialized);
  }

  /** A table of the updates in a topic. */
  public <K, V> KTable<K, V> table(
      String topic,
      Consumed<K, V> consumed,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(consumed, "consumed can't be null");
    Objects.requireNonNull(materialized, "materialized can't be null");
    ConsumedView<K, V> view = new ConsumedView<>(consumed);
    MaterializedView<K, V, ?> stored = new MaterializedView<>(materialized);
    StoreChoice choice = StoreChoice.of(draft.names(), stored, topic + "-");
    String given = view.name();
    String source = draft.names().node(given == null ? null : given + "-source", SOURCE);
    String name = draft.names().node(given, TABLE);
    draft.add(new Step.TableTopic(source(source, new TopicSelection.Names(List.of(topic)), view)));
    Flow flow = new Flow(name, Set.of(source), view.keySerde(), view.valueSerde(), false);
    StoreDraft store = choice.keyValue(stored, flow.keySerde(), flow.valueSerde());
    draft.add(new Step.Table(name, source, store, choice.queryable(), topic));
    return DslTable.storedOnDemand(draft, flow, choice);
  }

  /** A topic as a table that every instance has whole. */
  public <K, V> GlobalKTable<K, V> globalTable(
      String topic,
      Consumed<K, V> consumed,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(consumed, "consumed can't be null");
    Objects.requireNonNull(materialized, "materialized can't be null");
    return GlobalTables.table(draft, topic, consumed, materialized);
  }

  /** The same, with the serdes of its store. */
  public <K, V> GlobalKTable<K, V> globalTable(
      String topic, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(materialized, "materialized can't be null");
    MaterializedView<K, V, ?> view = new MaterializedView<>(materialized);
    return globalTable(topic, Consumed.with(view.keySerde(), view.valueSerde()), materialized);
  }

  /** A store that a processor fills from a topic, whole in every instance. */
  public <KIn, VIn> void addGlobalStore(
      StoreBuilder<?> builder,
      String topic,
      Consumed<KIn, VIn> consumed,
      ProcessorSupplier<KIn, VIn, Void, Void> supplier) {
    GlobalTables.store(draft, builder, topic, consumed, supplier);
  }

  /** A store for processors. */
  public void addStore(StoreBuilder<?> builder) {
    Objects.requireNonNull(builder, "builder can't be null");
    draft.add(new Step.Store(builder));
  }

  /**
   * Adds what was said since the last call to a plan.
   *
   * @param optimizations names of those that are asked for
   * @param processorsCountAsChanges whether topics are merged as if processors changed what they
   *     may change
   * @throws io.thalweg.streams.errors.TopologyException if it makes no valid topology
   */
  public void writeTo(
      PlanBuilder plan, Set<String> optimizations, boolean processorsCountAsChanges) {
    draft.writeTo(plan, Optimizations.of(optimizations, processorsCountAsChanges));
  }

  /**
   * Refuses generated names of internal topics and stores.
   *
   * @throws io.thalweg.streams.errors.TopologyException if there are any; it lists them
   */
  public void checkExplicitNames() {
    draft.checkExplicitNames();
  }

  static SourceNode source(String name, TopicSelection topics, ConsumedView<?, ?> view) {
    Serde<?> key = view.keySerde();
    Serde<?> value = view.valueSerde();
    return new SourceNode(
        name,
        topics,
        key == null ? null : key.deserializer(),
        value == null ? null : value.deserializer(),
        view.timestampExtractor(),
        view.resetPolicy());
  }
}
