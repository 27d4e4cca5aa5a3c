package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.longs;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.WindowedSerdes;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.Stores;

/** Sessions. */
final class SessionTopologies {
  private static final Duration GAP = Duration.ofMillis(1200);
  private static final SessionWindows WINDOWS =
      SessionWindows.ofInactivityGapAndGrace(GAP, Duration.ofSeconds(2));
  private static final Produced<Windowed<String>, Long> COUNTS =
      Produced.with(WindowedSerdes.sessionWindowedSerdeFrom(String.class), Serdes.Long());
  private static final Produced<Windowed<String>, String> TEXTS =
      Produced.with(WindowedSerdes.sessionWindowedSerdeFrom(String.class), Serdes.String());

  private SessionTopologies() {}

  static void register(Catalog catalog) {
    aggregations(catalog);
    caches(catalog);
    stores(catalog);
  }

  private static void aggregations(Catalog catalog) {
    catalog.add(
        Scenario.of("sessionCount").in("a", words(300)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(WINDOWS)
                .count()
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("sessionReduceNoGrace").in("a", words(301).onePartition()),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(SessionWindows.ofInactivityGapWithNoGrace(GAP))
                .reduce(
                    (x, y) -> y == null || y.contains("deepest") ? null : x + "+" + y,
                    Named.as("joined-up"))
                .toStream((session, v) -> session.toString().substring(0, 6))
                .to(t.out("z")));
    catalog.add(
        Scenario.of("sessionAggregateRekeyed").in("a", words(302).onePartition()),
        (b, t) ->
            strings(b, t)
                .groupBy((k, v) -> v == null ? null : v.split(" ")[0], Grouped.as("first-word"))
                .windowedBy(
                    SessionWindows.ofInactivityGapAndGrace(
                        Duration.ofMillis(400), Duration.ofSeconds(30)))
                .aggregate(
                    () -> "I",
                    (k, v, text) -> text.length() > 60 ? null : text + "," + v.length(),
                    (k, x, y) -> "(" + x + "|" + y + ")",
                    Materialized.<String, String, SessionStore<Bytes, byte[]>>as("texts")
                        .withValueSerde(Serdes.String()))
                .toStream()
                .to(t.out("z"), TEXTS));
  }

  private static void caches(Catalog catalog) {
    catalog.add(
        Scenario.of("sessionCached").in("a", words(303).onePartition()).cached(),
        (b, t) ->
            b.stream(t.in("a"), Consumed.with(Serdes.String(), Serdes.String()))
                .groupByKey()
                .windowedBy(WINDOWS)
                .count(Named.as("n"))
                .filter((session, n) -> n > 1)
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("sessionHeaders").in("a", words(304)).set("dsl.store.format", "HEADERS"),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(WINDOWS)
                .reduce((x, y) -> x + y, Materialized.as("headed"))
                .mapValues((session, v) -> v.length() + session.window().end())
                .toStream()
                .to(t.out("z"), COUNTS));
  }

  private static void stores(Catalog catalog) {
    catalog.add(
        Scenario.of("sessionInMemory").in("a", longs(305)),
        (b, t) ->
            b.stream(t.in("a"), Consumed.with(Serdes.String(), Serdes.Long()))
                .groupByKey()
                .windowedBy(WINDOWS)
                .aggregate(
                    () -> 0L,
                    (k, v, max) -> v == null ? max + 10_000 : Math.max(v, max),
                    (k, x, y) -> Math.max(x, y),
                    Materialized.<String, Long>as(
                            Stores.inMemorySessionStore("heap", Duration.ofSeconds(10)))
                        .withValueSerde(Serdes.Long()))
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("sessionRetention")
            .in("a", words(306))
            .set("windowstore.changelog.additional.retention.ms", 7_200_000L),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(WINDOWS)
                .count(
                    Materialized.<String, Long, SessionStore<Bytes, byte[]>>as("kept")
                        .withRetention(Duration.ofHours(3))
                        .withCachingDisabled())
                .toStream()
                .to(t.out("z"), COUNTS));
    catalog.add(
        Scenario.of("sessionSupplier").in("a", words(307)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .windowedBy(WINDOWS)
                .reduce(
                    (x, y) -> y,
                    Materialized.as(Stores.persistentSessionStore("latest", Duration.ofSeconds(3))))
                .toStream()
                .to(t.out("z"), TEXTS));
  }
}
