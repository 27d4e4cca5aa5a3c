package io.thalweg.streams.parity;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.KGroupedTable;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.TimeWindows;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;

/** Aggregations of tables, for both libraries: see {@link Peer}. */
public final class GroupedTableTopologies {
  private GroupedTableTopologies() {}

  private static KGroupedTable<String, String> group(StreamsBuilder b) {
    return b.<String, String>table("t").groupBy((k, v) -> KeyValue.pair(v, k));
  }

  private static KGroupedTable<String, String> group(StreamsBuilder b, String name) {
    return b.<String, String>table("t").groupBy((k, v) -> KeyValue.pair(v, k), Grouped.as(name));
  }

  public static void count(StreamsBuilder b) {
    group(b).count().toStream().to("out");
  }

  public static void countNamed(StreamsBuilder b) {
    group(b).count(Named.as("c")).toStream().to("out");
  }

  public static void countMaterialized(StreamsBuilder b) {
    group(b).count(Materialized.as("s")).toStream().to("out");
  }

  public static void countMaterializedWithoutName(StreamsBuilder b) {
    group(b).count(Materialized.with(Serdes.String(), Serdes.Long())).toStream().to("out");
  }

  public static void countOfNamedGroup(StreamsBuilder b) {
    group(b, "g").count(Named.as("c"), Materialized.as("s")).toStream().to("out");
  }

  public static void reduce(StreamsBuilder b) {
    group(b).reduce((x, y) -> x, (x, y) -> x).toStream().to("out");
  }

  public static void reduceMaterialized(StreamsBuilder b) {
    group(b).reduce((x, y) -> x, (x, y) -> x, Materialized.as("s")).toStream().to("out");
  }

  public static void reduceNamedMaterialized(StreamsBuilder b) {
    group(b, "g")
        .reduce((x, y) -> x, (x, y) -> x, Named.as("r"), Materialized.with(null, null))
        .toStream()
        .to("out");
  }

  public static void aggregate(StreamsBuilder b) {
    group(b).aggregate(() -> "", (k, v, a) -> a, (k, v, a) -> a).toStream().to("out");
  }

  public static void aggregateNamed(StreamsBuilder b) {
    group(b).aggregate(() -> "", (k, v, a) -> a, (k, v, a) -> a, Named.as("a")).toStream();
  }

  public static void aggregateMaterialized(StreamsBuilder b) {
    group(b).aggregate(() -> "", (k, v, a) -> a, (k, v, a) -> a, Materialized.as("s")).toStream();
  }

  public static void aggregateNamedMaterialized(StreamsBuilder b) {
    group(b, "g")
        .aggregate(() -> "", (k, v, a) -> a, (k, v, a) -> a, Named.as("a"), Materialized.as("s"))
        .toStream()
        .to("out");
  }

  public static void notAggregated(StreamsBuilder b) {
    group(b);
  }

  public static void twoOfOneGroup(StreamsBuilder b) {
    KGroupedTable<String, String> group = group(b);
    group.count();
    group.reduce((x, y) -> x, (x, y) -> x);
  }

  public static void twoOfOneNamedGroup(StreamsBuilder b) {
    KGroupedTable<String, String> group = group(b, "g");
    group.count();
    group.reduce((x, y) -> x, (x, y) -> x, Named.as("r"), Materialized.as("s"));
  }

  public static void twoGroups(StreamsBuilder b) {
    KTable<String, String> table = b.table("t");
    table.groupBy(KeyValue::pair).count();
    table.groupBy((k, v) -> KeyValue.pair(v, v)).count();
  }

  public static void ofDerivedTables(StreamsBuilder b) {
    KTable<String, String> table = b.table("t");
    table.filter((k, v) -> true).groupBy(KeyValue::pair).count();
    table.mapValues(v -> v).filter((k, v) -> true).groupBy(KeyValue::pair).count();
  }

  public static void ofCounts(StreamsBuilder b) {
    group(b).count().groupBy((k, n) -> KeyValue.pair(n, k)).count().toStream().to("out");
  }

  public static void ofStreamAggregates(StreamsBuilder b) {
    b.<String, String>stream("s").groupByKey().count().groupBy(KeyValue::pair).count();
    b.<String, String>stream("w")
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofSeconds(1)))
        .count()
        .groupBy((window, n) -> KeyValue.pair(window.key(), n))
        .count();
  }

  public static void ofAStreamMadeATable(StreamsBuilder b) {
    b.<String, String>stream("s").toTable().groupBy(KeyValue::pair).count();
  }

  public static void ofAJoin(StreamsBuilder b) {
    b.<String, String>table("a")
        .outerJoin(b.<String, String>table("b"), (x, y) -> x + y)
        .mapValues(v -> v)
        .groupBy(KeyValue::pair)
        .count();
  }

  public static void joined(StreamsBuilder b) {
    KTable<String, Long> counts = group(b).count();
    b.<String, String>stream("s").join(counts, (x, n) -> x + n).to("out");
    b.<String, String>table("u").leftJoin(counts, (x, n) -> x + n).toStream().to("out2");
  }
}
