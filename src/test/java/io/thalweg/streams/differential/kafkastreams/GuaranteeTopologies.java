package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.table;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.KeyValueStore;

/** A few topologies under exactly-once, with the record cache, and with headers in stores. */
final class GuaranteeTopologies {
  private GuaranteeTopologies() {}

  static void register(Catalog catalog) {
    catalog.add(
        Scenario.of("eosStateless").in("a", words(110)).exactlyOnce(),
        (b, t) -> strings(b, t).mapValues(v -> v + "!").to(t.out("z")));
    bothWays(
        catalog,
        Scenario.of("Count").in("a", words(111).onePartition()),
        GuaranteeTopologies::count);
    bothWays(
        catalog,
        Scenario.of("Window")
            .in("a", words(112).onePartition())
            .outputs(Scenario.Agreement.SEQUENCE_PER_KEY),
        GuaranteeTopologies::window);
    bothWays(catalog, Scenario.of("Table").in("a", table(113)), GuaranteeTopologies::tables);
    bothWays(
        catalog,
        Scenario.of("Join").in("a", words(114)).in("b", table(115)),
        GuaranteeTopologies::join);
  }

  private static void bothWays(Catalog catalog, Scenario scenario, Catalog.Recipe recipe) {
    catalog.add(scenario.named("eos" + scenario.name()).exactlyOnce(), recipe);
    catalog.add(scenario.named("cached" + scenario.name()).cached(), recipe);
    catalog.add(scenario.named("eosCached" + scenario.name()).exactlyOnce().cached(), recipe);
    catalog.add(
        scenario.named("headers" + scenario.name()).set("dsl.store.format", "HEADERS"), recipe);
  }

  private static void count(StreamsBuilder builder, Topics topics) {
    strings(builder, topics)
        .groupBy((k, v) -> v == null ? null : v.substring(0, 2), Grouped.as("starts"))
        .count()
        .filter(
            (k, n) -> n % 2 == 1,
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("odd")
                .withValueSerde(Serdes.Long()))
        .toStream()
        .to(topics.out("z"), AggregationTopologies.COUNTS);
  }

  private static void window(StreamsBuilder builder, Topics topics) {
    strings(builder, topics)
        .groupBy((k, v) -> k, Grouped.as("same"))
        .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofSeconds(2), Duration.ofSeconds(30)))
        .count()
        .toStream((window, n) -> window.toString())
        .to(topics.out("z"), AggregationTopologies.COUNTS);
  }

  private static void tables(StreamsBuilder builder, Topics topics) {
    KTable<String, String> rows = builder.table(topics.in("a"), Materialized.as("rows"));
    rows.mapValues(v -> v.length() % 5 == 0 ? null : v + "?", Materialized.as("asked"))
        .toStream()
        .to(topics.out("z"));
  }

  private static void join(StreamsBuilder builder, Topics topics) {
    KTable<String, String> rows = builder.table(topics.in("b"));
    strings(builder, topics)
        .leftJoin(rows, (x, y) -> x + "/" + y)
        .groupByKey()
        .reduce((x, y) -> x.length() > 60 ? y : x + y)
        .toStream()
        .to(topics.out("z"));
  }
}
