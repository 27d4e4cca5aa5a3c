package io.thalweg.streams.fuzz.kafkastreams;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.StreamJoined;

/** Joins of streams with streams, tables and global tables. */
final class JoinMoves {
  private JoinMoves() {}

  static void register(Map<String, Consumer<Growth>> moves) {
    moves.put("streamJoin", JoinMoves::streamJoin);
    moves.put("selfJoin", JoinMoves::selfJoin);
    moves.put("streamTableJoin", JoinMoves::streamTableJoin);
    moves.put("globalJoin", JoinMoves::globalJoin);
  }

  private static JoinWindows windows(Growth g) {
    JoinWindows windows =
        JoinWindows.ofTimeDifferenceAndGrace(
            Texts.ms(1 + g.random.nextInt(25)), Texts.ms(g.oneIn(3) ? 0 : g.random.nextInt(50)));
    if (g.oneIn(3)) {
      windows = windows.before(Texts.ms(g.random.nextInt(25)));
    }
    return g.oneIn(3) ? windows.after(Texts.ms(1 + g.random.nextInt(25))) : windows;
  }

  private static StreamJoined<String, String, String> options(Growth g) {
    StreamJoined<String, String, String> options =
        StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String());
    if (g.oneIn(3)) {
      options = options.withName(g.name("join"));
    }
    if (g.oneIn(3)) {
      options = options.withStoreName(g.name("joined"));
    }
    return g.oneIn(5) ? options.withLoggingDisabled() : options;
  }

  private static void streamJoin(Growth g) {
    joined(g, g.anyStream(), g.anyStream());
  }

  private static void selfJoin(Growth g) {
    KStream<String, String> both = g.anyStream();
    joined(g, both, both);
  }

  private static void joined(
      Growth g, KStream<String, String> left, KStream<String, String> right) {
    JoinWindows windows = windows(g);
    StreamJoined<String, String, String> options = options(g);
    String what = " -" + windows.beforeMs + " +" + windows.afterMs + "/" + windows.gracePeriodMs();
    switch (g.random.nextInt(3)) {
      case 0 -> g.made("join" + what, left.join(right, Texts::join, windows, options));
      case 1 -> g.made("leftJoin" + what, left.leftJoin(right, Texts::join, windows, options));
      default -> g.made("outerJoin" + what, left.outerJoin(right, Texts::join, windows, options));
    }
  }

  private static void streamTableJoin(Growth g) {
    KStream<String, String> left = g.anyStream();
    KTable<String, String> right = g.anyTable();
    Joined<String, String, String> options =
        Joined.with(Serdes.String(), Serdes.String(), Serdes.String());
    if (g.oneIn(3)) {
      options = options.withName(g.name("lookup"));
    }
    g.made(
        "stream-table join",
        g.oneIn(2)
            ? left.join(right, Texts::join, options)
            : left.leftJoin(right, Texts::join, options));
  }

  private static void globalJoin(Growth g) {
    KStream<String, String> left = g.anyStream();
    boolean byValue = g.oneIn(2);
    g.made(
        "global join",
        g.oneIn(2)
            ? left.join(g.global(), (key, value) -> foreign(key, value, byValue), Texts::join)
            : left.leftJoin(g.global(), (key, value) -> foreign(key, value, byValue), Texts::join));
  }

  private static String foreign(String key, String value, boolean byValue) {
    return byValue ? Texts.key(Texts.weight(value)) : key;
  }
}
