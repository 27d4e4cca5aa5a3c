package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.integerKeys;
import static io.thalweg.streams.differential.Feed.longs;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Aggregations of grouped streams without windows. */
final class AggregationTopologies {
  static final Produced<String, Long> COUNTS = Produced.with(Serdes.String(), Serdes.Long());

  private AggregationTopologies() {}

  static void register(Catalog catalog) {
    counts(catalog);
    stores(catalog);
    reductions(catalog);
    aggregates(catalog);
  }

  private static void counts(Catalog catalog) {
    catalog.add(
        Scenario.of("count").in("a", words(30)),
        (b, t) -> strings(b, t).groupByKey().count().toStream().to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("countNamed").in("a", words(31)),
        (b, t) ->
            strings(b, t)
                .groupByKey(Grouped.as("by-key"))
                .count(Named.as("counting"))
                .toStream(Named.as("out-of-table"))
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("wordCount").in("a", words(32).onePartition()),
        (b, t) ->
            strings(b, t)
                .filter((k, v) -> v != null)
                .flatMapValues(v -> java.util.List.of(v.split(" ")))
                .groupBy((k, word) -> word)
                .count(Materialized.as("words"))
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("countDeduplicated")
            .in("a", words(33))
            .changelogs(Scenario.Agreement.LAST_PER_KEY)
            .set("thalweg.changelog.dedup", true),
        (b, t) -> strings(b, t).groupByKey().count().toStream().to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("countTwoThreads").in("a", words(34)).set("num.stream.threads", 2),
        (b, t) -> strings(b, t).groupByKey().count().toStream().to(t.out("z"), COUNTS));
  }

  private static void stores(Catalog catalog) {
    catalog.add(
        Scenario.of("countInMemory").in("a", words(35)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .count(Materialized.as(Stores.inMemoryKeyValueStore("heap")))
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("countPersistentSupplier").in("a", words(36)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .count(Materialized.as(Stores.persistentKeyValueStore("plain-values")))
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("countNotLogged").in("a", words(37)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .count(
                    Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("silent")
                        .withLoggingDisabled())
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("countLogConfig").in("a", words(38)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .count(
                    Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("tuned")
                        .withLoggingEnabled(
                            Map.of("segment.bytes", "1048576", "cleanup.policy", "compact,delete"))
                        .withCachingDisabled())
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("inMemoryByDefault")
            .in("a", words(39))
            .set("default.dsl.store", "in_memory")
            .set("topic.retention.bytes", "123456789"),
        (b, t) -> strings(b, t).groupByKey().count().toStream().to(t.out("z"), COUNTS));
  }

  private static void reductions(Catalog catalog) {
    catalog.add(
        Scenario.of("reduce").in("a", words(40)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .reduce((x, y) -> x.length() > 30 ? null : x + "," + y)
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("reduceRekeyed").in("a", integerKeys(41).onePartition()),
        (b, t) ->
            b.stream(t.in("a"), Consumed.with(Serdes.Integer(), Serdes.Long()))
                .groupBy(
                    (k, v) -> v == null ? null : v % 7,
                    Grouped.with("sevens", Serdes.Long(), Serdes.Long()))
                .reduce(
                    Long::sum, Named.as("summing"), Materialized.with(Serdes.Long(), Serdes.Long()))
                .toStream()
                .to(t.out("z"), Produced.with(Serdes.Long(), Serdes.Long())));
  }

  private static void aggregates(Catalog catalog) {
    catalog.add(
        Scenario.of("aggregate").in("a", longs(42)),
        (b, t) ->
            b.stream(t.in("a"), Consumed.with(Serdes.String(), Serdes.Long()))
                .groupByKey()
                .aggregate(
                    () -> 0.5,
                    (k, v, sum) -> sum + v,
                    Materialized.<String, Double, KeyValueStore<Bytes, byte[]>>as("sums")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Double()))
                .toStream()
                .to(t.out("z"), Produced.with(Serdes.String(), Serdes.Double())));
    catalog.add(
        Scenario.of("aggregateToNothing").in("a", words(43)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .aggregate(() -> "", (k, v, all) -> v.contains("deepest") ? null : all + v.length())
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("sharedGroup").in("a", words(44).onePartition()),
        AggregationTopologies::sharedGroup);
    catalog.add(
        Scenario.of("sharedGroupOptimized")
            .in("a", words(45).onePartition())
            .set("topology.optimization", "all"),
        AggregationTopologies::sharedGroup);
  }

  private static void sharedGroup(StreamsBuilder builder, Topics topics) {
    KStream<String, String> rekeyed =
        strings(builder, topics).selectKey((k, v) -> v == null ? "" : v.substring(0, 2));
    KGroupedStream<String, String> grouped = rekeyed.groupByKey();
    grouped.count().toStream().to(topics.out("z"), COUNTS);
    grouped.reduce((x, y) -> x.compareTo(y) < 0 ? x : y).toStream().to(topics.out("y"));
    rekeyed
        .mapValues(v -> v == null ? "?" : v)
        .groupByKey(Grouped.as("second"))
        .aggregate(() -> "", (k, v, all) -> v)
        .toStream()
        .to(topics.out("x"));
  }
}
