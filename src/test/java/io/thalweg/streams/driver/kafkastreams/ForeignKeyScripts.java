package io.thalweg.streams.driver.kafkastreams;

import io.thalweg.streams.driver.Transcript;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TableJoined;

/** Joins by a foreign key: what goes to and fro, and what comes of it. */
public final class ForeignKeyScripts {
  /** Every change there is of a left row, a right row, and both. */
  private static final String[] INPUTS = {
    "l k1 A1 10",
    "r A ra 20",
    "l k2 A2 5",
    "r A rb 15",
    "l k1 A1 11",
    "l k1 A9 12",
    "l k1 B1 30",
    "l k1 A1 31",
    "l k1 -none 32",
    "l k1 -none2 33",
    "l k1 A3 34",
    "l k1 null 35",
    "l k1 null 36",
    "l k3 -n 37",
    "l k3 null 38",
    "l k4 C1 39",
    "l k4 null 40",
    "l k5 A5 60",
    "r A null 50",
    "r A null 51",
    "r A rc 52",
    "r A rc 53",
    "r Z rz 54",
    "r null rz 55",
    "l null A 56",
    "r A late 1",
    "l k5 A7 2"
  };

  private ForeignKeyScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    return Map.of(
        "inner", seen -> run(seen, join(seen, false)),
        "left", seen -> run(seen, join(seen, true)),
        "inner, kept", seen -> run(seen, kept(seen, false)),
        "left, kept", seen -> run(seen, kept(seen, true)),
        "cached", ForeignKeyScripts::cached,
        "partitioned", ForeignKeyScripts::partitioned,
        "versioned", ForeignKeyScripts::versioned,
        "with itself", ForeignKeyScripts::withItself,
        "derived", ForeignKeyScripts::derived,
        "filtered", ForeignKeyScripts::filtered);
  }

  private static void run(Transcript seen, Function<StreamsBuilder, KTable<String, String>> join) {
    new TableRun(seen)
        .with("application.id", "fk")
        .run(b -> join.apply(b).toStream().to("out"), INPUTS);
  }

  private static String foreignKey(String value) {
    return value.startsWith("-") ? null : value.substring(0, 1);
  }

  private static Function<StreamsBuilder, KTable<String, String>> join(
      Transcript seen, boolean left) {
    TableRun run = new TableRun(seen).with("application.id", "fk");
    return b -> {
      KTable<String, String> one = b.table("l");
      KTable<String, String> other = b.table("r");
      return left
          ? one.leftJoin(other, ForeignKeyScripts::foreignKey, run.joiner())
          : one.join(other, ForeignKeyScripts::foreignKey, run.joiner(), TableJoined.as("fk"));
    };
  }

  private static Function<StreamsBuilder, KTable<String, String>> kept(
      Transcript seen, boolean left) {
    TableRun run = new TableRun(seen).with("application.id", "fk");
    return b -> {
      KTable<String, String> one = b.table("l", Materialized.as("ls"));
      KTable<String, String> other = b.table("r", Materialized.as("rs"));
      return left
          ? one.leftJoin(
              other, ForeignKeyScripts::foreignKey, run.joiner(), Materialized.as("result"))
          : one.join(other, ForeignKeyScripts::foreignKey, run.joiner(), Materialized.as("result"));
    };
  }

  private static void cached(Transcript seen) {
    new TableRun(seen)
        .with("application.id", "fk")
        .with("statestore.cache.max.bytes", 1_000_000)
        .run(b -> kept(seen, true).apply(b).toStream().to("out"), INPUTS);
  }

  private static void partitioned(Transcript seen) {
    TableRun run = new TableRun(seen).with("application.id", "fk");
    run.run(
        b ->
            b.<String, String>table("l")
                .leftJoin(
                    b.<String, String>table("r"),
                    ForeignKeyScripts::foreignKey,
                    run.joiner(),
                    TableJoined.with(
                        (topic, key, value, count) -> {
                          run.called("left " + key + " of " + count);
                          return Optional.of(Set.of(0));
                        },
                        (topic, key, value, count) -> {
                          run.called("right " + key + " of " + count);
                          return Optional.of(Set.of(0));
                        }))
                .toStream()
                .to("out"),
        "l k1 A1 10",
        "r A ra 20",
        "l k1 B1 30",
        "l k1 null 35");
  }

  private static void versioned(Transcript seen) {
    TableRun run = new TableRun(seen).with("application.id", "fk");
    run.run(
        b ->
            b.<String, String>table("l", TableRun.history("ls"))
                .leftJoin(
                    b.<String, String>table("r", TableRun.history("rs")),
                    ForeignKeyScripts::foreignKey,
                    run.joiner(),
                    TableJoined.as("fk"))
                .toStream()
                .to("out"),
        INPUTS);
  }

  private static void withItself(Transcript seen) {
    TableRun run = new TableRun(seen).with("application.id", "fk");
    run.run(
        b -> {
          KTable<String, String> table = b.table("l");
          table.join(table, ForeignKeyScripts::foreignKey, run.joiner()).toStream().to("out");
        },
        "l A B1 10",
        "l B A1 20",
        "l C A2 30",
        "l A null 40",
        "l B B2 50");
  }

  private static void derived(Transcript seen) {
    TableRun run = new TableRun(seen).with("application.id", "fk");
    run.run(
        b ->
            b.<String, String>table("l")
                .filter((k, v) -> !v.endsWith("9"))
                .join(
                    b.<String, String>table("r").mapValues(v -> v + "!"),
                    (k, v) -> foreignKey(v),
                    run.joiner(),
                    TableJoined.as("fk"))
                .mapValues(v -> v + "?")
                .toStream()
                .to("out"),
        INPUTS);
  }

  /** Found by random topologies: the right table says nothing about rows it never let pass. */
  private static void filtered(Transcript seen) {
    TableRun run = new TableRun(seen).with("application.id", "fk");
    run.run(
        b -> {
          KTable<String, String> right =
              b.<String, String>table("r").filter((k, v) -> !v.endsWith("a"));
          right.toStream().to("right");
          b.<String, String>table("l")
              .leftJoin(right, ForeignKeyScripts::foreignKey, run.joiner(), TableJoined.as("fk"))
              .toStream()
              .to("out");
        },
        INPUTS);
  }
}
