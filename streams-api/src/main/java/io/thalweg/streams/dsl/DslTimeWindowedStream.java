package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.NamedView;
import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Reducer;
import io.thalweg.streams.kstream.TimeWindowedKStream;
import io.thalweg.streams.kstream.UnlimitedWindows;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.WindowedSerdes;
import io.thalweg.streams.kstream.Windows;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.WindowStore;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A stream grouped by key and time window. */
final class DslTimeWindowedStream<K, V> implements TimeWindowedKStream<K, V> {
  private static final long SHORTEST_SEGMENT_MS = 60_000L;

  private final Grouping grouping;
  private final Windows<?> windows;
  private final EmitStrategy emit;

  DslTimeWindowedStream(Grouping grouping, Windows<?> windows, EmitStrategy emit) {
    this.grouping = grouping;
    this.windows = windows;
    this.emit = emit;
  }

  @Override
  public KTable<Windowed<K>, Long> count(Named named) {
    return counted(
        named,
        new MaterializedView<K, Long, WindowStore<Bytes, byte[]>>(Materialized.with(null, null)));
  }

  @Override
  public KTable<Windowed<K>, Long> count(
      Named named, Materialized<K, Long, WindowStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    MaterializedView<K, Long, ?> view = new MaterializedView<>(materialized);
    if (view.storeName() == null) {
      grouping.draft().names().store(Aggregation.AGGREGATE);
    }
    return counted(named, view);
  }

  private KTable<Windowed<K>, Long> counted(Named named, MaterializedView<K, Long, ?> view) {
    return aggregate(
        new Kind(Aggregation.AGGREGATE, view, Serdes.Long()),
        named,
        store ->
            new OperatorSpec.WindowAggregate(
                store, windows, emit, Aggregation.ZERO, Aggregation.PLUS_ONE, false));
  }

  @Override
  public KTable<Windowed<K>, V> reduce(
      Reducer<V> reducer,
      Named named,
      Materialized<K, V, WindowStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(reducer, "reducer cannot be null");
    Objects.requireNonNull(materialized, "materialized cannot be null");
    Reducer<Object> function = Erased.cast(reducer);
    return aggregate(
        new Kind(
            Aggregation.REDUCE, new MaterializedView<>(materialized), grouping.flow().valueSerde()),
        named,
        store -> new OperatorSpec.WindowReduce(store, windows, emit, function, false));
  }

  @Override
  public <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Named named,
      Materialized<K, VOut, WindowStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(initializer, "initializer cannot be null");
    Objects.requireNonNull(aggregator, "aggregator cannot be null");
    Objects.requireNonNull(materialized, "materialized cannot be null");
    Initializer<Object> first = Erased.cast(initializer);
    Aggregator<Object, Object, Object> next = Erased.cast(aggregator);
    return aggregate(
        new Kind(Aggregation.AGGREGATE, new MaterializedView<>(materialized), null),
        named,
        store -> new OperatorSpec.WindowAggregate(store, windows, emit, first, next, false));
  }

  @Override
  public TimeWindowedKStream<K, V> emitStrategy(EmitStrategy emitStrategy) {
    Objects.requireNonNull(emitStrategy, "emitStrategy cannot be null");
    if (windows instanceof UnlimitedWindows
        && emitStrategy.type() == EmitStrategy.StrategyType.ON_WINDOW_CLOSE) {
      throw new IllegalArgumentException(
          "ON_WINDOW_CLOSE emit strategy cannot be used for UnlimitedWindows: they never close");
    }
    return new DslTimeWindowedStream<>(grouping, windows, emitStrategy);
  }

  /** Name prefix, options, and the value serde if the options have none. */
  private record Kind(
      String prefix, MaterializedView<?, ?, ?> view, @Nullable Serde<?> valueSerde) {}

  private <VOut> KTable<Windowed<K>, VOut> aggregate(
      Kind kind, Named named, Function<String, OperatorSpec> spec) {
    Objects.requireNonNull(named, "named cannot be null");
    MaterializedView<?, ?, ?> view = kind.view();
    StoreChoice choice = StoreChoice.of(grouping.draft().names(), view, kind.prefix());
    StoreSpec.WindowSpec sizes = sizes(choice.name(), view);
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
                  choice.window(view, key, value, sizes, emit),
                  input.withKeySerde(windowed(key)).withValueSerde(value));
            });
    return DslTable.stored(grouping.draft(), result, choice);
  }

  private StoreSpec.WindowSpec sizes(String store, MaterializedView<?, ?, ?> view) {
    Duration asked = view.retention();
    long needed = windows.size() + windows.gracePeriodMs();
    long retention = asked != null ? asked.toMillis() : needed;
    if (view.storeSupplier() == null && needed > retention) {
      throw new IllegalArgumentException(
          "The retention period of the window store "
              + store
              + " must be no smaller than its window size plus the grace period. Got size=["
              + windows.size()
              + "], grace=["
              + windows.gracePeriodMs()
              + "], retention=["
              + retention
              + "]");
    }
    return new StoreSpec.WindowSpec(
        retention, windows.size(), Math.max(retention / 2, SHORTEST_SEGMENT_MS), false);
  }

  private @Nullable Serde<?> windowed(@Nullable Serde<?> key) {
    return key == null ? null : new WindowedSerdes.TimeWindowedSerde<>(key, windows.size());
  }
}
