package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.WindowedSerdes;

/** Sliding windows, suppress and cogroup. */
final class HeldTopologies {
  private static final Duration SIZE = Duration.ofSeconds(2);
  private static final Consumed<String, String> TEXTS =
      Consumed.with(Serdes.String(), Serdes.String());
  private static final Produced<Windowed<String>, Long> COUNTS =
      Produced.with(
          WindowedSerdes.timeWindowedSerdeFrom(String.class, SIZE.toMillis()), Serdes.Long());

  private HeldTopologies() {}

  static void register(Catalog catalog) {
    sliding(catalog);
    suppress(catalog);
    cogroup(catalog);
  }

  private static void sliding(Catalog catalog) {
    SlidingWindows windows = SlidingWindows.ofTimeDifferenceAndGrace(SIZE, Duration.ofSeconds(3));
    catalog.add(
        Scenario.of("slidingCount").in("a", words(320)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(windows)
                .count()
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("slidingHeaders").in("a", words(321)).set("dsl.store.format", "HEADERS"),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(windows)
                .count(Materialized.as("slid"))
                .toStream()
                .to(t.out("z"), COUNTS));
  }

  private static void suppress(Catalog catalog) {
    catalog.add(
        // Kafka Streams logs at each flush of its cache, stamped with the time of the wall clock
        Scenario.of("suppressUntilClose")
            .in("a", words(322))
            .changelogs(Scenario.Agreement.LAST_VALUE_PER_KEY),
        (b, t) ->
            b.stream(t.in("a"), TEXTS)
                .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
                .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, Duration.ofSeconds(1)))
                .count()
                .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()))
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("suppressTable")
            .in("a", words(323))
            .changelogs(Scenario.Agreement.LAST_VALUE_PER_KEY),
        (b, t) ->
            b.table(t.in("a"), TEXTS)
                .suppress(
                    Suppressed.untilTimeLimit(Duration.ofSeconds(3), BufferConfig.maxRecords(4))
                        .withName("wait"))
                .toStream()
                .to(t.out("z")));
  }

  private static void cogroup(Catalog catalog) {
    catalog.add(
        Scenario.of("cogroupOfTwo")
            .in("a", words(324))
            .in("b", words(325).phase(1))
            .outputs(Scenario.Agreement.LAST_PER_KEY)
            .changelogs(Scenario.Agreement.LAST_PER_KEY),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .cogroup((String k, String v, Long sum) -> sum + v.length())
                .cogroup(b.stream(t.in("b"), TEXTS).groupByKey(), (k, v, sum) -> sum + 1000)
                .aggregate(() -> 0L, Materialized.with(Serdes.String(), Serdes.Long()))
                .toStream()
                .to(t.out("z"), Produced.with(Serdes.String(), Serdes.Long())));
  }
}
