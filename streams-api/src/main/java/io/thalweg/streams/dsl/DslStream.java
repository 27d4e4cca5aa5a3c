package io.thalweg.streams.dsl;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Repartitions;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.dsl.view.GroupedView;
import io.thalweg.streams.dsl.view.JoinedView;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.NamedView;
import io.thalweg.streams.dsl.view.PrintedView;
import io.thalweg.streams.dsl.view.ProducedView;
import io.thalweg.streams.dsl.view.RepartitionedView;
import io.thalweg.streams.dsl.view.StreamJoinedView;
import io.thalweg.streams.kstream.BranchedKStream;
import io.thalweg.streams.kstream.ForeachAction;
import io.thalweg.streams.kstream.GlobalKTable;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.JoinWindows;
import io.thalweg.streams.kstream.Joined;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.KeyValueMapper;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Predicate;
import io.thalweg.streams.kstream.Printed;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.Repartitioned;
import io.thalweg.streams.kstream.StreamJoined;
import io.thalweg.streams.kstream.ValueJoinerWithKey;
import io.thalweg.streams.kstream.ValueMapperWithKey;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.processor.StreamPartitioner;
import io.thalweg.streams.processor.TopicNameExtractor;
import io.thalweg.streams.processor.api.FixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.WindowStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A stream: appends to the draft, below the node that its flow names. */
final class DslStream<K, V> implements KStream<K, V> {
  private final Draft draft;
  private final Flow flow;

  DslStream(Draft draft, Flow flow) {
    this.draft = draft;
    this.flow = flow;
  }

  @Override
  public KStream<K, V> filter(Predicate<? super K, ? super V> predicate, Named named) {
    return filter(predicate, named, false);
  }

  @Override
  public KStream<K, V> filterNot(Predicate<? super K, ? super V> predicate, Named named) {
    return filter(predicate, named, true);
  }

  private KStream<K, V> filter(Predicate<? super K, ? super V> test, Named named, boolean negate) {
    Objects.requireNonNull(test, "predicate cannot be null");
    String name = name(named, "KSTREAM-FILTER-");
    return below(name, new OperatorSpec.Filter(Erased.cast(test), negate), flow);
  }

  @Override
  public <KOut> KStream<KOut, V> selectKey(
      KeyValueMapper<? super K, ? super V, ? extends KOut> mapper, Named named) {
    Objects.requireNonNull(mapper, "mapper cannot be null");
    String name = name(named, "KSTREAM-KEY-SELECT-");
    return below(name, new OperatorSpec.SelectKey(Erased.cast(mapper)), flow.rekey());
  }

  @Override
  public <KOut, VOut> KStream<KOut, VOut> map(
      KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KOut, ? extends VOut>>
          mapper,
      Named named) {
    Objects.requireNonNull(mapper, "mapper cannot be null");
    String name = name(named, "KSTREAM-MAP-");
    return below(
        name, new OperatorSpec.MapPair(Erased.cast(mapper)), flow.rekey().withValueSerde(null));
  }

  @Override
  public <VOut> KStream<K, VOut> mapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends VOut> mapper, Named named) {
    Objects.requireNonNull(mapper, "mapper cannot be null");
    String name = name(named, "KSTREAM-MAPVALUES-");
    return below(name, new OperatorSpec.MapValues(Erased.cast(mapper)), flow.withValueSerde(null));
  }

  @Override
  public <KR, VOut> KStream<KR, VOut> flatMap(
      KeyValueMapper<
              ? super K,
              ? super V,
              ? extends Iterable<? extends KeyValue<? extends KR, ? extends VOut>>>
          mapper,
      Named named) {
    Objects.requireNonNull(mapper, "mapper cannot be null");
    String name = name(named, "KSTREAM-FLATMAP-");
    return below(
        name,
        new OperatorSpec.FlatMapPairs(Erased.cast(mapper)),
        flow.rekey().withValueSerde(null));
  }

  @Override
  public <VOut> KStream<K, VOut> flatMapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends Iterable<? extends VOut>> mapper,
      Named named) {
    Objects.requireNonNull(mapper, "mapper cannot be null");
    String name = name(named, "KSTREAM-FLATMAPVALUES-");
    return below(
        name, new OperatorSpec.FlatMapValues(Erased.cast(mapper)), flow.withValueSerde(null));
  }

  @Override
  public void print(Printed<K, V> printed) {
    Objects.requireNonNull(printed, "printed cannot be null");
    PrintedView<K, V> view = new PrintedView<>(printed);
    String name = draft.names().node(view.name(), "KSTREAM-PRINTER-");
    below(name, new OperatorSpec.Peek(Printing.action(view, flow.node()), false), flow);
  }

  @Override
  public void foreach(ForeachAction<? super K, ? super V> action, Named named) {
    Objects.requireNonNull(action, "action cannot be null");
    String name = name(named, "KSTREAM-FOREACH-");
    below(name, new OperatorSpec.Peek(Erased.cast(action), false), flow);
  }

  @Override
  public KStream<K, V> peek(ForeachAction<? super K, ? super V> action, Named named) {
    Objects.requireNonNull(action, "action cannot be null");
    String name = name(named, "KSTREAM-PEEK-");
    return below(name, new OperatorSpec.Peek(Erased.cast(action), true), flow);
  }

  @Override
  public BranchedKStream<K, V> split(Named named) {
    return new DslBranches<>(draft, flow, name(named, "KSTREAM-BRANCH-"));
  }

  @Override
  public KStream<K, V> merge(KStream<K, V> stream, Named named) {
    Objects.requireNonNull(stream, "stream cannot be null");
    Flow other = ((DslStream<K, V>) stream).flow;
    String name = name(named, "KSTREAM-MERGE-");
    draft.add(
        new Step.Operator(
            name,
            new OperatorSpec.PassThrough(),
            List.of(flow.node(), other.node()),
            List.of(),
            List.of()));
    boolean rekeyed = flow.rekeyed() || other.rekeyed();
    return new DslStream<>(draft, new Flow(name, flow.sourcesWith(other), null, null, rekeyed));
  }

  @Override
  public KStream<K, V> repartition(Repartitioned<K, V> repartitioned) {
    Objects.requireNonNull(repartitioned, "repartitioned cannot be null");
    RepartitionedView<K, V> view = new RepartitionedView<>(repartitioned);
    String given = view.name();
    String name = given != null ? given : draft.names().node("KSTREAM-REPARTITION-");
    Flow typed = typed(view.keySerde(), view.valueSerde());
    Repartitions.Wish wish =
        new Repartitions.Wish(view.numberOfPartitions(), view.partitioner(), true, given != null);
    // The topic gets the stream's value serde, but not its key serde: topics exist like that.
    Flow read = Repartitions.add(draft, typed.withKeySerde(view.keySerde()), name, wish);
    return new DslStream<>(draft, read.withKeySerde(typed.keySerde()));
  }

  @Override
  public void to(String topic, Produced<K, V> produced) {
    Objects.requireNonNull(topic, "topic cannot be null");
    to(new SinkNode.Target.Topic(topic), produced);
  }

  @Override
  public void to(TopicNameExtractor<K, V> topicExtractor, Produced<K, V> produced) {
    Objects.requireNonNull(topicExtractor, "topicExtractor cannot be null");
    to(new SinkNode.Target.Extracted(topicExtractor), produced);
  }

  private void to(SinkNode.Target target, Produced<K, V> produced) {
    Objects.requireNonNull(produced, "produced cannot be null");
    ProducedView<K, V> view = new ProducedView<>(produced);
    Flow typed = typed(view.keySerde(), view.valueSerde());
    String name = draft.names().node(view.name(), "KSTREAM-SINK-");
    Serializer<?> key = typed.keySerde() == null ? null : typed.keySerde().serializer();
    Serializer<?> value = typed.valueSerde() == null ? null : typed.valueSerde().serializer();
    StreamPartitioner<?, ?> partitioner = view.partitioner();
    if (partitioner == null) {
      partitioner = WindowedPartitioner.ifWindowed(key);
    }
    draft.add(new Step.Sink(new SinkNode(name, target, key, value, partitioner), flow.node()));
  }

  @Override
  public KTable<K, V> toTable(Named named) {
    Objects.requireNonNull(named, "named cannot be null");
    return toTable(named, Materialized.with(flowKey(), flowValue()));
  }

  @Override
  public KTable<K, V> toTable(
      Named named, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    String name = name(named, "KSTREAM-TOTABLE-");
    MaterializedView<K, V, ?> view = new MaterializedView<>(materialized);
    StoreChoice choice = StoreChoice.of(draft.names(), view, "KSTREAM-TOTABLE-");
    Flow input = typed(view.keySerde(), view.valueSerde());
    if (input.rekeyed()) {
      input =
          Repartitions.add(
              draft, input, name, Repartitions.Wish.none(new NamedView(named).name() != null));
    }
    StoreDraft store = choice.keyValue(view, view.keySerde(), view.valueSerde());
    draft.add(new Step.Table(name, input.node(), store, choice.queryable(), null));
    return DslTable.storedOnDemand(draft, input.at(name), choice);
  }

  @Override
  public <KOut> KGroupedStream<KOut, V> groupBy(
      KeyValueMapper<? super K, ? super V, KOut> keySelector) {
    return groupBy(keySelector, Grouped.with(null, flowValue()));
  }

  @Override
  public <KOut> KGroupedStream<KOut, V> groupBy(
      KeyValueMapper<? super K, ? super V, KOut> keySelector, Grouped<KOut, V> grouped) {
    Objects.requireNonNull(keySelector, "keySelector cannot be null");
    Objects.requireNonNull(grouped, "grouped cannot be null");
    GroupedView<KOut, V> view = new GroupedView<>(grouped);
    String name = draft.names().node(view.name(), "KSTREAM-KEY-SELECT-");
    OperatorSpec spec = new OperatorSpec.SelectKey(Erased.cast(keySelector));
    draft.add(new Step.Operator(name, spec, List.of(flow.node()), List.of(), List.of()));
    Flow keyed = new Flow(name, flow.sources(), view.keySerde(), view.valueSerde(), true);
    return new DslGroupedStream<>(new Grouping(draft, keyed, view.name()));
  }

  @Override
  public KGroupedStream<K, V> groupByKey() {
    return groupByKey(Grouped.with(flowKey(), flowValue()));
  }

  @Override
  public KGroupedStream<K, V> groupByKey(Grouped<K, V> grouped) {
    Objects.requireNonNull(grouped, "grouped cannot be null");
    GroupedView<K, V> view = new GroupedView<>(grouped);
    Flow typed = flow.withKeySerde(view.keySerde()).withValueSerde(view.valueSerde());
    return new DslGroupedStream<>(new Grouping(draft, typed, view.name()));
  }

  @Override
  public <VRight, VOut> KStream<K, VOut> join(
      KStream<K, VRight> otherStream,
      ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows,
      StreamJoined<K, V, VRight> streamJoined) {
    return join(StreamJoins.Kind.INNER, otherStream, joiner, windows, streamJoined);
  }

  @Override
  public <VRight, VOut> KStream<K, VOut> leftJoin(
      KStream<K, VRight> otherStream,
      ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows,
      StreamJoined<K, V, VRight> streamJoined) {
    return join(StreamJoins.Kind.LEFT, otherStream, joiner, windows, streamJoined);
  }

  @Override
  public <VRight, VOut> KStream<K, VOut> outerJoin(
      KStream<K, VRight> otherStream,
      ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows,
      StreamJoined<K, V, VRight> streamJoined) {
    return join(StreamJoins.Kind.OUTER, otherStream, joiner, windows, streamJoined);
  }

  private <VRight, VOut> KStream<K, VOut> join(
      StreamJoins.Kind kind,
      KStream<K, VRight> otherStream,
      ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows,
      StreamJoined<K, V, VRight> streamJoined) {
    Objects.requireNonNull(otherStream, "otherStream cannot be null");
    Objects.requireNonNull(joiner, "joiner cannot be null");
    Objects.requireNonNull(windows, "windows cannot be null");
    Objects.requireNonNull(streamJoined, "streamJoined cannot be null");
    Flow right = ((DslStream<K, VRight>) otherStream).flow;
    StreamJoins joins = new StreamJoins(draft, kind, windows, new StreamJoinedView<>(streamJoined));
    return new DslStream<>(draft, joins.append(flow, right, Erased.cast(joiner)));
  }

  @Override
  public <VT, VOut> KStream<K, VOut> join(
      KTable<K, VT> table,
      ValueJoinerWithKey<? super K, ? super V, ? super VT, ? extends VOut> joiner,
      Joined<K, V, VT> joined) {
    return join(table, joiner, joined, false);
  }

  @Override
  public <VT, VOut> KStream<K, VOut> leftJoin(
      KTable<K, VT> table,
      ValueJoinerWithKey<? super K, ? super V, ? super VT, ? extends VOut> joiner,
      Joined<K, V, VT> joined) {
    return join(table, joiner, joined, true);
  }

  private <VT, VOut> KStream<K, VOut> join(
      KTable<K, VT> other,
      ValueJoinerWithKey<? super K, ? super V, ? super VT, ? extends VOut> joiner,
      Joined<K, V, VT> joined,
      boolean left) {
    Objects.requireNonNull(other, "table cannot be null");
    Objects.requireNonNull(joiner, "joiner cannot be null");
    Objects.requireNonNull(joined, "joined cannot be null");
    JoinedView<K, V, VT> view = new JoinedView<>(joined);
    DslTable<K, VT> table = (DslTable<K, VT>) other;
    Flow input = typed(view.keySerde(), view.leftValueSerde());
    if (flow.rekeyed()) {
      input = Repartitions.forJoin(draft, input, view.name());
    }
    String prefix = left ? "KSTREAM-LEFTJOIN-" : "KSTREAM-JOIN-";
    String name = draft.names().node(view.name(), prefix);
    Duration grace = view.gracePeriod();
    ValueJoinerWithKey<Object, Object, Object, Object> function = Erased.cast(joiner);
    if (grace == null) {
      OperatorSpec spec = new OperatorSpec.StreamTableJoin(table.flow().node(), function, left);
      draft.add(
          new Step.Operator(name, spec, List.of(input.node()), List.of(), table.readStores()));
    } else {
      StreamTableGrace wait = new StreamTableGrace(draft, grace, view.name() != null);
      draft.add(wait.join(name, input, table, new StreamTableGrace.Join(function, left)));
    }
    Flow result = input.withSources(input.sourcesWith(table.flow())).withValueSerde(null);
    draft.add(new Step.Copartition(result.sources()));
    return new DslStream<>(draft, result.at(name));
  }

  @Override
  public <GK, GV, VOut> KStream<K, VOut> join(
      GlobalKTable<GK, GV> globalTable,
      KeyValueMapper<? super K, ? super V, ? extends GK> keySelector,
      ValueJoinerWithKey<? super K, ? super V, ? super GV, ? extends VOut> joiner,
      Named named) {
    GlobalTables.Join join = new GlobalTables.Join(keySelector, joiner, false);
    return GlobalTables.join(draft, flow, globalTable, join, named);
  }

  @Override
  public <GK, GV, VOut> KStream<K, VOut> leftJoin(
      GlobalKTable<GK, GV> globalTable,
      KeyValueMapper<? super K, ? super V, ? extends GK> keySelector,
      ValueJoinerWithKey<? super K, ? super V, ? super GV, ? extends VOut> joiner,
      Named named) {
    GlobalTables.Join join = new GlobalTables.Join(keySelector, joiner, true);
    return GlobalTables.join(draft, flow, globalTable, join, named);
  }

  @Override
  public <KOut, VOut> KStream<KOut, VOut> process(
      ProcessorSupplier<? super K, ? super V, ? extends KOut, ? extends VOut> processorSupplier,
      Named named,
      String... stateStoreNames) {
    OperatorSpec spec = UserProcessors.process(processorSupplier);
    List<String> stores = UserProcessors.storeNames(stateStoreNames);
    String name = processorName(named, "KSTREAM-PROCESSOR-");
    draft.add(
        new Step.Processor(
            name, spec, flow.node(), UserProcessors.stores(processorSupplier), stores));
    return new DslStream<>(draft, flow.rekey().withValueSerde(null).at(name));
  }

  @Override
  public <VOut> KStream<K, VOut> processValues(
      FixedKeyProcessorSupplier<? super K, ? super V, ? extends VOut> processorSupplier,
      Named named,
      String... stateStoreNames) {
    OperatorSpec spec = UserProcessors.processValues(processorSupplier);
    List<String> stores = UserProcessors.storeNames(stateStoreNames);
    String name = processorName(named, "KSTREAM-PROCESSVALUES-");
    draft.add(
        new Step.Processor(
            name, spec, flow.node(), UserProcessors.stores(processorSupplier), stores));
    return new DslStream<>(draft, flow.withValueSerde(null).at(name));
  }

  @Override
  public <I> KStream<K, V> deduplicate(
      KeyValueMapper<? super K, ? super V, ? extends I> idSelector,
      Duration window,
      Named named,
      Materialized<I, Long, WindowStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(idSelector, "idSelector cannot be null");
    Objects.requireNonNull(named, "named cannot be null");
    Objects.requireNonNull(materialized, "materialized cannot be null");
    String name = new NamedView(named).name();
    MaterializedView<?, ?, ?> view = new MaterializedView<>(materialized);
    return new DslStream<>(
        draft, Deduplication.append(draft, flow, Erased.cast(idSelector), window, name, view));
  }

  private <KOut, VOut> KStream<KOut, VOut> below(String name, OperatorSpec spec, Flow result) {
    draft.add(new Step.Operator(name, spec, List.of(flow.node()), List.of(), List.of()));
    return new DslStream<>(draft, result.at(name));
  }

  private String name(Named named, String prefix) {
    Objects.requireNonNull(named, "named cannot be null");
    return draft.names().node(new NamedView(named).name(), prefix);
  }

  /** A name that the user gave uses up no index here, unlike everywhere else. */
  private String processorName(Named named, String prefix) {
    Objects.requireNonNull(named, "named cannot be null");
    String given = new NamedView(named).name();
    return given != null ? given : draft.names().node(prefix);
  }

  private Flow typed(@Nullable Serde<?> key, @Nullable Serde<?> value) {
    return flow.withKeySerde(key != null ? key : flow.keySerde())
        .withValueSerde(value != null ? value : flow.valueSerde());
  }

  @SuppressWarnings("unchecked") // the flow's serdes are those of K and V
  private @Nullable Serde<K> flowKey() {
    return (Serde<K>) flow.keySerde();
  }

  @SuppressWarnings("unchecked") // see above
  private @Nullable Serde<V> flowValue() {
    return (Serde<V>) flow.valueSerde();
  }
}
