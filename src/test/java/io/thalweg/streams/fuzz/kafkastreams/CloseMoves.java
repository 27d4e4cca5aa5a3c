package io.thalweg.streams.fuzz.kafkastreams;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.SessionWindowedKStream;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.TimeWindowedKStream;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateStore;

/** Aggregations whose results come when their windows close. */
final class CloseMoves {
  /** What the recipe says of such an aggregation. */
  static final String AT_CLOSE = " at close";

  private static final EmitStrategy STRATEGY = EmitStrategy.onWindowClose();

  private CloseMoves() {}

  static void register(Map<String, Consumer<Growth>> moves) {
    moves.put("onClose", CloseMoves::time);
    moves.put("onCloseSliding", CloseMoves::sliding);
    moves.put("onCloseSession", CloseMoves::session);
  }

  private static Duration grace(Growth g) {
    return Texts.ms(g.oneIn(3) ? 0 : g.random.nextInt(60));
  }

  private static KGroupedStream<String, String> grouped(Growth g) {
    KStream<String, String> on = g.anyStream();
    return g.oneIn(2)
        ? on.groupByKey(g.grouped())
        : on.groupBy((key, value) -> Texts.key(Texts.weight(value)), g.grouped());
  }

  private static void time(Growth g) {
    TimeWindows windows = TimeWindows.ofSizeAndGrace(Texts.ms(4 + g.random.nextInt(30)), grace(g));
    if (g.oneIn(2)) {
      windows = windows.advanceBy(Texts.ms(1 + g.random.nextInt((int) windows.sizeMs)));
    }
    finish(
        g,
        windows + AT_CLOSE,
        aggregated(g, grouped(g).windowedBy(windows), windows.size() + windows.gracePeriodMs()));
  }

  private static void sliding(Growth g) {
    SlidingWindows windows =
        SlidingWindows.ofTimeDifferenceAndGrace(Texts.ms(5 + g.random.nextInt(20)), grace(g));
    finish(
        g,
        "sliding " + windows.timeDifferenceMs() + "/" + windows.gracePeriodMs() + AT_CLOSE,
        aggregated(
            g,
            grouped(g).windowedBy(windows),
            2 * windows.timeDifferenceMs() + windows.gracePeriodMs()));
  }

  private static KTable<Windowed<String>, String> aggregated(
      Growth g, TimeWindowedKStream<String, String> on, long least) {
    TimeWindowedKStream<String, String> closing = on.emitStrategy(STRATEGY);
    return switch (g.random.nextInt(3)) {
      case 0 -> closing.count().mapValues(number -> "n" + number);
      case 1 -> closing.reduce(Texts::add, kept(g, least));
      default ->
          closing.aggregate(() -> "", (key, value, sum) -> Texts.add(sum, value), kept(g, least));
    };
  }

  private static void session(Growth g) {
    SessionWindows windows =
        SessionWindows.ofInactivityGapAndGrace(Texts.ms(3 + g.random.nextInt(20)), grace(g));
    long least = windows.inactivityGap() + windows.gracePeriodMs();
    SessionWindowedKStream<String, String> on =
        grouped(g).windowedBy(windows).emitStrategy(STRATEGY);
    KTable<Windowed<String>, String> table =
        switch (g.random.nextInt(3)) {
          case 0 -> on.count().mapValues(number -> "n" + number);
          case 1 -> on.reduce(Texts::add, kept(g, least));
          default ->
              on.aggregate(
                  () -> "",
                  (key, value, sum) -> Texts.add(sum, value),
                  (key, one, two) -> Texts.join(one, two),
                  kept(g, least));
        };
    finish(
        g, "session " + windows.inactivityGap() + "/" + windows.gracePeriodMs() + AT_CLOSE, table);
  }

  private static <S extends StateStore> Materialized<String, String, S> kept(Growth g, long least) {
    Materialized<String, String, S> kept = g.keptAs(g.oneIn(2));
    if (g.oneIn(3)) {
      kept.withRetention(Texts.ms(least + g.random.nextInt(g.oneIn(2) ? 50 : 100_000)));
    }
    return kept;
  }

  private static void finish(Growth g, String what, KTable<Windowed<String>, String> table) {
    KTable<Windowed<String>, String> result = table;
    String made = what;
    if (g.oneIn(5)) {
      made += ", suppressed until closed";
      result = result.suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()));
    } else if (g.oneIn(4)) {
      made += ", filtered";
      result = result.filter((key, value) -> Texts.weight(value) > 1);
    }
    g.made(made, result.toStream((key, value) -> Texts.windowed(key)));
  }
}
