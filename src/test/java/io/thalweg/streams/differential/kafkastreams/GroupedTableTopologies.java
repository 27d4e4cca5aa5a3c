package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.table;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedTable;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Aggregations of tables under other keys. Inputs have one partition: the way on is in order. */
final class GroupedTableTopologies {
  private GroupedTableTopologies() {}

  static void register(Catalog catalog) {
    aggregations(catalog);
    nulls(catalog);
    sources(catalog);
    configs(catalog);
    versions(catalog);
  }

  private static Scenario scenario(String name, long seed) {
    return Scenario.of(name).in("a", table(seed).onePartition());
  }

  private static KGroupedTable<String, String> byFirst(StreamsBuilder b, Topics t) {
    return byFirst(b.table(t.in("a")));
  }

  private static KGroupedTable<String, String> byFirst(KTable<String, String> table) {
    return table.groupBy((k, v) -> KeyValue.pair(v.substring(0, 1), k + v.length()));
  }

  private static String plus(String sum, String value) {
    return sum + "+" + value;
  }

  private static String minus(String sum, String value) {
    return sum + "-" + value;
  }

  private static void aggregations(Catalog catalog) {
    catalog.add(
        scenario("groupedCount", 600),
        (b, t) -> byFirst(b, t).count().toStream().to(t.out("z"), AggregationTopologies.COUNTS));
    catalog.add(
        scenario("groupedCountNamed", 601),
        (b, t) ->
            b.<String, String>table(t.in("a"))
                .groupBy(
                    (k, v) -> KeyValue.pair(v, (long) v.length()),
                    Grouped.<String, Long>as("by-value").withValueSerde(Serdes.Long()))
                .count(Named.as("counting"), Materialized.as("counts"))
                .filter((k, n) -> n > 0)
                .toStream()
                .to(t.out("z"), AggregationTopologies.COUNTS));
    catalog.add(
        scenario("groupedReduce", 602),
        (b, t) -> {
          KGroupedTable<String, String> group =
              b.<String, String>table(t.in("a"))
                  .groupBy((k, v) -> KeyValue.pair(v.substring(0, 1), v), Grouped.as("group"));
          group
              .reduce(GroupedTableTopologies::plus, GroupedTableTopologies::minus)
              .toStream()
              .to(t.out("y"));
          group
              .reduce((x, y) -> y, (x, y) -> x, Named.as("last"), Materialized.as("lasts"))
              .toStream()
              .to(t.out("z"));
        });
    catalog.add(
        scenario("groupedAggregate", 603),
        (b, t) ->
            byFirst(b, t)
                .aggregate(
                    () -> "",
                    (k, v, sum) -> plus(sum, v),
                    (k, v, sum) -> minus(sum, v),
                    Materialized.as("sums"))
                .toStream()
                .to(t.out("z")));
  }

  private static void nulls(Catalog catalog) {
    catalog.add(
        scenario("groupedNullResults", 610),
        (b, t) ->
            byFirst(b, t)
                .aggregate(
                    () -> "",
                    (k, v, sum) -> v.endsWith("1") ? null : plus(sum, v),
                    (k, v, sum) -> v.endsWith("2") ? null : minus(sum, v))
                .filter((k, v) -> v.contains("-"))
                .toStream()
                .to(t.out("z")));
    catalog.add(
        scenario("groupedNullSelections", 611),
        (b, t) ->
            b.<String, String>table(t.in("a"))
                .groupBy(
                    (k, v) ->
                        switch (v.length() % 5) {
                          case 0 -> null;
                          case 1 -> KeyValue.<String, String>pair(null, v);
                          case 2 -> KeyValue.<String, String>pair(v.substring(0, 1), null);
                          default -> KeyValue.pair(v.substring(0, 1), v);
                        })
                .reduce(GroupedTableTopologies::plus, GroupedTableTopologies::minus)
                .toStream()
                .to(t.out("z")));
  }

  private static void sources(Catalog catalog) {
    catalog.add(
        scenario("groupedTwice", 620).partitions(1),
        (b, t) ->
            byFirst(b, t)
                .count()
                .groupBy(
                    (k, n) -> KeyValue.pair("all", n), Grouped.with(Serdes.String(), Serdes.Long()))
                .reduce(
                    Long::sum, (x, y) -> x - y, Materialized.with(Serdes.String(), Serdes.Long()))
                .toStream()
                .to(t.out("z"), AggregationTopologies.COUNTS));
    catalog.add(
        scenario("groupedDerived", 621),
        (b, t) -> {
          KTable<String, String> rows = b.table(t.in("a"));
          byFirst(rows.filter((k, v) -> v.contains("r"))).count(Named.as("filtered"));
          byFirst(rows.mapValues(v -> v + ".", Materialized.as("mapped")))
              .reduce(GroupedTableTopologies::plus, GroupedTableTopologies::minus)
              .toStream()
              .to(t.out("z"));
        });
    catalog.add(
        Scenario.of("groupedStreamCount").in("a", words(622).onePartition()),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .count()
                .groupBy((k, n) -> KeyValue.pair("n" + n, k))
                .reduce(GroupedTableTopologies::plus, GroupedTableTopologies::minus)
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("groupedWindows").in("a", words(623).onePartition()),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(
                    TimeWindows.ofSizeAndGrace(Duration.ofSeconds(2), Duration.ofMinutes(1)))
                .count()
                .groupBy((window, n) -> KeyValue.pair(window.key(), "n" + n))
                .reduce(GroupedTableTopologies::plus, GroupedTableTopologies::minus)
                .toStream()
                .to(t.out("z")));
    catalog.add(
        scenario("groupedJoined", 624).in("b", table(625).phase(0).early()),
        (b, t) ->
            b.<String, String>table(t.in("b"))
                .leftJoin(byFirst(b, t).count(), (x, n) -> x + n)
                .toStream()
                .to(t.out("z")));
  }

  private static void configs(Catalog catalog) {
    catalog.add(
        scenario("groupedForOldMembers", 630).set("upgrade.from", "3.4"),
        (b, t) ->
            byFirst(b, t)
                .reduce(GroupedTableTopologies::plus, GroupedTableTopologies::minus)
                .toStream()
                .to(t.out("z")));
    catalog.add(
        scenario("groupedExactlyOnce", 631).exactlyOnce().set("commit.interval.ms", 500),
        (b, t) ->
            byFirst(b, t)
                .reduce(GroupedTableTopologies::plus, GroupedTableTopologies::minus)
                .toStream()
                .to(t.out("z")));
    catalog.add(
        scenario("groupedOptimized", 632).set("topology.optimization", "all"),
        (b, t) ->
            byFirst(b, t)
                .count(Materialized.as("counts"))
                .toStream()
                .to(t.out("z"), AggregationTopologies.COUNTS));
    catalog.add(
        scenario("groupedCached", 633).cached(),
        (b, t) ->
            byFirst(
                    b.table(
                        t.in("a"),
                        Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("rows")
                            .withCachingDisabled()))
                .reduce(GroupedTableTopologies::plus, GroupedTableTopologies::minus)
                .toStream()
                .to(t.out("z")));
  }

  private static void versions(Catalog catalog) {
    catalog.add(
        scenario("groupedVersioned", 640),
        (b, t) -> {
          KTable<String, String> rows =
              b.table(
                  t.in("a"),
                  Materialized.as(
                      Stores.persistentVersionedKeyValueStore("rows", Duration.ofSeconds(10))));
          byFirst(rows.mapValues(v -> v + "."))
              .reduce(
                  GroupedTableTopologies::plus,
                  GroupedTableTopologies::minus,
                  Materialized.as(
                      Stores.persistentVersionedKeyValueStore("sums", Duration.ofMinutes(1))))
              .toStream()
              .to(t.out("y"));
          byFirst(rows.filter((k, v) -> v.contains("r"), Materialized.as("latest")))
              .count()
              .toStream()
              .to(t.out("z"), AggregationTopologies.COUNTS);
        });
  }
}
