package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.NamedView;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Reducer;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.plan.OperatorSpec;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables of a grouped stream's windows or sessions.
 *
 * @param late takes the stream of records that come too late; null if nobody wants it
 */
record WindowedTables(
    Grouping grouping, EmitStrategy emit, @Nullable Consumer<KStream<Object, Object>> late) {

  /** The same, and {@code taker} gets the stream of late records. */
  <K, V> WindowedTables withLate(Consumer<KStream<K, V>> taker) {
    Objects.requireNonNull(taker, "late cannot be null");
    return new WindowedTables(grouping, emit, Erased.cast(taker));
  }

  /** The same with results passed on at other times. */
  WindowedTables emitting(EmitStrategy other) {
    return new WindowedTables(grouping, other, late);
  }

  /** Counts; a generated store name is used up before the options are looked at. */
  <K> KTable<Windowed<K>, Long> count(
      Windowing windowing, Named named, Materialized<K, Long, ?> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    MaterializedView<K, Long, ?> view = new MaterializedView<>(materialized);
    if (view.storeName() == null) {
      grouping.draft().names().store(Aggregation.AGGREGATE);
    }
    return counted(windowing, named, view);
  }

  /** Counts without options. */
  <K> KTable<Windowed<K>, Long> count(Windowing windowing, Named named) {
    return counted(windowing, named, new MaterializedView<>(Materialized.with(null, null)));
  }

  private <K> KTable<Windowed<K>, Long> counted(
      Windowing windowing, Named named, MaterializedView<?, Long, ?> view) {
    Kind kind = new Kind(Aggregation.AGGREGATE, view, Serdes.Long());
    Windowing.Folding folding = new Windowing.Folding(Aggregation.ZERO, Aggregation.PLUS_ONE);
    return table(windowing, named, kind, folding);
  }

  <K, V> KTable<Windowed<K>, V> reduce(
      Windowing windowing, Reducer<V> reducer, Named named, Materialized<K, V, ?> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    Windowing.Folding folding =
        new Windowing.Folding(Aggregation.NOTHING, Aggregation.reducing(Erased.cast(reducer)));
    Kind kind =
        new Kind(
            Aggregation.REDUCE, new MaterializedView<>(materialized), grouping.flow().valueSerde());
    return table(windowing, named, kind, folding);
  }

  <K, V> KTable<Windowed<K>, V> aggregate(
      Windowing windowing,
      Windowing.Folding folding,
      Named named,
      Materialized<K, V, ?> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    Kind kind = new Kind(Aggregation.AGGREGATE, new MaterializedView<>(materialized), null);
    return table(windowing, named, kind, folding);
  }

  /** Name prefix, options, and the value serde if the options have none. */
  private record Kind(
      String prefix, MaterializedView<?, ?, ?> view, @Nullable Serde<?> valueSerde) {}

  private <K, V> KTable<Windowed<K>, V> table(
      Windowing windowing, Named named, Kind kind, Windowing.Folding folding) {
    Objects.requireNonNull(named, "named cannot be null");
    MaterializedView<?, ?, ?> view = kind.view();
    StoreChoice choice = StoreChoice.of(grouping.draft().names(), view, kind.prefix());
    StoreShape shape = StoreShape.of(windowing, choice, view, emit);
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
                  windowing.aggregate(choice.name(), emit, folding),
                  shape.draft(key, value),
                  shape.keyed(input, key).withValueSerde(value));
            });
    if (late != null) {
      late.accept(lateStream(result));
    }
    return DslTable.stored(grouping.draft(), result, choice);
  }

  /** What is late is partitioned as what was in time. Its node's name takes no index. */
  private KStream<Object, Object> lateStream(Flow table) {
    String node = table.node() + "-late";
    OperatorSpec spec = new OperatorSpec.LateRecords();
    grouping
        .draft()
        .add(new Step.Operator(node, spec, List.of(table.node()), List.of(), List.of()));
    Flow read = grouping.flow();
    return new DslStream<>(
        grouping.draft(),
        new Flow(node, table.sources(), read.keySerde(), read.valueSerde(), false));
  }
}
