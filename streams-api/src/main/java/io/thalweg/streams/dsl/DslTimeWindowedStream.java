package io.thalweg.streams.dsl;

import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Reducer;
import io.thalweg.streams.kstream.TimeWindowedKStream;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.WindowStore;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;

/** A stream grouped by key and time window, sliding ones among them. */
final class DslTimeWindowedStream<K, V> implements TimeWindowedKStream<K, V> {
  private final Windowing windowing;
  private final WindowedTables tables;

  DslTimeWindowedStream(Grouping grouping, Windowing windowing, EmitStrategy emit) {
    this(windowing, new WindowedTables(grouping, emit, null));
  }

  private DslTimeWindowedStream(Windowing windowing, WindowedTables tables) {
    this.windowing = windowing;
    this.tables = tables;
  }

  @Override
  public KTable<Windowed<K>, Long> count(Named named) {
    return tables.count(windowing, named);
  }

  @Override
  public KTable<Windowed<K>, Long> count(
      Named named, Materialized<K, Long, WindowStore<Bytes, byte[]>> materialized) {
    return tables.count(windowing, named, materialized);
  }

  @Override
  public KTable<Windowed<K>, V> reduce(
      Reducer<V> reducer,
      Named named,
      Materialized<K, V, WindowStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(reducer, "reducer cannot be null");
    return tables.reduce(windowing, reducer, named, materialized);
  }

  @Override
  public <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Named named,
      Materialized<K, VOut, WindowStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(initializer, "initializer cannot be null");
    Objects.requireNonNull(aggregator, "aggregator cannot be null");
    return tables.aggregate(
        windowing,
        new Windowing.Folding(Erased.cast(initializer), Erased.cast(aggregator)),
        named,
        materialized);
  }

  @Override
  public TimeWindowedKStream<K, V> emitStrategy(EmitStrategy emitStrategy) {
    Objects.requireNonNull(emitStrategy, "emitStrategy cannot be null");
    if (windowing instanceof TimeWindowing time
        && !(time.windows() instanceof TimeWindows)
        && emitStrategy.type() == EmitStrategy.StrategyType.ON_WINDOW_CLOSE) {
      throw new IllegalArgumentException(
          "ON_WINDOW_CLOSE emit strategy cannot be used for "
              + time.windows().getClass().getSimpleName()
              + ": use TimeWindows, SlidingWindows or SessionWindows");
    }
    return new DslTimeWindowedStream<>(windowing, tables.emitting(emitStrategy));
  }

  @Override
  public TimeWindowedKStream<K, V> withLateRecords(Consumer<KStream<K, V>> late) {
    return new DslTimeWindowedStream<>(windowing, tables.withLate(late));
  }
}
