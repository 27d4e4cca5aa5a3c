package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.table;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;

/** Streams joined with tables. */
final class JoinTopologies {
  private JoinTopologies() {}

  static void register(Catalog catalog) {
    plain(catalog);
    rekeyed(catalog);
  }

  private static void plain(Catalog catalog) {
    catalog.add(
        Scenario.of("join").in("a", words(80)).in("b", table(81)),
        (b, t) -> strings(b, t).join(rows(b, t), (x, y) -> x + "/" + y).to(t.out("z")));
    catalog.add(
        Scenario.of("leftJoin").in("a", words(82)).in("b", table(83)),
        (b, t) ->
            strings(b, t)
                .leftJoin(
                    b.<String, String>table(t.in("b"), Materialized.as("right")),
                    (k, x, y) -> k + ":" + x + "/" + y,
                    Joined.<String, String, String>as("left-join")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.String()))
                .to(t.out("z")));
    catalog.add(
        Scenario.of("joinCounts").in("a", words(84)),
        (b, t) -> {
          KStream<String, String> source = strings(b, t);
          KTable<String, Long> counts = source.groupByKey().count();
          counts.toStream().to(t.out("y"), AggregationTopologies.COUNTS);
          source.join(counts, (v, n) -> v + n).to(t.out("z"));
        });
    catalog.add(
        Scenario.of("joinUnstored").in("a", words(85)).in("b", table(86)),
        (b, t) ->
            strings(b, t)
                .leftJoin(
                    rows(b, t).filter((k, v) -> v.contains("a")).mapValues(v -> v.length()),
                    (x, n) -> x + "/" + n)
                .to(t.out("z")));
  }

  private static void rekeyed(Catalog catalog) {
    catalog.add(
        Scenario.of("joinRekeyed").in("a", words(87).onePartition()).in("b", table(88).early()),
        (b, t) ->
            strings(b, t)
                .selectKey((k, v) -> v == null ? null : "k" + v.length() % 12)
                .join(rows(b, t), (k, x, y) -> k + x + y)
                .to(t.out("z")));
    catalog.add(
        Scenario.of("leftJoinRekeyedThenCount")
            .partitions(1)
            .in("a", words(89).onePartition())
            .in("b", table(90).early().onePartition()),
        (b, t) ->
            strings(b, t)
                .map((k, v) -> KeyValue.pair(v, v))
                .selectKey((k, v) -> k == null ? "k1" : "k" + k.length() % 12, Named.as("by-size"))
                .leftJoin(
                    rows(b, t),
                    (x, y) -> y == null ? "missing" : y.split(" ")[0],
                    Joined.with(Serdes.String(), Serdes.String(), null, "sizes"))
                .groupBy((k, word) -> "w", Grouped.as("one-group"))
                .count()
                .toStream()
                .to(t.out("z"), AggregationTopologies.COUNTS));
  }

  private static KTable<String, String> rows(StreamsBuilder builder, Topics topics) {
    return builder.table(topics.in("b"));
  }
}
