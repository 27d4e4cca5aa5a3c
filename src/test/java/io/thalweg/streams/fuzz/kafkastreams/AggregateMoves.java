package io.thalweg.streams.fuzz.kafkastreams;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.SessionWindowedKStream;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.TimeWindowedKStream;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;

/** Aggregations of streams, with and without windows. */
final class AggregateMoves {
  private AggregateMoves() {}

  static void register(Map<String, Consumer<Growth>> moves) {
    moves.put("aggregate", AggregateMoves::aggregate);
    moves.put("cogroup", AggregateMoves::cogroup);
    moves.put("tumbling", g -> time(g, TimeWindows.ofSizeAndGrace(Texts.ms(20), grace(g))));
    moves.put(
        "hopping",
        g ->
            time(
                g,
                TimeWindows.ofSizeAndGrace(Texts.ms(30), grace(g))
                    .advanceBy(Texts.ms(7 + g.random.nextInt(20)))));
    moves.put("sliding", AggregateMoves::sliding);
    moves.put("session", AggregateMoves::session);
    moves.put("windowedCogroup", AggregateMoves::windowedCogroup);
  }

  private static java.time.Duration grace(Growth g) {
    return Texts.ms(g.oneIn(3) ? 0 : g.random.nextInt(60));
  }

  private static KGroupedStream<String, String> grouped(Growth g) {
    KStream<String, String> on = g.anyStream();
    return g.oneIn(2)
        ? on.groupByKey(g.grouped())
        : on.groupBy((key, value) -> Texts.key(Texts.weight(value)), g.grouped());
  }

  private static void aggregate(Growth g) {
    KGroupedStream<String, String> grouped = grouped(g);
    boolean nulls = g.oneIn(3);
    switch (g.random.nextInt(3)) {
      case 0 -> g.made("count", grouped.count().mapValues(number -> "n" + number));
      case 1 ->
          g.made(
              "reduce" + (nulls ? ", null at times" : ""),
              grouped.reduce((a, b) -> added(a, b, nulls), g.kept()));
      default ->
          g.made(
              "aggregate" + (nulls ? ", null at times" : ""),
              grouped.aggregate(() -> "", (key, value, sum) -> added(sum, value, nulls), g.kept()));
    }
  }

  private static String added(String sum, String value, boolean nulls) {
    return nulls && Texts.weight(value) == 4 ? null : Texts.add(sum, value);
  }

  private static String plus(String key, String value, String sum) {
    return Texts.number(sum, Texts.weight(value));
  }

  private static String minus(String key, String value, String sum) {
    return Texts.number(sum, -Texts.weight(value));
  }

  private static void cogroup(Growth g) {
    g.made(
        "cogroup",
        grouped(g)
            .cogroup(AggregateMoves::plus)
            .cogroup(grouped(g), AggregateMoves::minus)
            .aggregate(() -> "0", g.kept()));
  }

  private static void time(Growth g, TimeWindows windows) {
    boolean onClose = false;
    TimeWindowedKStream<String, String> on = grouped(g).windowedBy(windows);
    finish(
        g,
        windows + (onClose ? " on close" : ""),
        windows.gracePeriodMs() >= 0,
        aggregated(g, onClose ? on.emitStrategy(EmitStrategy.onWindowClose()) : on));
  }

  private static void sliding(Growth g) {
    SlidingWindows windows =
        SlidingWindows.ofTimeDifferenceAndGrace(Texts.ms(5 + g.random.nextInt(20)), grace(g));
    boolean onClose = false;
    TimeWindowedKStream<String, String> on = grouped(g).windowedBy(windows);
    finish(
        g,
        "sliding " + windows.timeDifferenceMs() + "/" + windows.gracePeriodMs() + " " + onClose,
        true,
        aggregated(g, onClose ? on.emitStrategy(EmitStrategy.onWindowClose()) : on));
  }

  private static KTable<Windowed<String>, String> aggregated(
      Growth g, TimeWindowedKStream<String, String> on) {
    return switch (g.random.nextInt(3)) {
      case 0 -> on.count().mapValues(number -> "n" + number);
      case 1 -> on.reduce(Texts::add, g.keptAs(g.oneIn(2)));
      default ->
          on.aggregate(() -> "", (key, value, sum) -> Texts.add(sum, value), g.keptAs(g.oneIn(2)));
    };
  }

  private static void session(Growth g) {
    SessionWindows windows =
        SessionWindows.ofInactivityGapAndGrace(Texts.ms(3 + g.random.nextInt(20)), grace(g));
    boolean onClose = false;
    SessionWindowedKStream<String, String> grouped = grouped(g).windowedBy(windows);
    SessionWindowedKStream<String, String> on =
        onClose ? grouped.emitStrategy(EmitStrategy.onWindowClose()) : grouped;
    KTable<Windowed<String>, String> table =
        switch (g.random.nextInt(3)) {
          case 0 -> on.count().mapValues(number -> "n" + number);
          case 1 -> on.reduce(Texts::add, g.keptAs(g.oneIn(2)));
          default ->
              on.aggregate(
                  () -> "",
                  (key, value, sum) -> Texts.add(sum, value),
                  (key, one, two) -> Texts.join(one, two),
                  g.keptAs(g.oneIn(2)));
        };
    finish(
        g,
        "session " + windows.inactivityGap() + "/" + windows.gracePeriodMs() + " " + onClose,
        true,
        table);
  }

  private static void windowedCogroup(Growth g) {
    var cogrouped =
        grouped(g).cogroup(AggregateMoves::plus).cogroup(grouped(g), AggregateMoves::minus);
    KTable<Windowed<String>, String> table =
        switch (g.random.nextInt(3)) {
          case 0 ->
              cogrouped
                  .windowedBy(TimeWindows.ofSizeAndGrace(Texts.ms(20), grace(g)))
                  .aggregate(() -> "0", g.keptAs(g.oneIn(2)));
          case 1 ->
              cogrouped
                  .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(Texts.ms(15), grace(g)))
                  .aggregate(() -> "0", g.keptAs(g.oneIn(2)));
          default ->
              cogrouped
                  .windowedBy(SessionWindows.ofInactivityGapAndGrace(Texts.ms(9), grace(g)))
                  .aggregate(
                      () -> "0",
                      (key, one, two) -> Texts.number(one, Integer.parseInt(two)),
                      g.keptAs(g.oneIn(2)));
        };
    finish(g, "windowed cogroup", true, table);
  }

  private static void finish(
      Growth g, String what, boolean closes, KTable<Windowed<String>, String> table) {
    KTable<Windowed<String>, String> result = table;
    String made = what;
    if (closes && g.oneIn(3)) {
      made += ", suppressed until closed";
      result = result.suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()));
    } else if (g.oneIn(4)) {
      made += ", filtered";
      result = result.filter((key, value) -> Texts.weight(value) > 1);
    }
    g.made(made, result.toStream((key, value) -> Texts.windowed(key)));
  }
}
