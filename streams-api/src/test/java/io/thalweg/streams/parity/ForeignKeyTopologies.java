package io.thalweg.streams.parity;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.TableJoined;
import io.thalweg.streams.state.Stores;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;

/** Topologies with foreign-key joins, for both libraries: see {@link Peer}. */
public final class ForeignKeyTopologies {
  private ForeignKeyTopologies() {}

  public static void foreignKeyInner(StreamsBuilder b) {
    left(b).join(right(b), v -> v, (v, w) -> v + w).toStream().to("out");
  }

  public static void foreignKeyLeft(StreamsBuilder b) {
    left(b).leftJoin(right(b), (k, v) -> k + v, (v, w) -> v + w).toStream().to("out");
  }

  public static void foreignKeyNamed(StreamsBuilder b) {
    left(b).join(right(b), v -> v, (v, w) -> v + w, TableJoined.as("fk")).toStream().to("out");
  }

  public static void foreignKeyNamedStored(StreamsBuilder b) {
    left(b)
        .leftJoin(
            right(b), v -> v, (v, w) -> v + w, TableJoined.as("fk"), Materialized.as("result"))
        .toStream()
        .to("out");
  }

  public static void foreignKeyStored(StreamsBuilder b) {
    left(b)
        .join(right(b), v -> v, (v, w) -> v + w, Materialized.as("result"))
        .filter((k, v) -> true)
        .toStream()
        .to("out");
  }

  public static void foreignKeyTyped(StreamsBuilder b) {
    left(b)
        .join(
            right(b), v -> v, (v, w) -> v + w, Materialized.with(Serdes.String(), Serdes.String()))
        .mapValues(v -> v)
        .toStream()
        .to("out");
  }

  public static void foreignKeyOfStoredTables(StreamsBuilder b) {
    b.<String, String>table("l", Materialized.as("ls"))
        .join(b.<String, String>table("r", Materialized.as("rs")), v -> v, (v, w) -> v + w)
        .filter((k, v) -> true)
        .toStream()
        .to("out");
  }

  public static void foreignKeyOfDerivedTables(StreamsBuilder b) {
    left(b)
        .filter((k, v) -> true)
        .leftJoin(right(b).mapValues(v -> v), (k, v) -> v, (v, w) -> v + w)
        .toStream()
        .to("out");
  }

  public static void foreignKeyOfItself(StreamsBuilder b) {
    KTable<String, String> table = left(b);
    table.join(table, v -> v, (v, w) -> v + w).toStream().to("out");
  }

  public static void foreignKeyChained(StreamsBuilder b) {
    KTable<String, String> right = right(b);
    left(b)
        .join(right, v -> v, (v, w) -> v + w)
        .leftJoin(right, v -> v, (v, w) -> v + w)
        .toStream()
        .to("out");
  }

  public static void foreignKeyOfCounts(StreamsBuilder b) {
    b.<String, String>stream("l")
        .groupByKey()
        .count()
        .join(right(b), n -> "x" + n, (n, w) -> n + w)
        .toStream()
        .to("out");
  }

  public static void foreignKeyVersioned(StreamsBuilder b) {
    Duration history = Duration.ofMinutes(5);
    b.<String, String>table(
            "l", Materialized.as(Stores.persistentVersionedKeyValueStore("lv", history)))
        .join(
            b.<String, String>table(
                "r", Materialized.as(Stores.persistentVersionedKeyValueStore("rv", history))),
            v -> v,
            (v, w) -> v + w)
        .toStream()
        .to("out");
  }

  public static void foreignKeyThenCount(StreamsBuilder b) {
    left(b)
        .join(right(b), v -> v, (v, w) -> v + w)
        .groupBy((k, v) -> KeyValue.pair(k, v))
        .count()
        .toStream()
        .to("out");
  }

  public static void foreignKeyThenJoin(StreamsBuilder b) {
    KTable<String, String> left = left(b);
    left.join(right(b), v -> v, (v, w) -> v + w).join(left, (v, w) -> v).toStream().to("out");
  }

  private static KTable<String, String> left(StreamsBuilder b) {
    return b.table("l");
  }

  private static KTable<String, String> right(StreamsBuilder b) {
    return b.table("r");
  }
}
