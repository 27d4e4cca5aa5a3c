package io.thalweg.streams.kstream;

import io.thalweg.streams.state.KeyValueStore;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A table: the latest value of each key, and the stream of its changes. A null value removes the
 * key. Every method adds to the topology and returns at once; functions are called when the
 * application runs. Arguments must not be null.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface KTable<K, V> {

  /** As {@link #filter(Predicate, Named)} with a generated name. */
  default KTable<K, V> filter(Predicate<? super K, ? super V> predicate) {
    return filter(predicate, Unnamed.NAMED);
  }

  /**
   * Keeps the rows for which {@code predicate} is true; a row that no longer passes is removed from
   * the result. The predicate never sees a null value. The result has no store of its own.
   */
  KTable<K, V> filter(Predicate<? super K, ? super V> predicate, Named named);

  /** As {@link #filter(Predicate, Named, Materialized)} with a generated name. */
  default KTable<K, V> filter(
      Predicate<? super K, ? super V> predicate,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    return filter(predicate, Unnamed.NAMED, materialized);
  }

  /**
   * As {@link #filter(Predicate, Named)}; if {@code materialized} names a store, the result is kept
   * in it.
   */
  KTable<K, V> filter(
      Predicate<? super K, ? super V> predicate,
      Named named,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #filterNot(Predicate, Named)} with a generated name. */
  default KTable<K, V> filterNot(Predicate<? super K, ? super V> predicate) {
    return filterNot(predicate, Unnamed.NAMED);
  }

  /** As {@link #filter(Predicate, Named)} for rows for which {@code predicate} is false. */
  KTable<K, V> filterNot(Predicate<? super K, ? super V> predicate, Named named);

  /** As {@link #filterNot(Predicate, Named, Materialized)} with a generated name. */
  default KTable<K, V> filterNot(
      Predicate<? super K, ? super V> predicate,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    return filterNot(predicate, Unnamed.NAMED, materialized);
  }

  /** As {@link #filter(Predicate, Named, Materialized)} for rows where it is false. */
  KTable<K, V> filterNot(
      Predicate<? super K, ? super V> predicate,
      Named named,
      Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #mapValues(ValueMapperWithKey, Named)}, without the key. */
  default <VR> KTable<K, VR> mapValues(ValueMapper<? super V, ? extends VR> mapper) {
    return mapValues(WithKey.mapper(mapper), Unnamed.NAMED);
  }

  /** As {@link #mapValues(ValueMapperWithKey, Named)}, without the key. */
  default <VR> KTable<K, VR> mapValues(ValueMapper<? super V, ? extends VR> mapper, Named named) {
    return mapValues(WithKey.mapper(mapper), named);
  }

  /** As {@link #mapValues(ValueMapperWithKey, Named)} with a generated name. */
  default <VR> KTable<K, VR> mapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends VR> mapper) {
    return mapValues(mapper, Unnamed.NAMED);
  }

  /**
   * Replaces the value of each row; the mapper never sees a null value, and one it returns removes
   * the row. The result has no store of its own.
   */
  <VR> KTable<K, VR> mapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends VR> mapper, Named named);

  /** As {@link #mapValues(ValueMapperWithKey, Named, Materialized)}, without the key. */
  default <VR> KTable<K, VR> mapValues(
      ValueMapper<? super V, ? extends VR> mapper,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return mapValues(WithKey.mapper(mapper), Unnamed.NAMED, materialized);
  }

  /** As {@link #mapValues(ValueMapperWithKey, Named, Materialized)}, without the key. */
  default <VR> KTable<K, VR> mapValues(
      ValueMapper<? super V, ? extends VR> mapper,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return mapValues(WithKey.mapper(mapper), named, materialized);
  }

  /** As {@link #mapValues(ValueMapperWithKey, Named, Materialized)} with a generated name. */
  default <VR> KTable<K, VR> mapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends VR> mapper,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return mapValues(mapper, Unnamed.NAMED, materialized);
  }

  /**
   * As {@link #mapValues(ValueMapperWithKey, Named)}; if {@code materialized} names a store, the
   * result is kept in it.
   */
  <VR> KTable<K, VR> mapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends VR> mapper,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #toStream(Named)} with a generated name. */
  default KStream<K, V> toStream() {
    return toStream(Unnamed.NAMED);
  }

  /**
   * The stream of the table's changes: the new value under the key, null where the row was removed.
   * With caching on, several changes of a key may come as one.
   */
  KStream<K, V> toStream(Named named);

  /** As {@link #toStream(KeyValueMapper, Named)} with a generated name. */
  default <KR> KStream<KR, V> toStream(KeyValueMapper<? super K, ? super V, ? extends KR> mapper) {
    return toStream(mapper, Unnamed.NAMED);
  }

  /** As {@link #toStream(Named)} with a new key, as {@link KStream#selectKey(KeyValueMapper)}. */
  default <KR> KStream<KR, V> toStream(
      KeyValueMapper<? super K, ? super V, ? extends KR> mapper, Named named) {
    return toStream(named).selectKey(mapper);
  }

  /**
   * Holds updates back, for a time or until windows close, and passes on the last one of each key.
   * Time is the highest timestamp seen here. What is held back is kept in memory and in a changelog
   * unless {@code suppressed} says otherwise.
   *
   * @throws io.thalweg.streams.errors.TopologyException if it waits for windows to close and there
   *     is no windowed aggregation above
   */
  KTable<K, V> suppress(Suppressed<? super K> suppressed);

  /** The name of the store that can be queried for this table, or null if there is none. */
  @Nullable String queryableStoreName();
}
