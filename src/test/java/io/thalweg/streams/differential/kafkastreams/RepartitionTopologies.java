package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.longs;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/** Repartition topics: asked for, implied, several in a row. */
final class RepartitionTopologies {
  private RepartitionTopologies() {}

  static void register(Catalog catalog) {
    asked(catalog);
    implied(catalog);
  }

  private static void asked(Catalog catalog) {
    catalog.add(
        Scenario.of("repartition").in("a", words(100).onePartition()),
        (b, t) ->
            strings(b, t).selectKey((k, v) -> v == null ? "none" : v).repartition().to(t.out("z")));
    catalog.add(
        Scenario.of("repartitionNamed")
            .in("a", longs(101).onePartition())
            .outputs(Scenario.Agreement.SEQUENCE_PER_KEY),
        (b, t) ->
            b.stream(t.in("a"), Consumed.with(Serdes.String(), Serdes.Long()))
                .repartition(
                    Repartitioned.<String, Long>as("spread")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long())
                        .withNumberOfPartitions(4))
                .groupByKey()
                .count()
                .toStream()
                .to(t.out("z"), AggregationTopologies.COUNTS));
    catalog.add(
        Scenario.of("repartitionPartitioner").partitions(2).in("a", words(102).onePartition()),
        (b, t) ->
            strings(b, t)
                .repartition(
                    Repartitioned.<String, String>streamPartitioner(RepartitionTopologies::byLength)
                        .withName("by-length")
                        .withNumberOfPartitions(2))
                .to(t.out("z"), Produced.streamPartitioner(RepartitionTopologies::byLength)));
  }

  private static Optional<Set<Integer>> byLength(
      String topic, String key, String value, int partitions) {
    return Optional.of(Set.of(value == null ? 0 : value.length() % partitions));
  }

  private static void implied(Catalog catalog) {
    catalog.add(
        Scenario.of("repartitionTwice").partitions(1).in("a", words(103).onePartition()),
        (b, t) -> {
          KStream<String, String> firstWords =
              strings(b, t)
                  .filter((k, v) -> v != null)
                  .groupBy((k, v) -> v.split(" ")[0])
                  .count()
                  .toStream()
                  .mapValues((k, n) -> k + n);
          firstWords.to(t.out("y"));
          firstWords
              .groupBy((k, v) -> "all")
              .reduce((x, y) -> x.length() > 40 ? y : x + y)
              .toStream()
              .to(t.out("z"));
        });
  }
}
