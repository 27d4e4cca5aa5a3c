package io.thalweg.streams.kstream;

import io.thalweg.streams.state.SessionStore;
import org.apache.kafka.common.utils.Bytes;

/**
 * Several streams grouped by key and session, ready to be aggregated into one table. What is said
 * of a single stream in {@link SessionWindowedKStream} holds here; each stream has its own stream
 * time.
 *
 * @param <K> type of the keys
 * @param <V> type of the aggregates
 */
public interface SessionWindowedCogroupedKStream<K, V> {

  /** As {@link #aggregate(Initializer, Merger, Named, Materialized)} with default serdes. */
  default KTable<Windowed<K>, V> aggregate(
      Initializer<V> initializer, Merger<? super K, V> sessionMerger) {
    return aggregate(initializer, sessionMerger, Unnamed.NAMED);
  }

  /** As {@link #aggregate(Initializer, Merger, Named, Materialized)} with default serdes. */
  default KTable<Windowed<K>, V> aggregate(
      Initializer<V> initializer, Merger<? super K, V> sessionMerger, Named named) {
    return aggregate(initializer, sessionMerger, named, Materialized.with(null, null));
  }

  /** As {@link #aggregate(Initializer, Merger, Named, Materialized)} with generated names. */
  default KTable<Windowed<K>, V> aggregate(
      Initializer<V> initializer,
      Merger<? super K, V> sessionMerger,
      Materialized<K, V, SessionStore<Bytes, byte[]>> materialized) {
    return aggregate(initializer, sessionMerger, Unnamed.NAMED, materialized);
  }

  /**
   * Aggregates the values of each key and session with the aggregators of their streams. What
   * {@code initializer} makes is merged with the sessions that a record joins, then the record is
   * added. A null result removes the row.
   *
   * @throws IllegalArgumentException if the retention is shorter than gap plus grace
   */
  KTable<Windowed<K>, V> aggregate(
      Initializer<V> initializer,
      Merger<? super K, V> sessionMerger,
      Named named,
      Materialized<K, V, SessionStore<Bytes, byte[]>> materialized);
}
