package io.thalweg.streams.driver.kafkastreams;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.CogroupedKStream;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;

/**
 * Rows that have expired from their store while a cache has them, found by random topologies. A
 * cache shows and emits them like any other; only the store behind it tells no old value.
 */
public final class ExpiredScripts {
  private static final String[] BEHIND = {
    "a x 1 527", "b y 2 397", "b y 3 398", "b x 4 420", "a x 5 528", "b y 6 441", "b y 7 397",
    "b y 8 440", "a y 9 530", "b z 10 531", "b y 11 520", "a w 12 9000", "b y 13 532", "b y 14 540"
  };

  private ExpiredScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    return Map.of(
        "a session takes in one that has expired", ExpiredScripts::session,
        "sessions of one record expire by each other", ExpiredScripts::oneRecord,
        "windows of an input that is behind", seen -> behind(seen, 20),
        "windows far behind, again and again", seen -> behind(seen, 5),
        "sliding windows of an input that is behind", ExpiredScripts::sliding,
        "sessions of an input that is behind", ExpiredScripts::sessions);
  }

  /** With caching, and without. */
  private static void run(
      Transcript seen,
      Function<StreamsBuilder, KTable<Windowed<String>, String>> table,
      String... inputs) {
    for (int cache : new int[] {1_000_000, 0}) {
      new TableRun(seen)
          .with("statestore.cache.max.bytes", cache)
          .run(b -> emit(table.apply(b)), inputs);
    }
  }

  private static Duration ms(long ms) {
    return Duration.ofMillis(ms);
  }

  private static void emit(KTable<Windowed<String>, String> table) {
    table
        .toStream((key, value) -> key.key() + key.window().start() + "-" + key.window().end())
        .to("out");
    table // old values count, too
        .groupBy((key, value) -> KeyValue.pair(key.key(), value))
        .aggregate(() -> "", (key, value, sum) -> sum + "+" + value, (k, v, sum) -> sum + "-" + v)
        .toStream()
        .to("sum");
  }

  private static void session(Transcript seen) {
    run(
        seen,
        b ->
            b.<String, String>stream("in")
                .groupByKey()
                .windowedBy(SessionWindows.ofInactivityGapAndGrace(ms(12), ms(5)))
                .reduce((x, y) -> x + y),
        "in d 1 1100",
        "in a 2 1122",
        "in d 3 1107",
        "in d 4 1108",
        "in a 5 2000",
        "in d 6 1983",
        "in d 7 1980");
  }

  private static void oneRecord(Transcript seen) {
    run(
        seen,
        b ->
            b.<String, String>stream("in")
                .flatMap((k, v) -> List.of(KeyValue.pair(k, v), KeyValue.pair("z" + v, v)))
                .groupByKey()
                .windowedBy(SessionWindows.ofInactivityGapAndGrace(ms(6), ms(0)))
                .reduce((x, y) -> x + y),
        "in c a 1001",
        "in d e 1066",
        "in c a 1065",
        "in d b 1074",
        "in c a 1806",
        "in d a 1812",
        "in c b 1818");
  }

  private static CogroupedKStream<String, String> cogrouped(StreamsBuilder b) {
    KGroupedStream<String, String> a = b.<String, String>stream("a").groupByKey();
    return a.cogroup((String key, String value, String sum) -> sum + value)
        .cogroup(
            b.<String, String>stream("b").groupByKey(), (key, value, sum) -> sum + "/" + value);
  }

  private static void behind(Transcript seen, long size) {
    run(
        seen,
        b ->
            cogrouped(b)
                .windowedBy(TimeWindows.ofSizeAndGrace(ms(size), ms(7)))
                .aggregate(() -> "I"),
        BEHIND);
  }

  private static void sliding(Transcript seen) {
    run(
        seen,
        b ->
            cogrouped(b)
                .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(ms(15), ms(4)))
                .aggregate(() -> "I"),
        BEHIND);
  }

  private static void sessions(Transcript seen) {
    run(
        seen,
        b ->
            cogrouped(b)
                .windowedBy(SessionWindows.ofInactivityGapAndGrace(ms(9), ms(30)))
                .aggregate(() -> "I", (key, one, two) -> one + "&" + two),
        BEHIND);
  }
}
