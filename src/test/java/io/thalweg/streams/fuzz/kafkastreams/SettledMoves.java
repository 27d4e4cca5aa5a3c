package io.thalweg.streams.fuzz.kafkastreams;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.kstream.TimeWindowedKStream;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;

/**
 * Moves whose final results do not depend on how partitions take turns: folds that commute, windows
 * that never close, inner joins of streams, and joins of tables.
 */
final class SettledMoves {
  private static final Duration LONG = Duration.ofDays(1);

  private SettledMoves() {}

  static void register(Map<String, Consumer<Growth>> moves) {
    moves.put(
        "filter",
        g -> g.made("filter", g.anyStream().filter((key, value) -> Texts.weight(value) > 1)));
    moves.put(
        "mapValues", g -> g.made("mapValues", g.anyStream().mapValues(v -> Texts.clip(v + "m"))));
    moves.put("selectKey", g -> g.made("selectKey", g.anyStream().selectKey(SettledMoves::key)));
    moves.put("flatMap", g -> g.made("flatMap", g.anyStream().flatMap(Texts::pairs)));
    moves.put("merge", g -> g.made("merge", g.anyStream().merge(g.anyStream())));
    moves.put("repartition", g -> g.made("repartition", g.anyStream().repartition()));
    moves.put("aggregate", SettledMoves::aggregate);
    moves.put("windows", SettledMoves::windows);
    moves.put("sessions", SettledMoves::sessions);
    moves.put("streamJoin", SettledMoves::streamJoin);
    moves.put("globalJoin", SettledMoves::globalJoin);
    moves.put("tableGroupBy", SettledMoves::tableGroupBy);
    moves.put("tableJoin", SettledMoves::tableJoin);
    moves.put("foreignKeyJoin", SettledMoves::foreignKeyJoin);
  }

  private static String key(String key, String value) {
    return Texts.key(Texts.weight(value));
  }

  private static String sum(String key, String value, String sum) {
    return Texts.number(sum, Texts.weight(value));
  }

  private static String greater(String a, String b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static KGroupedStream<String, String> grouped(Growth g) {
    KStream<String, String> on = g.anyStream();
    return g.oneIn(2) ? on.groupByKey() : on.groupBy(SettledMoves::key, g.grouped());
  }

  private static void aggregate(Growth g) {
    KGroupedStream<String, String> grouped = grouped(g);
    g.made(
        "aggregate",
        g.oneIn(2)
            ? grouped.reduce(SettledMoves::greater, g.kept())
            : grouped.aggregate(() -> "0", SettledMoves::sum, g.kept()));
  }

  private static void windows(Growth g) {
    KGroupedStream<String, String> grouped = grouped(g);
    TimeWindowedKStream<String, String> windowed =
        switch (g.random.nextInt(3)) {
          case 0 -> grouped.windowedBy(TimeWindows.ofSizeAndGrace(Texts.ms(20), LONG));
          case 1 ->
              grouped.windowedBy(
                  TimeWindows.ofSizeAndGrace(Texts.ms(30), LONG).advanceBy(Texts.ms(9)));
          default ->
              grouped.windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(Texts.ms(12), LONG));
        };
    updates(g, "windows", windowed.aggregate(() -> "0", SettledMoves::sum, g.keptAs(g.oneIn(2))));
  }

  private static void sessions(Growth g) {
    updates(
        g,
        "sessions",
        grouped(g)
            .windowedBy(SessionWindows.ofInactivityGapAndGrace(Texts.ms(8), LONG))
            .aggregate(
                () -> "0",
                SettledMoves::sum,
                (key, one, two) -> Texts.number(one, Integer.parseInt(two)),
                g.keptAs(g.oneIn(2))));
  }

  private static void updates(Growth g, String what, KTable<Windowed<String>, String> table) {
    g.madeUpdates(what, table.toStream((key, value) -> Texts.windowed(key)));
  }

  private static void streamJoin(Growth g) {
    g.made(
        "stream join",
        g.anyStream()
            .join(
                g.anyStream(),
                Texts::join,
                JoinWindows.ofTimeDifferenceAndGrace(Texts.ms(1 + g.random.nextInt(20)), LONG),
                StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String())));
  }

  private static void globalJoin(Growth g) {
    g.made("global join", g.anyStream().leftJoin(g.global(), SettledMoves::key, Texts::join));
  }

  private static void tableGroupBy(Growth g) {
    g.made(
        "table groupBy",
        g.anyTable()
            .groupBy((key, value) -> KeyValue.pair(key(key, value), value), g.grouped())
            .aggregate(
                () -> "0",
                (key, value, sum) -> unlessZero(sum(key, value, sum)),
                (key, value, sum) -> unlessZero(Texts.number(sum, -Texts.weight(value))),
                g.kept()));
  }

  /** Rows that came and went between two commits may never have been seen. */
  private static String unlessZero(String sum) {
    return sum.equals("0") ? null : sum;
  }

  private static void tableJoin(Growth g) {
    KTable<String, String> left = g.anyTable();
    KTable<String, String> right = g.anyTable();
    if (left == right) {
      return; // its deletions go unseen, since both sides are gone at once
    }
    g.made(
        "table join",
        switch (g.random.nextInt(3)) {
          case 0 -> left.join(right, Texts::join, g.kept());
          case 1 -> left.leftJoin(right, Texts::join);
          default -> left.outerJoin(right, Texts::join, g.kept());
        });
  }

  private static void foreignKeyJoin(Growth g) {
    KTable<String, String> left = g.anyTable();
    KTable<String, String> right = g.anyTable();
    // inner ones may keep a row that was deleted and came again in a hurry, by their protocol
    g.made(
        "foreign-key join", left.leftJoin(right, value -> key("", value), Texts::join, g.kept()));
  }
}
