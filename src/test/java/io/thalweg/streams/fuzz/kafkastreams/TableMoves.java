package io.thalweg.streams.fuzz.kafkastreams;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KGroupedTable;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.ValueTransformerWithKey;
import org.apache.kafka.streams.processor.ProcessorContext;

/** Operators on tables, and joins of two of them. */
final class TableMoves {
  private TableMoves() {}

  static void register(Map<String, Consumer<Growth>> moves) {
    moves.put("tableFilter", TableMoves::filter);
    moves.put("tableMapValues", TableMoves::mapValues);
    moves.put("transformValues", TableMoves::transformValues);
    moves.put("toStream", g -> g.made("toStream", g.anyTable().toStream()));
    moves.put("tableGroupBy", TableMoves::groupBy);
    moves.put("tableJoin", TableMoves::join);
    moves.put("foreignKeyJoin", TableMoves::foreignKeyJoin);
    moves.put("tableSuppress", TableMoves::suppress);
  }

  private static void filter(Growth g) {
    int limit = g.random.nextInt(6);
    KTable<String, String> on = g.anyTable();
    g.made(
        "table filter " + limit,
        g.oneIn(2)
            ? on.filter((key, value) -> Texts.weight(value) > limit)
            : on.filterNot((key, value) -> Texts.weight(value) > limit, g.kept()));
  }

  private static void mapValues(Growth g) {
    boolean nulls = g.oneIn(3);
    KTable<String, String> on = g.anyTable();
    g.made(
        "table mapValues" + (nulls ? ", null at times" : ""),
        g.oneIn(2)
            ? on.mapValues((key, value) -> mapped(value, nulls))
            : on.mapValues((key, value) -> mapped(value, nulls), g.kept()));
  }

  private static String mapped(String value, boolean nulls) {
    return value == null || (nulls && Texts.weight(value) == 1) ? null : Texts.clip(value + "t");
  }

  private static void transformValues(Growth g) {
    KTable<String, String> on = g.anyTable();
    g.made(
        "transformValues",
        g.oneIn(2) ? on.transformValues(Lengths::new) : on.transformValues(Lengths::new, g.kept()));
  }

  /** Without a memory, since it is also asked for old values. */
  private static final class Lengths implements ValueTransformerWithKey<String, String, String> {
    @Override
    public void init(ProcessorContext context) {}

    @Override
    public String transform(String key, String value) {
      return value == null ? null : key + value.length();
    }

    @Override
    public void close() {}
  }

  private static void groupBy(Growth g) {
    boolean nulls = g.oneIn(4);
    KGroupedTable<String, String> grouped =
        g.anyTable()
            .groupBy(
                (key, value) ->
                    KeyValue.pair(
                        nulls && Texts.weight(value) == 2 ? null : Texts.key(Texts.weight(value)),
                        value),
                g.grouped());
    switch (g.random.nextInt(3)) {
      case 0 -> g.made("table groupBy, count", grouped.count().mapValues(number -> "n" + number));
      case 1 ->
          g.made("table groupBy, reduce", grouped.reduce(Texts::add, Texts::subtract, g.kept()));
      default ->
          g.made(
              "table groupBy, aggregate",
              grouped.aggregate(
                  () -> "0",
                  (key, value, sum) -> Texts.number(sum, Texts.weight(value)),
                  (key, value, sum) -> Texts.number(sum, -Texts.weight(value)),
                  g.kept()));
    }
  }

  private static void join(Growth g) {
    KTable<String, String> left = g.anyTable();
    KTable<String, String> right = g.anyTable();
    boolean kept = g.oneIn(2);
    switch (g.random.nextInt(3)) {
      case 0 ->
          g.made(
              "table join",
              kept ? left.join(right, Texts::join, g.kept()) : left.join(right, Texts::join));
      case 1 ->
          g.made(
              "table leftJoin",
              kept
                  ? left.leftJoin(right, Texts::join, g.kept())
                  : left.leftJoin(right, Texts::join, g.named()));
      default ->
          g.made(
              "table outerJoin",
              kept
                  ? left.outerJoin(right, Texts::join, g.kept())
                  : left.outerJoin(right, Texts::join));
    }
  }

  private static void foreignKeyJoin(Growth g) {
    KTable<String, String> left = g.anyTable();
    KTable<String, String> right = g.anyTable();
    boolean outer = g.oneIn(2);
    g.made(
        "foreign-key " + (outer ? "leftJoin" : "join"),
        outer
            ? left.leftJoin(right, TableMoves::foreignKey, Texts::join, g.kept())
            : left.join(right, TableMoves::foreignKey, Texts::join));
  }

  private static String foreignKey(String value) {
    int weight = Texts.weight(value);
    return weight == 6 ? null : Texts.key(weight);
  }

  private static void suppress(Growth g) {
    long limit = g.random.nextInt(60);
    int rows = 1 + g.random.nextInt(4);
    g.made(
        "suppress until " + limit + " ms or " + rows + " rows",
        g.anyTable()
            .suppress(
                Suppressed.untilTimeLimit(
                    Texts.ms(limit),
                    g.oneIn(2)
                        ? Suppressed.BufferConfig.unbounded()
                        : Suppressed.BufferConfig.maxRecords(rows))));
  }
}
