package io.thalweg.streams.parity;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.Branched;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.Joined;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import org.apache.kafka.common.serialization.Serdes;

/** Topologies with tables and joins, for both libraries: see {@link Peer}. */
public final class TableTopologies {
  private TableTopologies() {}

  public static void table(StreamsBuilder b) {
    b.<String, String>table("t");
  }

  public static void tableToStream(StreamsBuilder b) {
    b.<String, String>table("t").toStream().to("out");
  }

  public static void tableConsumedNamed(StreamsBuilder b) {
    b.<String, String>table("t", Consumed.<String, String>as("tab")).toStream().to("out");
  }

  public static void tableMaterialized(StreamsBuilder b) {
    b.<String, String>table("t", Materialized.as("tstore")).toStream().to("out");
  }

  public static void tableConsumedMaterialized(StreamsBuilder b) {
    b.<String, String>table("t", Consumed.as("tab"), Materialized.as("tstore"))
        .toStream()
        .to("out");
  }

  public static void tableMaterializedWith(StreamsBuilder b) {
    b.<String, String>table("t", Materialized.with(Serdes.String(), Serdes.String()))
        .toStream()
        .to("out");
  }

  public static void tableChain(StreamsBuilder b) {
    b.<String, String>table("t")
        .filter((k, v) -> true)
        .filterNot((k, v) -> false)
        .mapValues(v -> v)
        .mapValues((k, v) -> v)
        .toStream()
        .to("out");
  }

  public static void tableChainNamed(StreamsBuilder b) {
    b.<String, String>table("t")
        .filter((k, v) -> true, Named.as("f"))
        .filterNot((k, v) -> false, Named.as("fn"))
        .mapValues(v -> v, Named.as("mv"))
        .mapValues((k, v) -> v, Named.as("mvk"))
        .toStream(Named.as("ts"))
        .to("out");
  }

  public static void tableChainMaterialized(StreamsBuilder b) {
    b.<String, String>table("t")
        .filter((k, v) -> true, Materialized.as("fs"))
        .filterNot((k, v) -> false, Named.as("fn"), Materialized.as("fns"))
        .mapValues(v -> v, Materialized.as("mvs"))
        .mapValues((k, v) -> v, Named.as("mv"), Materialized.with(Serdes.String(), Serdes.String()))
        .toStream()
        .to("out");
  }

  public static void tableFilterMaterializedWithOnly(StreamsBuilder b) {
    b.<String, String>table("t")
        .filter((k, v) -> true, Materialized.with(Serdes.String(), Serdes.String()))
        .toStream()
        .to("out");
  }

  public static void toTable(StreamsBuilder b) {
    KStream<String, String> s = b.stream("in");
    s.toTable().toStream().to("o1");
  }

  public static void toTableForms(StreamsBuilder b) {
    KStream<String, String> s = b.stream("in");
    s.toTable(Named.as("tt")).toStream().to("o1");
    s.toTable(Materialized.as("tts")).toStream().to("o2");
    s.toTable(Named.as("tt2"), Materialized.as("tts2")).toStream().to("o3");
    s.toTable(Materialized.with(Serdes.String(), Serdes.String())).toStream().to("o4");
    s.toTable().filter((k, v) -> true).toStream().to("o5");
  }

  public static void toTableRekeyed(StreamsBuilder b) {
    KStream<String, String> s = b.<String, String>stream("in").selectKey((k, v) -> v);
    s.toTable().toStream().to("o1");
    s.toTable(Named.as("tt")).toStream().to("o2");
    s.toTable(Materialized.as("tts")).toStream().to("o3");
    s.toTable(Named.as("tt2"), Materialized.as("tts2")).toStream().to("o4");
  }

  public static void streamTableJoin(StreamsBuilder b) {
    KTable<String, String> t = b.table("t");
    KStream<String, String> s = b.stream("in");
    s.join(t, (l, r) -> l + r).to("o1");
    s.leftJoin(t, (l, r) -> l + r).to("o2");
    s.join(t, (k, l, r) -> l + r).to("o3");
    s.leftJoin(t, (k, l, r) -> l + r).to("o4");
  }

  public static void streamTableJoinNamed(StreamsBuilder b) {
    KTable<String, String> t = b.table("t");
    KStream<String, String> s = b.stream("in");
    s.join(t, (l, r) -> l + r, Joined.as("j")).to("o1");
    s.leftJoin(t, (l, r) -> l + r, Joined.as("lj")).to("o2");
  }

  public static void streamTableJoinRekeyed(StreamsBuilder b) {
    KTable<String, String> t = b.table("t");
    KStream<String, String> s = b.<String, String>stream("in").selectKey((k, v) -> v);
    s.join(t, (l, r) -> l + r).to("o1");
    s.leftJoin(t, (l, r) -> l + r).to("o2");
  }

  public static void streamTableJoinRekeyedNamed(StreamsBuilder b) {
    KTable<String, String> t = b.table("t");
    KStream<String, String> s = b.<String, String>stream("in").selectKey((k, v) -> v);
    s.join(t, (l, r) -> l + r, Joined.as("j")).to("o1");
    s.leftJoin(
            t,
            (l, r) -> l + r,
            Joined.with(Serdes.String(), Serdes.String(), Serdes.String(), "lj"))
        .to("o2");
  }

  public static void joinFilteredTable(StreamsBuilder b) {
    KTable<String, String> t =
        b.<String, String>table("t").filter((k, v) -> true).mapValues(v -> v);
    b.<String, String>stream("in").join(t, (l, r) -> l + r).to("o1");
  }

  public static void joinMaterializedFilteredTable(StreamsBuilder b) {
    KTable<String, String> t =
        b.<String, String>table("t").filter((k, v) -> true, Materialized.as("f")).mapValues(v -> v);
    b.<String, String>stream("in").join(t, (l, r) -> l + r).to("o1");
  }

  public static void joinCount(StreamsBuilder b) {
    KTable<String, Long> t = b.<String, String>stream("x").groupBy((k, v) -> v).count();
    b.<String, String>stream("in").join(t, (l, r) -> l + r).to("o1");
  }

  public static void joinToTable(StreamsBuilder b) {
    KTable<String, String> t = b.<String, String>stream("x").toTable();
    b.<String, String>stream("in").join(t, (l, r) -> l + r).to("o1");
  }

  public static void joinBeforeTableUse(StreamsBuilder b) {
    KStream<String, String> s = b.stream("in");
    KTable<String, String> t = b.table("t");
    KStream<String, String> o = t.toStream();
    s.join(t, (l, r) -> l + r).merge(o).to("o1");
  }

  public static void toStreamKeyMapperThenGroup(StreamsBuilder b) {
    b.<String, String>table("t").toStream((k, v) -> v).groupByKey().count().toStream().to("o");
    b.<String, String>table("t2").toStream().groupByKey().count().toStream().to("o2");
  }

  public static void joinsShareARepartitionTopic(StreamsBuilder b) {
    KTable<String, String> t = b.table("t");
    KStream<String, String> s =
        b.<String, String>stream("in").selectKey((k, v) -> v, Named.as("key"));
    s.join(t, (l, r) -> l).to("o1");
    s.join(t, (l, r) -> l, Joined.as("j")).to("o2");
    s.leftJoin(t, (l, r) -> l).to("o3");
    s.filter((k, v) -> true).join(t, (l, r) -> l).to("o4");
  }

  public static void joinBranches(StreamsBuilder b) {
    KTable<String, String> t = b.table("t");
    b.<String, String>stream("in")
        .selectKey((k, v) -> v)
        .split()
        .branch((k, v) -> true)
        .defaultBranch(Branched.as("-def"))
        .forEach((n, s) -> s.join(t, (l, r) -> l).to(n));
  }

  public static void joinThroughAStoreThatIsNotAskedFor(StreamsBuilder b) {
    KTable<String, String> t = b.<String, String>stream("in").toTable();
    b.<String, String>stream("s")
        .join(t.filter((k, v) -> true, Materialized.with(null, null)), (l, r) -> l)
        .to("q");
  }
}
