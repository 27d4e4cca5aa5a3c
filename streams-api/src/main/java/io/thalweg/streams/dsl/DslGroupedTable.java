package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.KGroupedTable;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Reducer;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.state.KeyValueStore;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;

/** A grouped table. */
final class DslGroupedTable<K, V> implements KGroupedTable<K, V> {
  private static final String AGGREGATE = "KTABLE-AGGREGATE-";
  private static final String REDUCE = "KTABLE-REDUCE-";
  private static final Aggregator<Object, Object, Object> MINUS_ONE =
      (key, value, count) -> (Long) count - 1;

  private final GroupedTables group;

  DslGroupedTable(GroupedTables group) {
    this.group = group;
  }

  @Override
  public KTable<K, Long> count(
      Named named, Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(materialized, "materialized cannot be null");
    return group.aggregate(
        AGGREGATE,
        named,
        new MaterializedView<>(materialized),
        Serdes.Long(),
        store ->
            new OperatorSpec.TableAggregate(
                store, Aggregation.ZERO, Aggregation.PLUS_ONE, MINUS_ONE, false));
  }

  @Override
  public KTable<K, V> reduce(
      Reducer<V> adder,
      Reducer<V> subtractor,
      Named named,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(adder, "adder cannot be null");
    Objects.requireNonNull(subtractor, "subtractor cannot be null");
    Objects.requireNonNull(materialized, "materialized cannot be null");
    return group.aggregate(
        REDUCE,
        named,
        new MaterializedView<>(materialized),
        group.valueSerde(),
        store ->
            new OperatorSpec.TableReduce(
                store, Erased.cast(adder), Erased.cast(subtractor), false));
  }

  @Override
  public <VR> KTable<K, VR> aggregate(
      Initializer<VR> initializer,
      Aggregator<? super K, ? super V, VR> adder,
      Aggregator<? super K, ? super V, VR> subtractor,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(initializer, "initializer cannot be null");
    Objects.requireNonNull(adder, "adder cannot be null");
    Objects.requireNonNull(subtractor, "subtractor cannot be null");
    Objects.requireNonNull(materialized, "materialized cannot be null");
    return group.aggregate(
        AGGREGATE,
        named,
        new MaterializedView<>(materialized),
        null,
        store ->
            new OperatorSpec.TableAggregate(
                store,
                Erased.cast(initializer),
                Erased.cast(adder),
                Erased.cast(subtractor),
                false));
  }
}
