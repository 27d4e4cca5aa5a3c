package io.thalweg.streams.dsl;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Names;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.dsl.view.GroupedView;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.NamedView;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.KGroupedTable;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.KeyValueMapper;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Predicate;
import io.thalweg.streams.kstream.Suppressed;
import io.thalweg.streams.kstream.TableJoined;
import io.thalweg.streams.kstream.ValueJoiner;
import io.thalweg.streams.kstream.ValueMapperWithKey;
import io.thalweg.streams.kstream.ValueTransformerWithKeySupplier;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.state.KeyValueStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A table: appends to the draft, below the node that its flow names. */
final class DslTable<K, V> implements KTable<K, V> {
  private final Draft draft;
  private final Flow flow;
  private final @Nullable String queryableName;
  private final Supplier<List<String>> readStores;

  private DslTable(
      Draft draft, Flow flow, @Nullable String queryableName, Supplier<List<String>> readStores) {
    this.draft = draft;
    this.flow = flow;
    this.queryableName = queryableName;
    this.readStores = readStores;
  }

  /** A table that is kept in a store. */
  static <K, V> DslTable<K, V> stored(Draft draft, Flow flow, StoreChoice store) {
    List<String> stores = List.of(store.name());
    return new DslTable<>(draft, flow, store.queryableName(), () -> stores);
  }

  /** A table that is kept in a store once somebody wants to read its rows. */
  static <K, V> DslTable<K, V> storedOnDemand(Draft draft, Flow flow, StoreChoice store) {
    return new DslTable<>(
        draft,
        flow,
        store.queryableName(),
        () -> {
          draft.materialize(flow.node());
          return List.of(store.name());
        });
  }

  /** A table without a store, whose rows are made from those in other tables' stores. */
  static <K, V> DslTable<K, V> derived(Draft draft, Flow flow, List<String> readStores) {
    List<String> stores = List.copyOf(readStores);
    return new DslTable<>(draft, flow, null, () -> stores);
  }

  Flow flow() {
    return flow;
  }

  /** The stores from which rows of this table are read: its own, or those it is derived from. */
  List<String> readStores() {
    return readStores.get();
  }

  @Override
  public KTable<K, V> filter(Predicate<? super K, ? super V> predicate, Named named) {
    return filtered(predicate, named, null, false);
  }

  @Override
  public KTable<K, V> filter(
      Predicate<? super K, ? super V> predicate,
      Named named,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    return filtered(predicate, named, new MaterializedView<>(materialized), false);
  }

  @Override
  public KTable<K, V> filterNot(Predicate<? super K, ? super V> predicate, Named named) {
    return filtered(predicate, named, null, true);
  }

  @Override
  public KTable<K, V> filterNot(
      Predicate<? super K, ? super V> predicate,
      Named named,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    return filtered(predicate, named, new MaterializedView<>(materialized), true);
  }

  private KTable<K, V> filtered(
      Predicate<? super K, ? super V> predicate,
      Named named,
      @Nullable MaterializedView<K, V, ?> view,
      boolean negate) {
    Objects.requireNonNull(predicate, "predicate cannot be null");
    Predicate<Object, Object> test = Erased.cast(predicate);
    DslTable<K, V> filtered =
        derive(
            new Derivation("KTABLE-FILTER-", view, flow.valueSerde(), List.of(), true),
            named,
            store -> new OperatorSpec.TableFilter(test, negate, store, view == null, false));
    // With them a filter knows of rows that were not there before either, and says nothing.
    if (draft.wantOldValues(flow.node())) {
      draft.passOldValues(filtered.flow.node());
    }
    return filtered;
  }

  @Override
  public <VR> KTable<K, VR> mapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends VR> mapper, Named named) {
    return mapped(mapper, named, null);
  }

  @Override
  public <VR> KTable<K, VR> mapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends VR> mapper,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    return mapped(mapper, named, new MaterializedView<>(materialized));
  }

  private <VR> KTable<K, VR> mapped(
      ValueMapperWithKey<? super K, ? super V, ? extends VR> mapper,
      Named named,
      @Nullable MaterializedView<K, VR, ?> view) {
    Objects.requireNonNull(mapper, "mapper cannot be null");
    ValueMapperWithKey<Object, Object, Object> function = Erased.cast(mapper);
    return derive(
        new Derivation("KTABLE-MAPVALUES-", view, null, List.of(), true),
        named,
        store -> new OperatorSpec.TableMapValues(function, store, view == null, false));
  }

  @Override
  public <VR> KTable<K, VR> transformValues(
      ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VR> transformerSupplier,
      Named named,
      String... stateStoreNames) {
    return transformed(transformerSupplier, named, null, stateStoreNames);
  }

  @Override
  public <VR> KTable<K, VR> transformValues(
      ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VR> transformerSupplier,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized,
      Named named,
      String... stateStoreNames) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    return transformed(
        transformerSupplier, named, new MaterializedView<>(materialized), stateStoreNames);
  }

  private <VR> KTable<K, VR> transformed(
      ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VR> supplier,
      Named named,
      @Nullable MaterializedView<K, VR, ?> view,
      String... stateStoreNames) {
    Objects.requireNonNull(supplier, "transformerSupplier cannot be null");
    Objects.requireNonNull(supplier.get(), "transformerSupplier must not return null");
    ValueTransformerWithKeySupplier<Object, Object, Object> function = Erased.cast(supplier);
    return derive(
        new Derivation(
            "KTABLE-TRANSFORMVALUES-",
            view,
            null,
            UserProcessors.storeNames(stateStoreNames),
            false),
        named,
        store -> new OperatorSpec.TableTransformValues(function, store, view == null, false));
  }

  @Override
  public <KR, VR> KGroupedTable<KR, VR> groupBy(
      KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KR, ? extends VR>> selector,
      Grouped<KR, VR> grouped) {
    Objects.requireNonNull(grouped, "grouped cannot be null");
    return new DslGroupedTable<>(
        GroupedTables.group(draft, this, selector, new GroupedView<>(grouped)));
  }

  @Override
  public <VO, VR> KTable<K, VR> join(
      KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner, Named named) {
    return with(other).join(TableJoins.Kind.INNER, joiner, named, null);
  }

  @Override
  public <VO, VR> KTable<K, VR> join(
      KTable<K, VO> other,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return with(other).join(TableJoins.Kind.INNER, joiner, named, view(materialized));
  }

  @Override
  public <VO, VR> KTable<K, VR> leftJoin(
      KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner, Named named) {
    return with(other).join(TableJoins.Kind.LEFT, joiner, named, null);
  }

  @Override
  public <VO, VR> KTable<K, VR> leftJoin(
      KTable<K, VO> other,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return with(other).join(TableJoins.Kind.LEFT, joiner, named, view(materialized));
  }

  @Override
  public <VO, VR> KTable<K, VR> outerJoin(
      KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner, Named named) {
    return with(other).join(TableJoins.Kind.OUTER, joiner, named, null);
  }

  @Override
  public <VO, VR> KTable<K, VR> outerJoin(
      KTable<K, VO> other,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return with(other).join(TableJoins.Kind.OUTER, joiner, named, view(materialized));
  }

  @Override
  public <VR, KO, VO> KTable<K, VR> join(
      KTable<KO, VO> other,
      BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      TableJoined<K, KO> tableJoined,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return byForeignKey(
        other,
        new ForeignKeyJoins.Wish(foreignKeyExtractor, joiner, false, tableJoined),
        materialized);
  }

  @Override
  public <VR, KO, VO> KTable<K, VR> leftJoin(
      KTable<KO, VO> other,
      BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      TableJoined<K, KO> tableJoined,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return byForeignKey(
        other,
        new ForeignKeyJoins.Wish(foreignKeyExtractor, joiner, true, tableJoined),
        materialized);
  }

  private <VR, KO, VO> KTable<K, VR> byForeignKey(
      KTable<KO, VO> other,
      ForeignKeyJoins.Wish wish,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(other, "foreignKeyTable can't be null");
    Objects.requireNonNull(materialized, "materialized can't be null");
    return new ForeignKeyJoins(draft, this, (DslTable<KO, VO>) other)
        .join(wish, new MaterializedView<>(materialized));
  }

  private <VO> TableJoins with(KTable<K, VO> other) {
    Objects.requireNonNull(other, "other cannot be null");
    return new TableJoins(draft, this, (DslTable<K, VO>) other);
  }

  private static <K, VR> MaterializedView<K, VR, ?> view(
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    return new MaterializedView<>(materialized);
  }

  /** How a table follows from another: name prefix, options if given, inherited value serde. */
  private record Derivation(
      String prefix,
      @Nullable MaterializedView<?, ?, ?> view,
      @Nullable Serde<?> valueSerde,
      List<String> uses,
      boolean countsStore) {
    /** Unless it is named there is no store, but as a rule its index is used up. */
    @Nullable StoreChoice store(Names names) {
      return view == null || (!countsStore && view.storeName() == null)
          ? null
          : StoreChoice.of(names, view, prefix);
    }
  }

  /** Appends an operator that derives a table, with a store only if one is named. */
  private <VR> DslTable<K, VR> derive(
      Derivation derivation, Named named, Function<@Nullable String, OperatorSpec> spec) {
    Objects.requireNonNull(named, "named cannot be null");
    MaterializedView<?, ?, ?> view = derivation.view();
    Names names = draft.names();
    StoreChoice choice = derivation.store(names);
    String name = names.node(new NamedView(named).name(), derivation.prefix());
    Flow result = flow.withValueSerde(derivation.valueSerde());
    List<StoreDraft> owns = List.of();
    if (view != null) {
      result = typed(result, view);
      if (view.timeToLiveMs() > 0 && (choice == null || !choice.queryable())) {
        throw new IllegalArgumentException(
            "A time to live needs a store: name it by Materialized.as for " + name);
      }
      if (choice != null && choice.queryable()) {
        owns = List.of(choice.keyValue(view, view.keySerde(), view.valueSerde()));
      }
    }
    String store = choice == null ? null : choice.queryableName();
    draft.add(
        new Step.Operator(name, spec.apply(store), List.of(flow.node()), owns, derivation.uses()));
    Flow at = result.at(name);
    return choice != null && choice.queryable()
        ? stored(draft, at, choice)
        : new DslTable<>(draft, at, null, readStores);
  }

  private static Flow typed(Flow flow, MaterializedView<?, ?, ?> view) {
    Serde<?> key = view.keySerde();
    Serde<?> value = view.valueSerde();
    return flow.withKeySerde(key != null ? key : flow.keySerde())
        .withValueSerde(value != null ? value : flow.valueSerde());
  }

  @Override
  public KStream<K, V> toStream(Named named) {
    Objects.requireNonNull(named, "named cannot be null");
    String name = draft.names().node(new NamedView(named).name(), "KTABLE-TOSTREAM-");
    draft.add(
        new Step.Operator(
            name, new OperatorSpec.TableToStream(), List.of(flow.node()), List.of(), List.of()));
    return new DslStream<>(draft, flow.at(name));
  }

  @Override
  public KTable<K, V> suppress(Suppressed<? super K> suppressed) {
    List<String> stores = new ArrayList<>(readStores()); // to know what a held update replaces
    Suppressions.Held held = Suppressions.append(draft, flow, suppressed);
    stores.add(0, held.buffer());
    return new DslTable<>(draft, held.flow(), null, () -> stores);
  }

  @Override
  public @Nullable String queryableStoreName() {
    return queryableName;
  }
}
