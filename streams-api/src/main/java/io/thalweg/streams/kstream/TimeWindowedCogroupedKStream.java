package io.thalweg.streams.kstream;

import io.thalweg.streams.state.WindowStore;
import org.apache.kafka.common.utils.Bytes;

/**
 * Several streams grouped by key and time window, ready to be aggregated into one table. What is
 * said of a single stream in {@link TimeWindowedKStream} holds here; each stream has its own stream
 * time.
 *
 * @param <K> type of the keys
 * @param <V> type of the aggregates
 */
public interface TimeWindowedCogroupedKStream<K, V> {

  /** As {@link #aggregate(Initializer, Named, Materialized)} with default serdes. */
  default KTable<Windowed<K>, V> aggregate(Initializer<V> initializer) {
    return aggregate(initializer, Unnamed.NAMED);
  }

  /** As {@link #aggregate(Initializer, Named, Materialized)} with default serdes. */
  default KTable<Windowed<K>, V> aggregate(Initializer<V> initializer, Named named) {
    return aggregate(initializer, named, Materialized.with(null, null));
  }

  /** As {@link #aggregate(Initializer, Named, Materialized)} with generated names. */
  default KTable<Windowed<K>, V> aggregate(
      Initializer<V> initializer, Materialized<K, V, WindowStore<Bytes, byte[]>> materialized) {
    return aggregate(initializer, Unnamed.NAMED, materialized);
  }

  /**
   * Aggregates the values of each key and window with the aggregators of their streams, starting
   * from what {@code initializer} makes. A null result removes the row.
   *
   * @throws IllegalArgumentException if the retention is shorter than window size plus grace
   */
  KTable<Windowed<K>, V> aggregate(
      Initializer<V> initializer,
      Named named,
      Materialized<K, V, WindowStore<Bytes, byte[]>> materialized);
}
