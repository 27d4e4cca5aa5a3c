package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.NamedView;
import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.CogroupedKStream;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Merger;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.SessionWindowedCogroupedKStream;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.TimeWindowedCogroupedKStream;
import io.thalweg.streams.kstream.Window;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.Windows;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.WindowStore;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;

/** Grouped streams that are aggregated together. */
final class DslCogroupedStream<K, VOut> implements CogroupedKStream<K, VOut> {
  private final Cogrouping cogrouping;

  DslCogroupedStream(Cogrouping cogrouping) {
    this.cogrouping = cogrouping;
  }

  @Override
  public <V> CogroupedKStream<K, VOut> cogroup(
      KGroupedStream<K, V> groupedStream, Aggregator<? super K, ? super V, VOut> aggregator) {
    Objects.requireNonNull(groupedStream, "groupedStream cannot be null");
    Objects.requireNonNull(aggregator, "aggregator cannot be null");
    cogrouping.add(((DslGroupedStream<K, V>) groupedStream).grouping(), Erased.cast(aggregator));
    return this;
  }

  @Override
  public KTable<K, VOut> aggregate(
      Initializer<VOut> initializer,
      Named named,
      Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized) {
    Objects.requireNonNull(initializer, "initializer cannot be null");
    Objects.requireNonNull(named, "named cannot be null");
    Objects.requireNonNull(materialized, "materialized cannot be null");
    Initializer<Object> first = Erased.cast(initializer);
    MaterializedView<?, ?, ?> view = new MaterializedView<>(materialized);
    StoreChoice choice = StoreChoice.of(cogrouping.draft().names(), view, Cogrouping.AGGREGATE);
    StoreDraft store = choice.keyValue(view, view.keySerde(), view.valueSerde());
    Flow table =
        cogrouping.append(
            choice,
            store,
            new NamedView(named).name(),
            next -> new OperatorSpec.StreamAggregate(choice.name(), first, next, false));
    return DslTable.stored(
        cogrouping.draft(),
        table.withKeySerde(view.keySerde()).withValueSerde(view.valueSerde()),
        choice);
  }

  @Override
  public <W extends Window> TimeWindowedCogroupedKStream<K, VOut> windowedBy(Windows<W> windows) {
    Objects.requireNonNull(windows, "windows cannot be null");
    return timeWindowed(new TimeWindowing(windows));
  }

  @Override
  public TimeWindowedCogroupedKStream<K, VOut> windowedBy(SlidingWindows windows) {
    Objects.requireNonNull(windows, "windows cannot be null");
    return timeWindowed(new SlidingWindowing(windows));
  }

  private TimeWindowedCogroupedKStream<K, VOut> timeWindowed(Windowing windowing) {
    return new TimeWindowedCogroupedKStream<>() {
      @Override
      public KTable<Windowed<K>, VOut> aggregate(
          Initializer<VOut> initializer,
          Named named,
          Materialized<K, VOut, WindowStore<Bytes, byte[]>> materialized) {
        return windowed(windowing, initializer, named, materialized);
      }
    };
  }

  @Override
  public SessionWindowedCogroupedKStream<K, VOut> windowedBy(SessionWindows windows) {
    Objects.requireNonNull(windows, "windows cannot be null");
    return new SessionWindowedCogroupedKStream<>() {
      @Override
      public KTable<Windowed<K>, VOut> aggregate(
          Initializer<VOut> initializer,
          Merger<? super K, VOut> sessionMerger,
          Named named,
          Materialized<K, VOut, SessionStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(sessionMerger, "sessionMerger cannot be null");
        Windowing windowing = new SessionWindowing(windows, Erased.cast(sessionMerger));
        return windowed(windowing, initializer, named, materialized);
      }
    };
  }

  private KTable<Windowed<K>, VOut> windowed(
      Windowing windowing,
      Initializer<VOut> initializer,
      Named named,
      Materialized<K, VOut, ?> materialized) {
    Objects.requireNonNull(initializer, "initializer cannot be null");
    Objects.requireNonNull(named, "named cannot be null");
    Objects.requireNonNull(materialized, "materialized cannot be null");
    Initializer<Object> first = Erased.cast(initializer);
    EmitStrategy emit = EmitStrategy.onWindowUpdate();
    MaterializedView<?, ?, ?> view = new MaterializedView<>(materialized);
    StoreChoice choice = StoreChoice.of(cogrouping.draft().names(), view, Cogrouping.AGGREGATE);
    StoreShape shape = StoreShape.of(windowing, choice, view, emit);
    Flow table =
        cogrouping.append(
            choice,
            shape.draft(view.keySerde(), view.valueSerde()),
            new NamedView(named).name(),
            next -> windowing.aggregate(choice.name(), emit, new Windowing.Folding(first, next)));
    return DslTable.stored(
        cogrouping.draft(),
        shape.keyed(table, view.keySerde()).withValueSerde(view.valueSerde()),
        choice);
  }
}
