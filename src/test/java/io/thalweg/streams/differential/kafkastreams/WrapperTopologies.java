package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;

/** Operators with a processor wrapper around each, which leaves its mark in the headers. */
final class WrapperTopologies {
  private WrapperTopologies() {}

  static void register(Catalog catalog) {
    catalog.add(
        wrapped("wrappedStateless").in("a", words(301).onePartition()),
        (b, t) ->
            strings(b, t)
                .filter((k, v) -> v == null || !v.startsWith("x"))
                .mapValues(v -> v + "!")
                .flatMapValues(v -> List.of(v, v))
                .peek((k, v) -> {})
                .split()
                .branch((k, v) -> v.length() % 2 == 0, Branched.withConsumer(s -> s.to(t.out("y"))))
                .defaultBranch(
                    Branched.withConsumer(s -> s.selectKey((k, v) -> v).to(t.out("z")))));
    catalog.add(wrapped("wrappedTables").in("a", words(302)), WrapperTopologies::tables);
    catalog.add(
        wrapped("eosWrappedTables").in("a", words(303)).exactlyOnce(), WrapperTopologies::tables);
    catalog.add(
        wrapped("wrappedJoin")
            .in("a", words(304).onePartition())
            .in("b", words(305).onePartition()),
        (b, t) -> {
          KTable<String, String> table =
              b.table(t.in("b"), Consumed.with(Serdes.String(), Serdes.String()));
          strings(b, t).leftJoin(table, (one, other) -> one + "+" + (other == null)).to(t.out("z"));
        });
  }

  private static Scenario wrapped(String name) {
    return Scenario.of(name).set(StreamsEngine.WRAPPED, true);
  }

  private static void tables(StreamsBuilder builder, Topics topics) {
    KTable<String, Long> counts =
        strings(builder, topics)
            .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
            .count(Materialized.with(Serdes.String(), Serdes.Long()));
    counts
        .mapValues(count -> "n" + count, Materialized.with(Serdes.String(), Serdes.String()))
        .toStream()
        .to(topics.out("z"), Produced.with(Serdes.String(), Serdes.String()));
  }
}
