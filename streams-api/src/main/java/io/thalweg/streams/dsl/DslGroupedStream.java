package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.NamedView;
import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.CogroupedKStream;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Reducer;
import io.thalweg.streams.kstream.SessionWindowedKStream;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.TimeWindowedKStream;
import io.thalweg.streams.kstream.Window;
import io.thalweg.streams.kstream.Windows;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.state.KeyValueStore;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A grouped stream. */
final class DslGroupedStream<K, V> implements KGroupedStream<K, V> {
  private final Grouping grouping;

  DslGroupedStream(Grouping grouping) {
    this.grouping = grouping;
  }

  @Override
  public KTable<K, Long> count(Named named) {
    return counted(
        named,
        new MaterializedView<K, Long, KeyValueStore<Bytes, byte[]>>(Materialized.with(null, null)));
  }

  @Override
  public KTable<K, Long> count(
      Named named, Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    MaterializedView<K, Long, ?> view = new MaterializedView<>(materialized);
    if (view.storeName() == null) {
      grouping.draft().names().store(Aggregation.AGGREGATE);
    }
    return counted(named, view);
  }

  private KTable<K, Long> counted(Named named, MaterializedView<K, Long, ?> view) {
    return aggregate(
        new Kind(Aggregation.AGGREGATE, view, Serdes.Long()),
        named,
        store ->
            new OperatorSpec.StreamAggregate(store, Aggregation.ZERO, Aggregation.PLUS_ONE, false));
  }

  @Override
  public KTable<K, V> reduce(
      Reducer<V> reducer,
      Named named,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(reducer, "reducer cannot be null");
    Objects.requireNonNull(materialized, "materialized cannot be null");
    Reducer<Object> function = Erased.cast(reducer);
    return aggregate(
        new Kind(
            Aggregation.REDUCE, new MaterializedView<>(materialized), grouping.flow().valueSerde()),
        named,
        store -> new OperatorSpec.StreamReduce(store, function, false));
  }

  @Override
  public <VOut> KTable<K, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Named named,
      Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(initializer, "initializer cannot be null");
    Objects.requireNonNull(aggregator, "aggregator cannot be null");
    Objects.requireNonNull(materialized, "materialized cannot be null");
    Initializer<Object> first = Erased.cast(initializer);
    Aggregator<Object, Object, Object> next = Erased.cast(aggregator);
    return aggregate(
        new Kind(Aggregation.AGGREGATE, new MaterializedView<>(materialized), null),
        named,
        store -> new OperatorSpec.StreamAggregate(store, first, next, false));
  }

  @Override
  public <W extends Window> TimeWindowedKStream<K, V> windowedBy(Windows<W> windows) {
    Objects.requireNonNull(windows, "windows cannot be null");
    return new DslTimeWindowedStream<>(
        grouping, new TimeWindowing(windows), EmitStrategy.onWindowUpdate());
  }

  @Override
  public TimeWindowedKStream<K, V> windowedBy(SlidingWindows windows) {
    Objects.requireNonNull(windows, "windows cannot be null");
    return new DslTimeWindowedStream<>(
        grouping, new SlidingWindowing(windows), EmitStrategy.onWindowUpdate());
  }

  @Override
  public SessionWindowedKStream<K, V> windowedBy(SessionWindows windows) {
    Objects.requireNonNull(windows, "windows cannot be null");
    return new DslSessionWindowedStream<>(grouping, windows, EmitStrategy.onWindowUpdate());
  }

  @Override
  public <VOut> CogroupedKStream<K, VOut> cogroup(
      Aggregator<? super K, ? super V, VOut> aggregator) {
    return new DslCogroupedStream<K, VOut>(new Cogrouping(grouping.draft()))
        .cogroup(this, aggregator);
  }

  Grouping grouping() {
    return grouping;
  }

  /** Name prefix, options, and the value serde if the options have none. */
  private record Kind(
      String prefix, MaterializedView<?, ?, ?> view, @Nullable Serde<?> valueSerde) {}

  private <VOut> KTable<K, VOut> aggregate(
      Kind kind, Named named, Function<String, OperatorSpec> spec) {
    Objects.requireNonNull(named, "named cannot be null");
    MaterializedView<?, ?, ?> view = kind.view();
    StoreChoice choice = StoreChoice.of(grouping.draft().names(), view, kind.prefix());
    Flow result =
        Aggregation.append(
            grouping,
            choice,
            new NamedView(named).name(),
            kind.prefix(),
            input -> {
              Serde<?> key = view.keySerde() != null ? view.keySerde() : input.keySerde();
              Serde<?> value = view.valueSerde() != null ? view.valueSerde() : kind.valueSerde();
              return new Aggregation.Made(
                  spec.apply(choice.name()),
                  choice.keyValue(view, key, value),
                  input.withKeySerde(key).withValueSerde(value));
            });
    return DslTable.stored(grouping.draft(), result, choice);
  }
}
