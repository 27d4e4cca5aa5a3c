package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.longs;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.WindowedSerdes;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** Tumbling and hopping windows. */
final class WindowTopologies {
  private static final Duration SIZE = Duration.ofSeconds(2);
  private static final Produced<Windowed<String>, Long> WINDOWED_COUNTS =
      Produced.with(
          WindowedSerdes.timeWindowedSerdeFrom(String.class, SIZE.toMillis()), Serdes.Long());

  private WindowTopologies() {}

  static void register(Catalog catalog) {
    tumbling(catalog);
    hopping(catalog);
    stores(catalog);
    atClose(catalog);
  }

  /** Three stores in one task: their times stand beside the offsets. */
  private static void atClose(Catalog catalog) {
    catalog.add(
        Scenario.of("windowsAtClose")
            .in("a", words(58).onePartition())
            .set("__emit.interval.ms.kstreams.windowed.aggregation__", 0L),
        (b, t) -> {
          var grouped = strings(b, t).groupByKey();
          Duration grace = Duration.ofMillis(500);
          grouped
              .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, grace))
              .emitStrategy(EmitStrategy.onWindowClose())
              .count(Materialized.as("zeta"))
              .toStream((window, n) -> window.toString())
              .to(t.out("z"), AggregationTopologies.COUNTS);
          grouped
              .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(SIZE, grace))
              .emitStrategy(EmitStrategy.onWindowClose())
              .count(Materialized.as("alpha"))
              .toStream((window, n) -> window.toString())
              .to(t.out("y"), AggregationTopologies.COUNTS);
          grouped
              .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(300), grace))
              .emitStrategy(EmitStrategy.onWindowClose())
              .count(Materialized.as("middle"))
              .toStream((window, n) -> window.toString())
              .to(t.out("x"), AggregationTopologies.COUNTS);
        });
  }

  private static void tumbling(Catalog catalog) {
    catalog.add(
        Scenario.of("tumblingCount").in("a", words(50)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, Duration.ofSeconds(1)))
                .count()
                .toStream()
                .to(t.out("z"), WINDOWED_COUNTS));
    catalog.add(
        Scenario.of("tumblingReduceNoGrace").in("a", words(51).onePartition()),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(TimeWindows.ofSizeWithNoGrace(SIZE))
                .reduce(
                    (x, y) -> y == null || y.contains("deepest") ? null : x + "+" + y,
                    Named.as("joined-up"))
                .toStream((window, v) -> window.key() + "@" + window.window().start() % 100_000)
                .to(t.out("z")));
    catalog.add(
        Scenario.of("tumblingAggregateRekeyed").in("a", words(52).onePartition()),
        (b, t) ->
            strings(b, t)
                .groupBy((k, v) -> v == null ? null : v.split(" ")[0], Grouped.as("first-word"))
                .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, Duration.ofSeconds(30)))
                .aggregate(
                    () -> 0L,
                    (k, v, sum) -> v == null ? null : sum + v.length(),
                    Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("lengths")
                        .withValueSerde(Serdes.Long()))
                .toStream()
                .to(t.out("z"), WINDOWED_COUNTS));
  }

  private static void hopping(Catalog catalog) {
    catalog.add(
        Scenario.of("hoppingAggregate").in("a", longs(53)),
        (b, t) ->
            b.stream(t.in("a"), Consumed.with(Serdes.String(), Serdes.Long()))
                .groupByKey()
                .windowedBy(
                    TimeWindows.ofSizeAndGrace(SIZE, Duration.ofSeconds(2))
                        .advanceBy(Duration.ofMillis(500)))
                .aggregate(
                    () -> 0L,
                    (k, v, max) -> v == null ? max + 10_000 : Math.max(v, max),
                    Named.as("highest"),
                    Materialized.with(Serdes.String(), Serdes.Long()))
                .toStream()
                .to(t.out("z"), WINDOWED_COUNTS));
    catalog.add(
        Scenario.of("hoppingCountMapped").in("a", words(54)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(
                    TimeWindows.ofSizeWithNoGrace(Duration.ofSeconds(3))
                        .advanceBy(Duration.ofSeconds(1)))
                .count(Materialized.as("hops"))
                .filter((window, n) -> n > 1)
                .mapValues((window, n) -> window.window().end() - window.window().start() + n)
                .toStream()
                .selectKey((window, n) -> window.key())
                .to(t.out("z"), AggregationTopologies.COUNTS));
  }

  private static void stores(Catalog catalog) {
    catalog.add(
        Scenario.of("windowInMemory").in("a", words(55)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, Duration.ofSeconds(5)))
                .count(
                    Materialized.as(
                        Stores.inMemoryWindowStore("heap", Duration.ofSeconds(20), SIZE, false)))
                .toStream()
                .to(t.out("z"), WINDOWED_COUNTS));
    catalog.add(
        Scenario.of("windowRetention")
            .in("a", words(56))
            .set("windowstore.changelog.additional.retention.ms", 7_200_000L),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, Duration.ofSeconds(5)))
                .count(
                    Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("kept")
                        .withRetention(Duration.ofHours(3))
                        .withCachingDisabled())
                .toStream()
                .to(t.out("z"), WINDOWED_COUNTS));
    catalog.add(
        Scenario.of("windowSupplier").in("a", words(57).onePartition()),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, Duration.ofSeconds(5)))
                .reduce(
                    (x, y) -> y,
                    Materialized.as(
                        Stores.persistentWindowStore("latest", Duration.ofHours(1), SIZE, false)))
                .toStream((window, v) -> window.toString())
                .to(t.out("z")));
  }
}
