package io.thalweg.streams.kstream;

import io.thalweg.streams.state.KeyValueStore;
import org.apache.kafka.common.utils.Bytes;

/**
 * A table whose rows were given other keys, ready to be aggregated by them. When a row of the table
 * changes, what it was before is taken out of the result by a subtractor and what it is now is
 * added by an adder; if both concern one row of the result, it changes once. Subtractor and adder
 * should be each other's inverse and not depend on the order of calls for different rows.
 *
 * <p>Results are tables, kept in a store and backed by its changelog unless {@link Materialized}
 * says otherwise. The timestamp of a row is the highest of the updates that went into it. Changes
 * of a versioned table that come late by time are ignored.
 *
 * @param <K> type of the new keys
 * @param <V> type of the new values
 */
public interface KGroupedTable<K, V> {

  /** As {@link #count(Named)} with a generated name. */
  default KTable<K, Long> count() {
    return count(Unnamed.NAMED);
  }

  /** Counts the rows of each key; a key that has lost all of its rows counts 0. */
  default KTable<K, Long> count(Named named) {
    return count(named, Materialized.with(null, null));
  }

  /** As {@link #count(Named, Materialized)} with a generated name. */
  default KTable<K, Long> count(Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized) {
    return count(Unnamed.NAMED, materialized);
  }

  /** As {@link #count(Named)}, kept as {@code materialized} says. */
  KTable<K, Long> count(
      Named named, Materialized<K, Long, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #reduce(Reducer, Reducer, Named, Materialized)} with the serdes of the group. */
  default KTable<K, V> reduce(Reducer<V> adder, Reducer<V> subtractor) {
    return reduce(adder, subtractor, Materialized.with(null, null));
  }

  /** As {@link #reduce(Reducer, Reducer, Named, Materialized)} with a generated name. */
  default KTable<K, V> reduce(
      Reducer<V> adder,
      Reducer<V> subtractor,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    return reduce(adder, subtractor, Unnamed.NAMED, materialized);
  }

  /**
   * Combines the values of each key. Both reducers get the present result first, then the value to
   * add or to take out; a value that is added where there is no result stands as it is. A null
   * result removes the key.
   */
  KTable<K, V> reduce(
      Reducer<V> adder,
      Reducer<V> subtractor,
      Named named,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #aggregate(Initializer, Aggregator, Aggregator, Named)} with a generated name. */
  default <VR> KTable<K, VR> aggregate(
      Initializer<VR> initializer,
      Aggregator<? super K, ? super V, VR> adder,
      Aggregator<? super K, ? super V, VR> subtractor) {
    return aggregate(initializer, adder, subtractor, Unnamed.NAMED);
  }

  /**
   * As {@link #aggregate(Initializer, Aggregator, Aggregator, Named, Materialized)} with the key
   * serde of the group and the default value serde.
   */
  default <VR> KTable<K, VR> aggregate(
      Initializer<VR> initializer,
      Aggregator<? super K, ? super V, VR> adder,
      Aggregator<? super K, ? super V, VR> subtractor,
      Named named) {
    return aggregate(initializer, adder, subtractor, named, Materialized.with(null, null));
  }

  /**
   * As {@link #aggregate(Initializer, Aggregator, Aggregator, Named, Materialized)} with a
   * generated name.
   */
  default <VR> KTable<K, VR> aggregate(
      Initializer<VR> initializer,
      Aggregator<? super K, ? super V, VR> adder,
      Aggregator<? super K, ? super V, VR> subtractor,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return aggregate(initializer, adder, subtractor, Unnamed.NAMED, materialized);
  }

  /**
   * Aggregates the values of each key, starting from what {@code initializer} makes. A null result
   * removes the key; the subtractor is not called where there is no result.
   */
  <VR> KTable<K, VR> aggregate(
      Initializer<VR> initializer,
      Aggregator<? super K, ? super V, VR> adder,
      Aggregator<? super K, ? super V, VR> subtractor,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized);
}
