package io.thalweg.streams.kstream;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.processor.TopicNameExtractor;
import io.thalweg.streams.processor.api.FixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.WindowStore;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;

/**
 * A stream of records: each stands for itself. Every method adds to the topology and returns at
 * once; functions are called when the application runs, on its stream threads. Arguments must not
 * be null.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface KStream<K, V> {

  /** As {@link #filter(Predicate, Named)} with a generated name. */
  default KStream<K, V> filter(Predicate<? super K, ? super V> predicate) {
    return filter(predicate, Unnamed.NAMED);
  }

  /** Keeps the records for which {@code predicate} is true. */
  KStream<K, V> filter(Predicate<? super K, ? super V> predicate, Named named);

  /** As {@link #filterNot(Predicate, Named)} with a generated name. */
  default KStream<K, V> filterNot(Predicate<? super K, ? super V> predicate) {
    return filterNot(predicate, Unnamed.NAMED);
  }

  /** Keeps the records for which {@code predicate} is false. */
  KStream<K, V> filterNot(Predicate<? super K, ? super V> predicate, Named named);

  /** As {@link #selectKey(KeyValueMapper, Named)} with a generated name. */
  default <KOut> KStream<KOut, V> selectKey(
      KeyValueMapper<? super K, ? super V, ? extends KOut> mapper) {
    return selectKey(mapper, Unnamed.NAMED);
  }

  /**
   * Gives each record a new key. Grouping or joining the result goes through a repartition topic.
   */
  <KOut> KStream<KOut, V> selectKey(
      KeyValueMapper<? super K, ? super V, ? extends KOut> mapper, Named named);

  /** As {@link #map(KeyValueMapper, Named)} with a generated name. */
  default <KOut, VOut> KStream<KOut, VOut> map(
      KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KOut, ? extends VOut>>
          mapper) {
    return map(mapper, Unnamed.NAMED);
  }

  /**
   * Replaces key and value of each record. Grouping or joining the result goes through a
   * repartition topic. The mapper must not return null.
   */
  <KOut, VOut> KStream<KOut, VOut> map(
      KeyValueMapper<? super K, ? super V, ? extends KeyValue<? extends KOut, ? extends VOut>>
          mapper,
      Named named);

  /** As {@link #mapValues(ValueMapperWithKey, Named)}, without the key. */
  default <VOut> KStream<K, VOut> mapValues(ValueMapper<? super V, ? extends VOut> mapper) {
    return mapValues(mapper, Unnamed.NAMED);
  }

  /** As {@link #mapValues(ValueMapperWithKey, Named)}, without the key. */
  default <VOut> KStream<K, VOut> mapValues(
      ValueMapper<? super V, ? extends VOut> mapper, Named named) {
    return mapValues(WithKey.mapper(mapper), named);
  }

  /** As {@link #mapValues(ValueMapperWithKey, Named)} with a generated name. */
  default <VOut> KStream<K, VOut> mapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends VOut> mapper) {
    return mapValues(mapper, Unnamed.NAMED);
  }

  /**
   * Replaces the value of each record; the key must not be changed, and nothing is repartitioned.
   */
  <VOut> KStream<K, VOut> mapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends VOut> mapper, Named named);

  /** As {@link #flatMap(KeyValueMapper, Named)} with a generated name. */
  default <KOut, VOut> KStream<KOut, VOut> flatMap(
      KeyValueMapper<
              ? super K,
              ? super V,
              ? extends Iterable<? extends KeyValue<? extends KOut, ? extends VOut>>>
          mapper) {
    return flatMap(mapper, Unnamed.NAMED);
  }

  /**
   * Replaces each record with any number of records. Grouping or joining the result goes through a
   * repartition topic. The mapper must not return null.
   */
  <KR, VOut> KStream<KR, VOut> flatMap(
      KeyValueMapper<
              ? super K,
              ? super V,
              ? extends Iterable<? extends KeyValue<? extends KR, ? extends VOut>>>
          mapper,
      Named named);

  /** As {@link #flatMapValues(ValueMapperWithKey, Named)}, without the key. */
  default <VOut> KStream<K, VOut> flatMapValues(
      ValueMapper<? super V, ? extends Iterable<? extends VOut>> mapper) {
    return flatMapValues(mapper, Unnamed.NAMED);
  }

  /** As {@link #flatMapValues(ValueMapperWithKey, Named)}, without the key. */
  default <VOut> KStream<K, VOut> flatMapValues(
      ValueMapper<? super V, ? extends Iterable<? extends VOut>> mapper, Named named) {
    return flatMapValues(WithKey.mapper(mapper), named);
  }

  /** As {@link #flatMapValues(ValueMapperWithKey, Named)} with a generated name. */
  default <VOut> KStream<K, VOut> flatMapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends Iterable<? extends VOut>> mapper) {
    return flatMapValues(mapper, Unnamed.NAMED);
  }

  /**
   * Replaces each value with any number of values under the same key; nothing is repartitioned. The
   * mapper must not return null.
   */
  <VOut> KStream<K, VOut> flatMapValues(
      ValueMapperWithKey<? super K, ? super V, ? extends Iterable<? extends VOut>> mapper,
      Named named);

  /** Prints each record, for looking at what happens; ends the chain. */
  void print(Printed<K, V> printed);

  /** As {@link #foreach(ForeachAction, Named)} with a generated name. */
  default void foreach(ForeachAction<? super K, ? super V> action) {
    foreach(action, Unnamed.NAMED);
  }

  /** Calls {@code action} for each record; ends the chain. */
  void foreach(ForeachAction<? super K, ? super V> action, Named named);

  /** As {@link #peek(ForeachAction, Named)} with a generated name. */
  default KStream<K, V> peek(ForeachAction<? super K, ? super V> action) {
    return peek(action, Unnamed.NAMED);
  }

  /** Calls {@code action} for each record and passes the record on as it was. */
  KStream<K, V> peek(ForeachAction<? super K, ? super V> action, Named named);

  /** As {@link #split(Named)} with a generated name. */
  default BranchedKStream<K, V> split() {
    return split(Unnamed.NAMED);
  }

  /**
   * Starts splitting the stream into branches; {@code named} is the prefix of their names in the
   * resulting map.
   */
  BranchedKStream<K, V> split(Named named);

  /** As {@link #merge(KStream, Named)} with a generated name. */
  default KStream<K, V> merge(KStream<K, V> stream) {
    return merge(stream, Unnamed.NAMED);
  }

  /**
   * Unites this stream with another of the same builder. Each keeps its own order; between the two
   * there is none.
   */
  KStream<K, V> merge(KStream<K, V> stream, Named named);

  /**
   * As {@link #repartition(Repartitioned)} with generated names and the partition count of above.
   */
  default KStream<K, V> repartition() {
    return repartition(Repartitioned.with(null, null));
  }

  /** Sends the stream through a repartition topic, whether or not its key has changed. */
  KStream<K, V> repartition(Repartitioned<K, V> repartitioned);

  /** As {@link #to(String, Produced)} with the serdes of the stream. */
  default void to(String topic) {
    to(topic, Produced.with(null, null, null));
  }

  /** Writes the stream to a topic, which must exist when the application starts. */
  void to(String topic, Produced<K, V> produced);

  /** As {@link #to(TopicNameExtractor, Produced)} with the serdes of the stream. */
  default void to(TopicNameExtractor<K, V> topicExtractor) {
    to(topicExtractor, Produced.with(null, null, null));
  }

  /** Writes each record to the topic that the extractor names; it must exist by then. */
  void to(TopicNameExtractor<K, V> topicExtractor, Produced<K, V> produced);

  /** As {@link #toTable(Named)} with a generated name. */
  default KTable<K, V> toTable() {
    return toTable(Unnamed.NAMED);
  }

  /**
   * Reads the stream as updates of a table: a null value removes the key, a record with a null key
   * is dropped. A stream whose key may have changed goes through a repartition topic first. The
   * table is kept in a store only if something needs it.
   */
  KTable<K, V> toTable(Named named);

  /** As {@link #toTable(Named, Materialized)} with a generated name. */
  default KTable<K, V> toTable(Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
    return toTable(Unnamed.NAMED, materialized);
  }

  /** As {@link #toTable(Named)}; a store that {@code materialized} names is kept in any case. */
  KTable<K, V> toTable(Named named, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized);

  /** As {@link #groupBy(KeyValueMapper, Grouped)} with the value serde of the stream. */
  <KOut> KGroupedStream<KOut, V> groupBy(KeyValueMapper<? super K, ? super V, KOut> keySelector);

  /**
   * Groups by a new key; aggregating goes through a repartition topic, where records with a null
   * key are dropped.
   */
  <KOut> KGroupedStream<KOut, V> groupBy(
      KeyValueMapper<? super K, ? super V, KOut> keySelector, Grouped<KOut, V> grouped);

  /** As {@link #groupByKey(Grouped)} with the serdes of the stream. */
  KGroupedStream<K, V> groupByKey();

  /**
   * Groups by the key; aggregating goes through a repartition topic only if the key may have
   * changed.
   */
  KGroupedStream<K, V> groupByKey(Grouped<K, V> grouped);

  /** As {@link #join(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)}, without the key. */
  default <VRight, VOut> KStream<K, VOut> join(
      KStream<K, VRight> otherStream,
      ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows) {
    return join(otherStream, WithKey.joiner(joiner), windows);
  }

  /** As {@link #join(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)}, without the key. */
  default <VRight, VOut> KStream<K, VOut> join(
      KStream<K, VRight> otherStream,
      ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows,
      StreamJoined<K, V, VRight> streamJoined) {
    return join(otherStream, WithKey.joiner(joiner), windows, streamJoined);
  }

  /**
   * As {@link #join(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)} with the default
   * serdes and generated names.
   */
  default <VRight, VOut> KStream<K, VOut> join(
      KStream<K, VRight> otherStream,
      ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows) {
    return join(otherStream, joiner, windows, StreamJoined.with(null, null, null));
  }

  /**
   * Joins each record with those of the other stream that have its key and are near it in time, as
   * {@code windows} says; records of both streams make results. Records with a null key or value
   * are dropped. A result has the later of the two timestamps. Both streams need the same number of
   * partitions; one whose key may have changed is repartitioned to fit. The serdes are those of
   * {@code streamJoined}, else the default ones: not those of the streams.
   *
   * @throws io.thalweg.streams.errors.StreamsException if a store supplier does not fit the windows
   */
  <VRight, VOut> KStream<K, VOut> join(
      KStream<K, VRight> otherStream,
      ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows,
      StreamJoined<K, V, VRight> streamJoined);

  /**
   * As {@link #leftJoin(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)}, without the key.
   */
  default <VRight, VOut> KStream<K, VOut> leftJoin(
      KStream<K, VRight> otherStream,
      ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows) {
    return leftJoin(otherStream, WithKey.joiner(joiner), windows);
  }

  /**
   * As {@link #leftJoin(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)}, without the key.
   */
  default <VRight, VOut> KStream<K, VOut> leftJoin(
      KStream<K, VRight> otherStream,
      ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows,
      StreamJoined<K, V, VRight> streamJoined) {
    return leftJoin(otherStream, WithKey.joiner(joiner), windows, streamJoined);
  }

  /**
   * As {@link #leftJoin(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)} with the default
   * serdes and generated names.
   */
  default <VRight, VOut> KStream<K, VOut> leftJoin(
      KStream<K, VRight> otherStream,
      ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows) {
    return leftJoin(otherStream, joiner, windows, StreamJoined.with(null, null, null));
  }

  /**
   * As {@link #join(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)}, but a record of this
   * stream that finds no partner is joined with null once its window and the grace period have
   * passed in stream time, with its own timestamp. A record of this stream with a null key is
   * joined with null at once.
   */
  <VRight, VOut> KStream<K, VOut> leftJoin(
      KStream<K, VRight> otherStream,
      ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows,
      StreamJoined<K, V, VRight> streamJoined);

  /**
   * As {@link #outerJoin(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)}, without the key.
   */
  default <VRight, VOut> KStream<K, VOut> outerJoin(
      KStream<K, VRight> otherStream,
      ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows) {
    return outerJoin(otherStream, WithKey.joiner(joiner), windows);
  }

  /**
   * As {@link #outerJoin(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)}, without the key.
   */
  default <VRight, VOut> KStream<K, VOut> outerJoin(
      KStream<K, VRight> otherStream,
      ValueJoiner<? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows,
      StreamJoined<K, V, VRight> streamJoined) {
    return outerJoin(otherStream, WithKey.joiner(joiner), windows, streamJoined);
  }

  /**
   * As {@link #outerJoin(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)} with the default
   * serdes and generated names.
   */
  default <VRight, VOut> KStream<K, VOut> outerJoin(
      KStream<K, VRight> otherStream,
      ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows) {
    return outerJoin(otherStream, joiner, windows, StreamJoined.with(null, null, null));
  }

  /**
   * As {@link #leftJoin(KStream, ValueJoinerWithKey, JoinWindows, StreamJoined)}, for the records
   * of both streams.
   */
  <VRight, VOut> KStream<K, VOut> outerJoin(
      KStream<K, VRight> otherStream,
      ValueJoinerWithKey<? super K, ? super V, ? super VRight, ? extends VOut> joiner,
      JoinWindows windows,
      StreamJoined<K, V, VRight> streamJoined);

  /** As {@link #join(KTable, ValueJoinerWithKey, Joined)}, without the key. */
  default <TableValue, VOut> KStream<K, VOut> join(
      KTable<K, TableValue> table,
      ValueJoiner<? super V, ? super TableValue, ? extends VOut> joiner) {
    return join(table, WithKey.joiner(joiner));
  }

  /** As {@link #join(KTable, ValueJoinerWithKey, Joined)}, without the key. */
  default <TableValue, VOut> KStream<K, VOut> join(
      KTable<K, TableValue> table,
      ValueJoiner<? super V, ? super TableValue, ? extends VOut> joiner,
      Joined<K, V, TableValue> joined) {
    return join(table, WithKey.joiner(joiner), joined);
  }

  /** As {@link #join(KTable, ValueJoinerWithKey, Joined)} with the serdes of the stream. */
  default <TableValue, VOut> KStream<K, VOut> join(
      KTable<K, TableValue> table,
      ValueJoinerWithKey<? super K, ? super V, ? super TableValue, ? extends VOut> joiner) {
    return join(table, joiner, Joined.with(null, null, null));
  }

  /**
   * Joins each record with the table's row of its key as it is at that moment; only records of the
   * stream make results. A record without a row, or with a null key or value, is dropped. The
   * result has the timestamp of the stream's record. Both inputs need the same number of
   * partitions; a stream whose key may have changed is repartitioned to fit.
   */
  <TableValue, VOut> KStream<K, VOut> join(
      KTable<K, TableValue> table,
      ValueJoinerWithKey<? super K, ? super V, ? super TableValue, ? extends VOut> joiner,
      Joined<K, V, TableValue> joined);

  /** As {@link #leftJoin(KTable, ValueJoinerWithKey, Joined)}, without the key. */
  default <VTable, VOut> KStream<K, VOut> leftJoin(
      KTable<K, VTable> table, ValueJoiner<? super V, ? super VTable, ? extends VOut> joiner) {
    return leftJoin(table, WithKey.joiner(joiner));
  }

  /** As {@link #leftJoin(KTable, ValueJoinerWithKey, Joined)}, without the key. */
  default <VTable, VOut> KStream<K, VOut> leftJoin(
      KTable<K, VTable> table,
      ValueJoiner<? super V, ? super VTable, ? extends VOut> joiner,
      Joined<K, V, VTable> joined) {
    return leftJoin(table, WithKey.joiner(joiner), joined);
  }

  /** As {@link #leftJoin(KTable, ValueJoinerWithKey, Joined)} with the serdes of the stream. */
  default <VTable, VOut> KStream<K, VOut> leftJoin(
      KTable<K, VTable> table,
      ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner) {
    return leftJoin(table, joiner, Joined.with(null, null, null));
  }

  /**
   * As {@link #join(KTable, ValueJoinerWithKey, Joined)}, but a record without a row is joined with
   * null, and so is one with a null key.
   */
  <VTable, VOut> KStream<K, VOut> leftJoin(
      KTable<K, VTable> table,
      ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner,
      Joined<K, V, VTable> joined);

  /** As {@link #join(GlobalKTable, KeyValueMapper, ValueJoinerWithKey, Named)}, without the key. */
  default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> join(
      GlobalKTable<GlobalKey, GlobalValue> globalTable,
      KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
      ValueJoiner<? super V, ? super GlobalValue, ? extends VOut> joiner) {

    return join(globalTable, keySelector, WithKey.joiner(joiner), Unnamed.NAMED);
  }

  /** As {@link #join(GlobalKTable, KeyValueMapper, ValueJoinerWithKey, Named)}, without the key. */
  default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> join(
      GlobalKTable<GlobalKey, GlobalValue> globalTable,
      KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
      ValueJoiner<? super V, ? super GlobalValue, ? extends VOut> joiner,
      Named named) {
    return join(globalTable, keySelector, WithKey.joiner(joiner), named);
  }

  /** As {@link #join(GlobalKTable, KeyValueMapper, ValueJoinerWithKey, Named)}, unnamed. */
  default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> join(
      GlobalKTable<GlobalKey, GlobalValue> globalTable,
      KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
      ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner) {
    return join(globalTable, keySelector, joiner, Unnamed.NAMED);
  }

  /**
   * Joins each record with the global table's row under the key that {@code keySelector} makes of
   * it, as that row is on this instance at that moment; the joiner gets the stream's key. A record
   * without a row, with a null value, or for which the selector returns null, is dropped. Nothing
   * is repartitioned.
   */
  <GlobalKey, GlobalValue, VOut> KStream<K, VOut> join(
      GlobalKTable<GlobalKey, GlobalValue> globalTable,
      KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
      ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner,
      Named named);

  /**
   * As {@link #leftJoin(GlobalKTable, KeyValueMapper, ValueJoinerWithKey, Named)}, without the key.
   */
  default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> leftJoin(
      GlobalKTable<GlobalKey, GlobalValue> globalTable,
      KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
      ValueJoiner<? super V, ? super GlobalValue, ? extends VOut> joiner) {

    return leftJoin(globalTable, keySelector, WithKey.joiner(joiner), Unnamed.NAMED);
  }

  /**
   * As {@link #leftJoin(GlobalKTable, KeyValueMapper, ValueJoinerWithKey, Named)}, without the key.
   */
  default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> leftJoin(
      GlobalKTable<GlobalKey, GlobalValue> globalTable,
      KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
      ValueJoiner<? super V, ? super GlobalValue, ? extends VOut> joiner,
      Named named) {
    return leftJoin(globalTable, keySelector, WithKey.joiner(joiner), named);
  }

  /** As {@link #leftJoin(GlobalKTable, KeyValueMapper, ValueJoinerWithKey, Named)}, unnamed. */
  default <GlobalKey, GlobalValue, VOut> KStream<K, VOut> leftJoin(
      GlobalKTable<GlobalKey, GlobalValue> globalTable,
      KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
      ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner) {
    return leftJoin(globalTable, keySelector, joiner, Unnamed.NAMED);
  }

  /**
   * As {@link #join(GlobalKTable, KeyValueMapper, ValueJoinerWithKey, Named)}, but a record without
   * a row is joined with null, and so is one for which the selector returns null.
   */
  <GlobalKey, GlobalValue, VOut> KStream<K, VOut> leftJoin(
      GlobalKTable<GlobalKey, GlobalValue> globalTable,
      KeyValueMapper<? super K, ? super V, ? extends GlobalKey> keySelector,
      ValueJoinerWithKey<? super K, ? super V, ? super GlobalValue, ? extends VOut> joiner,
      Named named);

  /** As {@link #process(ProcessorSupplier, Named, String...)} with a generated name. */
  default <KOut, VOut> KStream<KOut, VOut> process(
      ProcessorSupplier<? super K, ? super V, ? extends KOut, ? extends VOut> processorSupplier,
      String... stateStoreNames) {
    return process(processorSupplier, Unnamed.NAMED, stateStoreNames);
  }

  /**
   * Hands each record to a processor, which may forward any number of records, with other keys,
   * values, timestamps and headers. What needs the key to choose the partition goes through a
   * repartition topic afterwards.
   *
   * @param stateStoreNames the stores that the processor uses, beside those its supplier brings
   * @throws IllegalArgumentException if the supplier returns the same processor twice
   */
  <KOut, VOut> KStream<KOut, VOut> process(
      ProcessorSupplier<? super K, ? super V, ? extends KOut, ? extends VOut> processorSupplier,
      Named named,
      String... stateStoreNames);

  /**
   * As {@link #deduplicate(KeyValueMapper, Duration, Named, Materialized)} with generated names and
   * the default key serde for ids. Thalweg's own.
   */
  default <I> KStream<K, V> deduplicate(
      KeyValueMapper<? super K, ? super V, ? extends I> idSelector, Duration window) {
    return deduplicate(idSelector, window, Materialized.with(null, null));
  }

  /**
   * As {@link #deduplicate(KeyValueMapper, Duration, Named, Materialized)} with a generated name.
   * Thalweg's own.
   */
  default <I> KStream<K, V> deduplicate(
      KeyValueMapper<? super K, ? super V, ? extends I> idSelector,
      Duration window,
      Materialized<I, Long, WindowStore<Bytes, byte[]>> materialized) {
    return deduplicate(idSelector, window, Unnamed.NAMED, materialized);
  }

  /**
   * Passes on the first record of each id and drops what comes with the same id and a timestamp
   * less than {@code window} before or after that record's. First is what is processed first. A
   * record with a null id is always passed on.
   *
   * <p>Records with one id must come through one partition: a stream whose key was changed goes
   * through a repartition topic first. Ids are kept for three windows of stream time, so that
   * records that come out of order are told apart as well; one that is more than a window late may
   * be passed on although it is a duplicate. Thalweg's own.
   *
   * @param materialized name and kind of the store and serde of the ids; the store is never cached
   * @throws IllegalArgumentException if {@code window} is less than one millisecond
   */
  <I> KStream<K, V> deduplicate(
      KeyValueMapper<? super K, ? super V, ? extends I> idSelector,
      Duration window,
      Named named,
      Materialized<I, Long, WindowStore<Bytes, byte[]>> materialized);

  /** As {@link #processValues(FixedKeyProcessorSupplier, Named, String...)}, name generated. */
  default <VOut> KStream<K, VOut> processValues(
      FixedKeyProcessorSupplier<? super K, ? super V, ? extends VOut> processorSupplier,
      String... stateStoreNames) {
    return processValues(processorSupplier, Unnamed.NAMED, stateStoreNames);
  }

  /**
   * Hands each record to a processor, which may forward any number of records with the same key.
   *
   * @param stateStoreNames the stores that the processor uses, beside those its supplier brings
   * @throws IllegalArgumentException if the supplier returns the same processor twice
   */
  <VOut> KStream<K, VOut> processValues(
      FixedKeyProcessorSupplier<? super K, ? super V, ? extends VOut> processorSupplier,
      Named named,
      String... stateStoreNames);
}
