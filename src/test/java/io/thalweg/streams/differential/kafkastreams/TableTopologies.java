package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.longs;
import static io.thalweg.streams.differential.Feed.table;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;

/** Tables from topics and streams, filtered and mapped, stored or not. */
final class TableTopologies {
  private TableTopologies() {}

  static void register(Catalog catalog) {
    sources(catalog);
    filters(catalog);
    filterChains(catalog);
    mappings(catalog);
    fromStreams(catalog);
  }

  private static void sources(Catalog catalog) {
    catalog.add(
        Scenario.of("table").in("a", table(60)),
        (b, t) -> b.<String, String>table(t.in("a")).toStream().to(t.out("z")));
    catalog.add(
        Scenario.of("tableStored").in("a", table(61)),
        (b, t) ->
            b.<String, String>table(t.in("a"), Materialized.as("rows"))
                .toStream(Named.as("changes"))
                .to(t.out("z")));
    catalog.add(
        Scenario.of("tableStoredOptimized").in("a", table(62)).set("topology.optimization", "all"),
        (b, t) ->
            b.table(
                    t.in("a"),
                    Consumed.with(Serdes.String(), Serdes.String()),
                    Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("rows"))
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("tableRekeyed").in("a", table(63).onePartition()),
        (b, t) ->
            b.<String, String>table(t.in("a"), Consumed.as("rows-in"))
                .toStream((k, v) -> v == null ? k : v, Named.as("by-value"))
                .to(t.out("z")));
  }

  private static void filters(Catalog catalog) {
    catalog.add(
        Scenario.of("tableFilter").in("a", table(64)),
        (b, t) -> {
          KTable<String, String> rows = b.table(t.in("a"));
          rows.filter((k, v) -> v.contains("r")).toStream().to(t.out("z"));
          rows.filterNot((k, v) -> v.contains("r"), Named.as("without")).toStream().to(t.out("y"));
        });
    catalog.add(
        Scenario.of("tableFilterStored").in("a", table(65)),
        (b, t) -> {
          KTable<String, String> rows = b.table(t.in("a"), Materialized.as("rows"));
          rows.filter((k, v) -> v.length() > 8, Materialized.as("longer"))
              .toStream()
              .to(t.out("z"));
          rows.filterNot((k, v) -> v.length() > 8, Named.as("rest"), Materialized.as("shorter"))
              .filter((k, v) -> v.length() > 4)
              .toStream()
              .to(t.out("y"));
        });
  }

  private static void filterChains(Catalog catalog) {
    catalog.add(
        Scenario.of("filterOfMapped").in("a", table(72)),
        (b, t) ->
            b.<String, String>table(t.in("a"), Materialized.as("rows"))
                .mapValues(v -> v.length() < 6 ? null : v)
                .filter((k, v) -> v.contains("r"))
                .filterNot((k, v) -> v.endsWith("r"))
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("filterStoredOfUnstored").in("a", table(73)),
        (b, t) ->
            b.<String, String>table(t.in("a"))
                .filter((k, v) -> v.contains("r"), Materialized.as("with-r"))
                .mapValues(v -> v + ".")
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("filterOfStoredFilter").in("a", table(77)),
        (b, t) ->
            b.<String, String>table(t.in("a"))
                .filter((k, v) -> v.contains("r"), Materialized.as("with-r"))
                .filter((k, v) -> v.contains("w"))
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("filterBesideJoin").in("a", words(74)).in("b", table(75)),
        (b, t) -> {
          KTable<String, String> rows = b.table(t.in("b"));
          rows.filter((k, v) -> v.contains("r")).toStream().to(t.out("x"));
          strings(b, t).join(rows, (x, y) -> x + y).to(t.out("z"));
          rows.filter((k, v) -> v.contains("w")).toStream().to(t.out("y"));
        });
    catalog.add(
        Scenario.of("mapStoredOfFiltered").in("a", table(76)),
        (b, t) ->
            b.<String, String>table(t.in("a"), Materialized.as("rows"))
                .filter((k, v) -> v.contains("r"))
                .mapValues(v -> v.length() < 10 ? null : v, Materialized.as("long-ones"))
                .filterNot((k, v) -> v.contains("l"), Materialized.as("no-l"))
                .toStream()
                .to(t.out("z")));
  }

  private static void mappings(Catalog catalog) {
    catalog.add(
        Scenario.of("tableMapValues").in("a", table(66)),
        (b, t) ->
            b.<String, String>table(t.in("a"))
                .mapValues(v -> v == null ? null : v.length())
                .mapValues((k, v) -> v > 20 ? null : v * 2L, Named.as("doubled"))
                .toStream()
                .to(t.out("z"), AggregationTopologies.COUNTS));
    catalog.add(
        Scenario.of("tableMapValuesStored").in("a", table(67)),
        (b, t) ->
            b.<String, String>table(t.in("a"))
                .mapValues(
                    (k, v) -> (long) (k + v).length(),
                    Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("lengths")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long()))
                .filter((k, v) -> v % 2 == 0, Materialized.with(Serdes.String(), Serdes.Long()))
                .toStream()
                .to(t.out("z"), AggregationTopologies.COUNTS));
    catalog.add(
        Scenario.of("countFiltered").in("a", words(68)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .count()
                .filter((k, n) -> n % 3 != 0)
                .mapValues(n -> "n" + n)
                .toStream()
                .to(t.out("z")));
  }

  private static void fromStreams(Catalog catalog) {
    catalog.add(
        Scenario.of("toTable").in("a", table(69)),
        (b, t) -> strings(b, t).toTable().toStream().to(t.out("z")));
    catalog.add(
        Scenario.of("toTableStored").in("a", longs(70)),
        (b, t) ->
            b.stream(t.in("a"), Consumed.with(Serdes.String(), Serdes.Long()))
                .toTable(
                    Named.as("made-table"),
                    Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("made")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long()))
                .toStream()
                .to(t.out("z"), Produced.with(Serdes.String(), Serdes.Long())));
    catalog.add(
        Scenario.of("toTableRekeyed").in("a", words(71).onePartition()),
        (b, t) ->
            strings(b, t)
                .selectKey((k, v) -> v == null ? k : v.substring(0, 3))
                .toTable(Materialized.with(Serdes.String(), Serdes.String()))
                .filter((k, v) -> v.length() % 2 == 0)
                .toStream()
                .to(t.out("z")));
  }
}
