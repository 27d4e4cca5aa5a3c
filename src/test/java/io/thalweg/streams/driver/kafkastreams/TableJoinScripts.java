package io.thalweg.streams.driver.kafkastreams;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;

/** Joins of tables: tombstones, old values, timestamps, tables without stores. */
public final class TableJoinScripts {
  private static final String[] UPDATES = {
    "a k 1 10", "b k x 5", "a k 2 20", "b k y 30", "a k 3 7", "a k null 40", "a k null 41",
    "b k z 50", "b k null 60", "b k null 61", "a k 4 70", "a k null 80", "b k w 90", "a k 5 95",
    "b k null 99", "a null 1 100", "b null q 101", "b n q 102", "b n null 103"
  };
  private static final String[] TOMBSTONES = {
    "a k null 1", "a k null 2", "a k 1 3", "a k null 4", "a k null 5", "b k x 6", "a k null 7",
    "b k null 8", "b k null 9", "a k 1 10", "b k null 11", "b k y 12", "b k null 13", "b k null 14"
  };

  private final Map<String, Consumer<Transcript>> scripts = new TreeMap<>();

  private TableJoinScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    TableJoinScripts all = new TableJoinScripts();
    all.kinds();
    all.kept();
    all.chains();
    all.filters();
    all.reads();
    return all.scripts;
  }

  private void add(String name, BiConsumer<StreamsBuilder, TableRun> topology) {
    add(name, topology, UPDATES);
    add(name + ", tombstones", topology, TOMBSTONES);
  }

  private void add(String name, BiConsumer<StreamsBuilder, TableRun> topology, String... inputs) {
    scripts.put(
        name,
        seen -> {
          TableRun run = new TableRun(seen);
          run.run(builder -> topology.accept(builder, run), inputs);
        });
    scripts.put(
        name + ", cached",
        seen -> {
          TableRun run = new TableRun(seen).with("statestore.cache.max.bytes", 1 << 20);
          run.run(builder -> topology.accept(builder, run), inputs);
        });
  }

  private static KTable<String, String> a(StreamsBuilder b) {
    return b.table("a");
  }

  private static KTable<String, String> b(StreamsBuilder b) {
    return b.table("b");
  }

  private void kinds() {
    add("inner", (b, run) -> a(b).join(b(b), run.joiner()).toStream().to("out"));
    add("left", (b, run) -> a(b).leftJoin(b(b), run.joiner()).toStream().to("out"));
    add("outer", (b, run) -> a(b).outerJoin(b(b), run.joiner()).toStream().to("out"));
    add(
        "inner grouped",
        (b, run) -> run.grouped(a(b).join(b(b), run.joiner())).toStream().to("out"));
    add(
        "left grouped",
        (b, run) -> run.grouped(a(b).leftJoin(b(b), run.joiner())).toStream().to("out"));
    add(
        "outer grouped",
        (b, run) -> run.grouped(a(b).outerJoin(b(b), run.joiner())).toStream().to("out"));
  }

  private void kept() {
    add(
        "inner kept",
        (b, run) -> a(b).join(b(b), run.joiner(), Materialized.as("s")).toStream().to("out"));
    add(
        "left kept",
        (b, run) -> a(b).leftJoin(b(b), run.joiner(), Materialized.as("s")).toStream().to("out"));
    add(
        "outer kept and grouped",
        (b, run) -> {
          KTable<String, String> joined = a(b).outerJoin(b(b), run.joiner(), Materialized.as("s"));
          joined.toStream().to("out");
          joined.groupBy(KeyValue::pair).count();
        });
    add(
        "joiner answers null",
        (b, run) -> {
          KTable<String, String> joined =
              a(b).outerJoin(
                      b(b),
                      (x, y) -> "2".equals(x) || "y".equals(y) ? null : x + y,
                      Materialized.as("s"));
          joined.toStream().to("out");
          run.grouped(joined.mapValues(v -> v));
        });
  }

  private void chains() {
    add(
        "of mapped tables",
        (b, run) ->
            a(b).mapValues(x -> x + "m")
                .leftJoin(b(b).mapValues(y -> y + "m"), run.joiner())
                .toStream()
                .to("out"));
    add(
        "of a join",
        (b, run) ->
            b.<String, String>table("c")
                .join(a(b).outerJoin(b(b), run.joiner()), run.joiner())
                .toStream()
                .to("out"),
        "a k a1 20",
        "c k c1 5",
        "b k b1 30",
        "c k c2 6",
        "a k null 40",
        "c k c3 7",
        "b k null 8");
    add(
        "held back, with itself",
        (b, run) -> {
          KTable<String, String> held =
              a(b).suppress(
                      Suppressed.untilTimeLimit(Duration.ofMillis(50), BufferConfig.unbounded()));
          held.outerJoin(held, run.joiner()).toStream().to("out");
        },
        "a k 1 100",
        "a l 1 200",
        "a k 2 300",
        "a k 3 310",
        "a l 2 400",
        "a l 3 500");
    add(
        "with itself",
        (b, run) -> {
          KTable<String, String> table = a(b);
          table.leftJoin(table.filter((k, v) -> !v.equals("2")), run.joiner()).toStream().to("out");
        },
        "a k 1 1",
        "a k 2 2",
        "a k 3 3",
        "a k null 4",
        "a k null 5");
  }

  private void filters() {
    add(
        "filter below",
        (b, run) ->
            a(b).join(b(b), run.joiner())
                .filter((k, v) -> !v.startsWith("2"))
                .toStream()
                .to("out"));
    add(
        "filter below kept",
        (b, run) ->
            a(b).join(b(b), run.joiner(), Materialized.as("s"))
                .filter((k, v) -> !v.startsWith("2"))
                .toStream()
                .to("out"));
    add(
        "inner of filtered",
        (b, run) ->
            a(b).filter((k, v) -> !"23".contains(v)).join(b(b), run.joiner()).toStream().to("out"));
    add(
        "left of filtered",
        (b, run) ->
            a(b).filter((k, v) -> !"23".contains(v))
                .leftJoin(b(b), run.joiner())
                .toStream()
                .to("out"));
    add(
        "left with filtered",
        (b, run) -> a(b).leftJoin(b(b).filter((k, v) -> false), run.joiner()).toStream().to("out"));
    add(
        "outer with filtered",
        (b, run) ->
            a(b).outerJoin(b(b).filter((k, v) -> false), run.joiner()).toStream().to("out"));
    add(
        "left of filtered grouped",
        (b, run) ->
            run.grouped(a(b).filter((k, v) -> !v.equals("2")).leftJoin(b(b), run.joiner()))
                .toStream()
                .to("out"));
  }

  private void reads() {
    String[] inputs = {
      "s k 0 1",
      "a k a1 2",
      "s k 1 3",
      "b k b1 4",
      "s k 2 5",
      "a k null 6",
      "s k 3 7",
      "b k null 8",
      "s k 4 9"
    };
    add(
        "stream joins inner",
        (b, run) ->
            b.<String, String>stream("s")
                .leftJoin(a(b).join(b(b), run.joiner()), (x, y) -> x + "&" + y)
                .to("out"),
        inputs);
    add(
        "stream joins left",
        (b, run) ->
            b.<String, String>stream("s")
                .leftJoin(a(b).leftJoin(b(b), run.joiner()), (x, y) -> x + "&" + y)
                .to("out"),
        inputs);
    add(
        "stream joins outer",
        (b, run) ->
            b.<String, String>stream("s")
                .leftJoin(
                    a(b).outerJoin(b(b), run.joiner()).mapValues(v -> v + "m"),
                    (x, y) -> x + "&" + y)
                .to("out"),
        inputs);
  }
}
