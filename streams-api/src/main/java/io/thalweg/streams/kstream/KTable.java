package io.thalweg.streams.kstream;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.state.KeyValueStore;
import java.util.function.BiFunction;
import java.util.function.Function;
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

  /** As {@link #groupBy(KeyValueMapper, Grouped)} with the default serdes. */
  default <KR, VR> KGroupedTable<KR, VR> groupBy(
      KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KR, ? extends VR>>
          selector) {
    return groupBy(selector, Grouped.with(null, null));
  }

  /**
   * Gives each row another key and value, by which the rows can be aggregated. Changes go through a
   * repartition topic. The selector never sees a null value and must answer the same for the same
   * row, since it is asked again when the row goes; a row for which it answers null, a null key or
   * a null value is left out.
   */
  <KR, VR> KGroupedTable<KR, VR> groupBy(
      KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KR, ? extends VR>> selector,
      Grouped<KR, VR> grouped);

  /** As {@link #join(KTable, ValueJoiner, Named)} with a generated name. */
  default <VO, VR> KTable<K, VR> join(
      KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner) {
    return join(other, joiner, Unnamed.NAMED);
  }

  /**
   * Joins the rows that both tables have under one key. A change of either table changes the
   * result, whose timestamp is the later one of both rows; a null that {@code joiner} returns
   * removes the row. Both tables must be partitioned alike. The result has no store of its own. A
   * versioned table's changes that come late by time are ignored.
   */
  <VO, VR> KTable<K, VR> join(
      KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner, Named named);

  /** As {@link #join(KTable, ValueJoiner, Named, Materialized)} with a generated name. */
  default <VO, VR> KTable<K, VR> join(
      KTable<K, VO> other,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return join(other, joiner, Unnamed.NAMED, materialized);
  }

  /** As {@link #join(KTable, ValueJoiner, Named)}, kept in a store as {@code materialized} says. */
  <VO, VR> KTable<K, VR> join(
      KTable<K, VO> other,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #leftJoin(KTable, ValueJoiner, Named)} with a generated name. */
  default <VO, VR> KTable<K, VR> leftJoin(
      KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner) {
    return leftJoin(other, joiner, Unnamed.NAMED);
  }

  /**
   * As {@link #join(KTable, ValueJoiner, Named)}, keeping the rows of this table that have no
   * partner: the joiner then gets null for the other value.
   */
  <VO, VR> KTable<K, VR> leftJoin(
      KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner, Named named);

  /** As {@link #leftJoin(KTable, ValueJoiner, Named, Materialized)} with a generated name. */
  default <VO, VR> KTable<K, VR> leftJoin(
      KTable<K, VO> other,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return leftJoin(other, joiner, Unnamed.NAMED, materialized);
  }

  /**
   * As {@link #leftJoin(KTable, ValueJoiner, Named)}, kept in a store as {@code materialized} says.
   */
  <VO, VR> KTable<K, VR> leftJoin(
      KTable<K, VO> other,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized);

  /**
   * As {@link #join(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, unnamed and with
   * a store only if one is needed; the foreign key is made of the value alone.
   */
  default <VR, KO, VO> KTable<K, VR> join(
      KTable<KO, VO> other,
      Function<? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner) {
    return join(
        other,
        WithKey.extractor(foreignKeyExtractor),
        joiner,
        TableJoined.as(null),
        Materialized.with(null, null));
  }

  /**
   * As {@link #join(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, unnamed; the
   * foreign key is made of the value alone.
   */
  default <VR, KO, VO> KTable<K, VR> join(
      KTable<KO, VO> other,
      Function<? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return join(
        other, WithKey.extractor(foreignKeyExtractor), joiner, TableJoined.as(null), materialized);
  }

  /**
   * As {@link #join(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, with a store only
   * if one is needed; the foreign key is made of the value alone.
   */
  default <VR, KO, VO> KTable<K, VR> join(
      KTable<KO, VO> other,
      Function<? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      TableJoined<K, KO> tableJoined) {
    return join(
        other,
        WithKey.extractor(foreignKeyExtractor),
        joiner,
        tableJoined,
        Materialized.with(null, null));
  }

  /**
   * As {@link #join(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, of the value
   * alone.
   */
  default <VR, KO, VO> KTable<K, VR> join(
      KTable<KO, VO> other,
      Function<? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      TableJoined<K, KO> tableJoined,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return join(other, WithKey.extractor(foreignKeyExtractor), joiner, tableJoined, materialized);
  }

  /**
   * As {@link #join(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, unnamed and with
   * a store only if one is needed.
   */
  default <VR, KO, VO> KTable<K, VR> join(
      KTable<KO, VO> other,
      BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner) {
    return join(
        other, foreignKeyExtractor, joiner, TableJoined.as(null), Materialized.with(null, null));
  }

  /** As {@link #join(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, unnamed. */
  default <VR, KO, VO> KTable<K, VR> join(
      KTable<KO, VO> other,
      BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return join(other, foreignKeyExtractor, joiner, TableJoined.as(null), materialized);
  }

  /**
   * As {@link #join(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, with a store only
   * if one is needed.
   */
  default <VR, KO, VO> KTable<K, VR> join(
      KTable<KO, VO> other,
      BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      TableJoined<K, KO> tableJoined) {
    return join(other, foreignKeyExtractor, joiner, tableJoined, Materialized.with(null, null));
  }

  /**
   * Joins each row with the row of another table whose key {@code foreignKeyExtractor} makes of key
   * and value; many rows may name the same one. Changes of both tables update the result, whose
   * keys are those of this table. A row without a partner, or for which the extractor returns null,
   * makes no result. The tables need not have the same number of partitions: each row subscribes to
   * its foreign key through an internal topic and is answered through another.
   *
   * <p>The value's serializer must be deterministic: an answer is taken only if the row, serialized
   * again, is what it was when it subscribed.
   */
  <VR, KO, VO> KTable<K, VR> join(
      KTable<KO, VO> other,
      BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      TableJoined<K, KO> tableJoined,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized);

  /**
   * As {@link #leftJoin(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, unnamed and
   * with a store only if one is needed; the foreign key is made of the value alone.
   */
  default <VR, KO, VO> KTable<K, VR> leftJoin(
      KTable<KO, VO> other,
      Function<? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner) {
    return leftJoin(
        other,
        WithKey.extractor(foreignKeyExtractor),
        joiner,
        TableJoined.as(null),
        Materialized.with(null, null));
  }

  /**
   * As {@link #leftJoin(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, unnamed; the
   * foreign key is made of the value alone.
   */
  default <VR, KO, VO> KTable<K, VR> leftJoin(
      KTable<KO, VO> other,
      Function<? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return leftJoin(
        other, WithKey.extractor(foreignKeyExtractor), joiner, TableJoined.as(null), materialized);
  }

  /**
   * As {@link #leftJoin(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, with a store
   * only if one is needed; the foreign key is made of the value alone.
   */
  default <VR, KO, VO> KTable<K, VR> leftJoin(
      KTable<KO, VO> other,
      Function<? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      TableJoined<K, KO> tableJoined) {
    return leftJoin(
        other,
        WithKey.extractor(foreignKeyExtractor),
        joiner,
        tableJoined,
        Materialized.with(null, null));
  }

  /**
   * As {@link #leftJoin(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, of the value
   * alone.
   */
  default <VR, KO, VO> KTable<K, VR> leftJoin(
      KTable<KO, VO> other,
      Function<? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      TableJoined<K, KO> tableJoined,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return leftJoin(
        other, WithKey.extractor(foreignKeyExtractor), joiner, tableJoined, materialized);
  }

  /**
   * As {@link #leftJoin(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, unnamed and
   * with a store only if one is needed.
   */
  default <VR, KO, VO> KTable<K, VR> leftJoin(
      KTable<KO, VO> other,
      BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner) {
    return leftJoin(
        other, foreignKeyExtractor, joiner, TableJoined.as(null), Materialized.with(null, null));
  }

  /** As {@link #leftJoin(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, unnamed. */
  default <VR, KO, VO> KTable<K, VR> leftJoin(
      KTable<KO, VO> other,
      BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return leftJoin(other, foreignKeyExtractor, joiner, TableJoined.as(null), materialized);
  }

  /**
   * As {@link #leftJoin(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, with a store
   * only if one is needed.
   */
  default <VR, KO, VO> KTable<K, VR> leftJoin(
      KTable<KO, VO> other,
      BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      TableJoined<K, KO> tableJoined) {
    return leftJoin(other, foreignKeyExtractor, joiner, tableJoined, Materialized.with(null, null));
  }

  /**
   * As {@link #join(KTable, BiFunction, ValueJoiner, TableJoined, Materialized)}, keeping the rows
   * that have no partner or no foreign key: the joiner then gets null for the other value.
   */
  <VR, KO, VO> KTable<K, VR> leftJoin(
      KTable<KO, VO> other,
      BiFunction<? super K, ? super V, ? extends KO> foreignKeyExtractor,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      TableJoined<K, KO> tableJoined,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #outerJoin(KTable, ValueJoiner, Named)} with a generated name. */
  default <VO, VR> KTable<K, VR> outerJoin(
      KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner) {
    return outerJoin(other, joiner, Unnamed.NAMED);
  }

  /**
   * As {@link #join(KTable, ValueJoiner, Named)}, keeping all rows of both tables: the joiner gets
   * null for the value that is missing.
   */
  <VO, VR> KTable<K, VR> outerJoin(
      KTable<K, VO> other, ValueJoiner<? super V, ? super VO, ? extends VR> joiner, Named named);

  /** As {@link #outerJoin(KTable, ValueJoiner, Named, Materialized)} with a generated name. */
  default <VO, VR> KTable<K, VR> outerJoin(
      KTable<K, VO> other,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized) {
    return outerJoin(other, joiner, Unnamed.NAMED, materialized);
  }

  /**
   * As {@link #outerJoin(KTable, ValueJoiner, Named)}, kept in a store as {@code materialized}
   * says.
   */
  <VO, VR> KTable<K, VR> outerJoin(
      KTable<K, VO> other,
      ValueJoiner<? super V, ? super VO, ? extends VR> joiner,
      Named named,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #transformValues(ValueTransformerWithKeySupplier, Named, String...)}, unnamed. */
  default <VR> KTable<K, VR> transformValues(
      ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VR> transformerSupplier,
      String... stateStoreNames) {
    return transformValues(transformerSupplier, Unnamed.NAMED, stateStoreNames);
  }

  /**
   * Replaces the value of each row by what a transformer makes of it, null removing the row. Unlike
   * a mapper it sees null values, too, and has a context with the named state stores, which must
   * have been added before. The result has no store of its own: whoever reads a row, or needs the
   * value it had before, has the transformer asked again, so it must answer the same for the same
   * row.
   */
  <VR> KTable<K, VR> transformValues(
      ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VR> transformerSupplier,
      Named named,
      String... stateStoreNames);

  /** As the next with a generated name. */
  default <VR> KTable<K, VR> transformValues(
      ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VR> transformerSupplier,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized,
      String... stateStoreNames) {
    return transformValues(transformerSupplier, materialized, Unnamed.NAMED, stateStoreNames);
  }

  /**
   * As {@link #transformValues(ValueTransformerWithKeySupplier, Named, String...)}; if {@code
   * materialized} names a store, the result is kept in it and the transformer is asked once per
   * change.
   */
  <VR> KTable<K, VR> transformValues(
      ValueTransformerWithKeySupplier<? super K, ? super V, ? extends VR> transformerSupplier,
      Materialized<K, VR, KeyValueStore<Bytes, byte[]>> materialized,
      Named named,
      String... stateStoreNames);

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
