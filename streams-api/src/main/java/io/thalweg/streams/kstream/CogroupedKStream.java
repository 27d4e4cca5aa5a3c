package io.thalweg.streams.kstream;

import io.thalweg.streams.state.KeyValueStore;
import org.apache.kafka.common.utils.Bytes;

/**
 * Several grouped streams with the same type of key, ready to be aggregated into one table. Each
 * has an aggregator of its own. Records with a null key or value are dropped.
 *
 * @param <K> type of the keys
 * @param <VOut> type of the aggregates
 */
public interface CogroupedKStream<K, VOut> {

  /**
   * Adds a stream with its aggregator and returns this object. A stream added before gets the new
   * aggregator.
   */
  <V> CogroupedKStream<K, VOut> cogroup(
      KGroupedStream<K, V> groupedStream, Aggregator<? super K, ? super V, VOut> aggregator);

  /** As {@link #aggregate(Initializer, Named, Materialized)} with default serdes. */
  default KTable<K, VOut> aggregate(Initializer<VOut> initializer) {
    return aggregate(initializer, Materialized.with(null, null));
  }

  /** As {@link #aggregate(Initializer, Named, Materialized)} with default serdes. */
  default KTable<K, VOut> aggregate(Initializer<VOut> initializer, Named named) {
    return aggregate(initializer, named, Materialized.with(null, null));
  }

  /** As {@link #aggregate(Initializer, Named, Materialized)} with generated names. */
  default KTable<K, VOut> aggregate(
      Initializer<VOut> initializer,
      Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized) {
    return aggregate(initializer, Unnamed.NAMED, materialized);
  }

  /**
   * Aggregates the values of each key with the aggregators of their streams, starting from what
   * {@code initializer} makes. A null result removes the key.
   */
  KTable<K, VOut> aggregate(
      Initializer<VOut> initializer,
      Named named,
      Materialized<K, VOut, KeyValueStore<Bytes, byte[]>> materialized);

  /** Groups by time window besides the key: tumbling, hopping or unlimited windows. */
  <W extends Window> TimeWindowedCogroupedKStream<K, VOut> windowedBy(Windows<W> windows);

  /** Groups by sliding window besides the key. */
  TimeWindowedCogroupedKStream<K, VOut> windowedBy(SlidingWindows windows);

  /** Groups by session besides the key. */
  SessionWindowedCogroupedKStream<K, VOut> windowedBy(SessionWindows windows);
}
