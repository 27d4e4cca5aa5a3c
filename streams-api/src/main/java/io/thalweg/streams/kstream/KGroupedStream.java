package io.thalweg.streams.kstream;

import io.thalweg.streams.state.KeyValueStore;
import org.apache.kafka.common.utils.Bytes;

/**
 * A stream grouped by key, ready to be aggregated. Records with a null key are dropped. Results are
 * tables, kept in a store and backed by its changelog unless {@link Materialized} says otherwise;
 * the timestamp of a row is the highest of the records that went into it.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface KGroupedStream<K, V> {

  /** As {@link #count(Named)} with a generated name. */
  default KTable<K, Long> count() {
    return count(Unnamed.NAMED);
  }

  /** Counts the records of each key; records with a null value do not count. */
  KTable<K, Long> count(Named named);

  /** As {@link #count(Named, Materialized)} with a generated name. */
  default KTable<K, Long> count(Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized) {
    return count(Unnamed.NAMED, materialized);
  }

  /** As {@link #count(Named)}, kept as {@code materialized} says. */
  KTable<K, Long> count(
      Named named, Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #reduce(Reducer, Named, Materialized)} with the serdes of the group. */
  default KTable<K, V> reduce(Reducer<V> reducer) {
    return reduce(reducer, Materialized.with(null, null));
  }

  /** As {@link #reduce(Reducer, Named, Materialized)} with a generated name. */
  default KTable<K, V> reduce(
      Reducer<V> reducer, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    return reduce(reducer, Unnamed.NAMED, materialized);
  }

  /**
   * Combines the values of each key; the first one stands as it is. Records with a null value are
   * dropped. A null result removes the key.
   */
  KTable<K, V> reduce(
      Reducer<V> reducer,
      Named named,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #aggregate(Initializer, Aggregator, Named, Materialized)} with default serdes. */
  default <VOut> KTable<K, VOut> aggregate(
      Initializer<VOut> initializer, Aggregator<? super K, ? super V, VOut> aggregator) {
    return aggregate(initializer, aggregator, Materialized.with(null, null));
  }

  /** As {@link #aggregate(Initializer, Aggregator, Named, Materialized)} with a generated name. */
  default <VOut> KTable<K, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized) {
    return aggregate(initializer, aggregator, Unnamed.NAMED, materialized);
  }

  /**
   * Aggregates the values of each key, starting from what {@code initializer} makes. Records with a
   * null value are dropped. A null result removes the key.
   */
  <VOut> KTable<K, VOut> aggregate(
      Initializer<VOut> initializer,
      Aggregator<? super K, ? super V, VOut> aggregator,
      Named named,
      Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized);

  /** Groups by time window besides the key: tumbling, hopping or unlimited windows. */
  <W extends Window> TimeWindowedKStream<K, V> windowedBy(Windows<W> windows);

  /** Groups by sliding window besides the key. */
  TimeWindowedKStream<K, V> windowedBy(SlidingWindows windows);

  /** Groups by session besides the key. */
  SessionWindowedKStream<K, V> windowedBy(SessionWindows windows);

  /**
   * Begins an aggregation of several streams into one table; {@link CogroupedKStream#cogroup} adds
   * the others.
   *
   * @param aggregator of the records of this stream
   */
  <VOut> CogroupedKStream<K, VOut> cogroup(Aggregator<? super K, ? super V, VOut> aggregator);
}
