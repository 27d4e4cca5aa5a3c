package io.thalweg.streams.dsl;

import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Merger;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Reducer;
import io.thalweg.streams.kstream.SessionWindowedKStream;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.SessionStore;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;

/** A stream grouped by key and session. */
final class DslSessionWindowedStream<K, V> implements SessionWindowedKStream<K, V> {
  private static final Merger<Object, Object> SUM = (key, one, two) -> (Long) one + (Long) two;

  private final SessionWindows windows;
  private final WindowedTables tables;

  DslSessionWindowedStream(Grouping grouping, SessionWindows windows, EmitStrategy emit) {
    this(windows, new WindowedTables(grouping, emit, null));
  }

  private DslSessionWindowedStream(SessionWindows windows, WindowedTables tables) {
    this.windows = windows;
    this.tables = tables;
  }

  @Override
  public KTable<Windowed<K>, Long> count(Named named) {
    return tables.count(new SessionWindowing(windows, SUM), named);
  }

  @Override
  public KTable<Windowed<K>, Long> count(
      Named named, Materialized<K, Long, SessionStore<Bytes, byte[]>> materialized) {
    return tables.count(new SessionWindowing(windows, SUM), named, materialized);
  }

  @Override
  public KTable<Windowed<K>, V> reduce(
      Reducer<V> reducer,
      Named named,
      Materialized<K, V, SessionStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(reducer, "reducer cannot be null");
    Reducer<Object> function = Erased.cast(reducer);
    Merger<Object, Object> merger = (key, one, two) -> one == null ? two : function.apply(one, two);
    return tables.reduce(new SessionWindowing(windows, merger), reducer, named, materialized);
  }

  @Override
  public <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Merger<? super K, VOut> sessionMerger,
      Named named,
      Materialized<K, VOut, SessionStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(initializer, "initializer cannot be null");
    Objects.requireNonNull(aggregator, "aggregator cannot be null");
    Objects.requireNonNull(sessionMerger, "sessionMerger cannot be null");
    return tables.aggregate(
        new SessionWindowing(windows, Erased.cast(sessionMerger)),
        new Windowing.Folding(Erased.cast(initializer), Erased.cast(aggregator)),
        named,
        materialized);
  }

  @Override
  public SessionWindowedKStream<K, V> emitStrategy(EmitStrategy emitStrategy) {
    Objects.requireNonNull(emitStrategy, "emitStrategy cannot be null");
    return new DslSessionWindowedStream<>(windows, tables.emitting(emitStrategy));
  }

  @Override
  public SessionWindowedKStream<K, V> withLateRecords(Consumer<KStream<K, V>> late) {
    return new DslSessionWindowedStream<>(windows, tables.withLate(late));
  }
}
