package io.thalweg.streams.kstream;

import io.thalweg.streams.state.SessionStore;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;

/**
 * A stream grouped by key and session, ready to be aggregated. A record extends the sessions of its
 * key that are no further away than the inactivity gap, and makes one of them if there are several;
 * the sessions that were are removed from the table, so that a tombstone of each precedes the new
 * one. A record is dropped if the session it would make ends before stream time minus gap and grace
 * period, and if its key is null. Results are tables keyed by {@link Windowed}, kept for gap plus
 * grace unless {@link Materialized} says longer; the timestamp of a row is the end of its session.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface SessionWindowedKStream<K, V> {

  /** As {@link #count(Named)} with a generated name. */
  default KTable<Windowed<K>, Long> count() {
    return count(Unnamed.NAMED);
  }

  /** Counts the records of each key and session. */
  KTable<Windowed<K>, Long> count(Named named);

  /** As {@link #count(Named, Materialized)} with a generated name. */
  default KTable<Windowed<K>, Long> count(
      Materialized<K, Long, SessionStore<Bytes, byte[]>> materialized) {
    return count(Unnamed.NAMED, materialized);
  }

  /** As {@link #count(Named)}, kept as {@code materialized} says. */
  KTable<Windowed<K>, Long> count(
      Named named, Materialized<K, Long, SessionStore<Bytes, byte[]>> materialized);

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
      Reducer<V> reducer, Materialized<K, V, SessionStore<Bytes, byte[]>> materialized) {
    return reduce(reducer, Unnamed.NAMED, materialized);
  }

  /**
   * Combines the values of each key and session; the first one stands as it is. A null result
   * removes the row.
   *
   * @throws IllegalArgumentException if the retention is shorter than gap plus grace
   */
  KTable<Windowed<K>, V> reduce(
      Reducer<V> reducer,
      Named named,
      Materialized<K, V, SessionStore<Bytes, byte[]>> materialized);

  /**
   * As {@link #aggregate(Initializer, Aggregator, Merger, Named, Materialized)} with default
   * serdes.
   */
  default <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Merger<? super K, VOut> sessionMerger) {
    return aggregate(initializer, aggregator, sessionMerger, Unnamed.NAMED);
  }

  /**
   * As {@link #aggregate(Initializer, Aggregator, Merger, Named, Materialized)} with default
   * serdes.
   */
  default <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Merger<? super K, VOut> sessionMerger,
      Named named) {
    return aggregate(initializer, aggregator, sessionMerger, named, Materialized.with(null, null));
  }

  /**
   * As {@link #aggregate(Initializer, Aggregator, Merger, Named, Materialized)} with a generated
   * name.
   */
  default <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Merger<? super K, VOut> sessionMerger,
      Materialized<K, VOut, SessionStore<Bytes, byte[]>> materialized) {
    return aggregate(initializer, aggregator, sessionMerger, Unnamed.NAMED, materialized);
  }

  /**
   * Aggregates the values of each key and session. What {@code initializer} makes is merged with
   * the sessions that a record joins, then the record is added. A null result removes the row.
   *
   * @throws IllegalArgumentException if the retention is shorter than gap plus grace
   */
  <VOut> KTable<Windowed<K>, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Merger<? super K, VOut> sessionMerger,
      Named named,
      Materialized<K, VOut, SessionStore<Bytes, byte[]>> materialized);

  /**
   * Says when results are passed on: at every update (the default), or once when the session and
   * its grace period are over.
   */
  SessionWindowedKStream<K, V> emitStrategy(EmitStrategy emitStrategy);

  /**
   * Hands out the records that the next aggregation drops because their session is closed, as a
   * stream, as they came in. Without this they are only counted. Thalweg's own.
   *
   * @param late called when the aggregation is added, with the stream of what it drops
   */
  SessionWindowedKStream<K, V> withLateRecords(Consumer<KStream<K, V>> late);
}
