package io.thalweg.streams.kstream;

import io.thalweg.streams.state.WindowStore;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;

/**
 * A stream grouped by key and time window, ready to be aggregated. A record counts into every
 * window that holds its timestamp; one that comes after a window's end and grace period is dropped
 * for that window, by stream time. Records with a null key are dropped. Results are tables keyed by
 * {@link Windowed}, kept for the window size plus grace unless {@link Materialized} says longer;
 * the timestamp of a row is the highest of the records that went into it.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface TimeWindowedKStream<K, V> {

  /** As {@link #count(Named)} with a generated name. */
  default KTable<Windowed<K>, Long> count() {
    return count(Unnamed.NAMED);
  }

  /** Counts the records of each key and window. */
  KTable<Windowed<K>, Long> count(Named named);

  /** As {@link #count(Named, Materialized)} with a generated name. */
  default KTable<Windowed<K>, Long> count(
      Materialized<K, Long, WindowStore<Bytes, byte[]>> materialized) {
    return count(Unnamed.NAMED, materialized);
  }

  /** As {@link #count(Named)}, kept as {@code materialized} says. */
  KTable<Windowed<K>, Long> count(
      Named named, Materialized<K, Long, WindowStore<Bytes, byte[]>> materialized);

  /** As {@link #reduce(Reducer, Named, Materialized)} with the serdes of the group. */
  default KTable<Windowed<K>, V> reduce(Reducer<V> reducer) {
    return reduce(reducer, Unnamed.NAMED);
  }

  /** As {@link #reduce(Reducer, Named, Materialized)} with the serdes of the group. */
  default KTable<Windowed<K>, V> reduce(Reducer<V> reducer, Named named) {
    return reduce(reducer, named, Materialized.with(null, null));
  }

  /** As {@link #reduce(Reducer, Named, Materialized)} with a generated name. */
  default KTable<Windowed<K>, V> reduce(
      Reducer<V> reducer, Materialized<K, V, WindowStore<Bytes, byte[]>> materialized) {
    return reduce(reducer, Unnamed.NAMED, materialized);
  }

  /**
   * Combines the values of each key and window; the first one stands as it is. A null result
   * removes the row.
   *
   * @throws IllegalArgumentException if the retention is shorter than window size plus grace
   */
  KTable<Windowed<K>, V> reduce(
      Reducer<V> reducer, Named named, Materialized<K, V, WindowStore<Bytes, byte[]>> materialized);

  /** As {@link #aggregate(Initializer, Aggregator, Named, Materialized)} with default serdes. */
  default <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer, Aggregator<? super K, ? super V, VOut> aggregator) {
    return aggregate(initializer, aggregator, Unnamed.NAMED);
  }

  /** As {@link #aggregate(Initializer, Aggregator, Named, Materialized)} with default serdes. */
  default <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Named named) {
    return aggregate(initializer, aggregator, named, Materialized.with(null, null));
  }

  /** As {@link #aggregate(Initializer, Aggregator, Named, Materialized)} with a generated name. */
  default <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Materialized<K, VOut, WindowStore<Bytes, byte[]>> materialized) {
    return aggregate(initializer, aggregator, Unnamed.NAMED, materialized);
  }

  /**
   * Aggregates the values of each key and window, starting from what {@code initializer} makes. A
   * null result removes the row.
   *
   * @throws IllegalArgumentException if the retention is shorter than window size plus grace
   */
  <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Named named,
      Materialized<K, VOut, WindowStore<Bytes, byte[]>> materialized);

  /**
   * Says when results are passed on: at every update (the default), or once when the window and its
   * grace period are over.
   *
   * @throws IllegalArgumentException for results on close of windows that never close
   */
  TimeWindowedKStream<K, V> emitStrategy(EmitStrategy emitStrategy);

  /**
   * Hands out the records that the next aggregation drops because a window of theirs is closed, as
   * a stream: each once, as it came in, even if other windows of its have taken it. Without this
   * they are only counted. Thalweg's own.
   *
   * @param late called when the aggregation is added, with the stream of what it drops
   */
  TimeWindowedKStream<K, V> withLateRecords(Consumer<KStream<K, V>> late);
}
