package io.thalweg.streams.parity;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.UnlimitedWindows;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.WindowStore;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;

/** Topologies with aggregations, for both libraries: see {@link Peer}. */
public final class GroupedTopologies {
  private GroupedTopologies() {}

  public static void groupByKeyCount(StreamsBuilder b) {
    b.<String, String>stream("in").groupByKey().count().toStream().to("out");
  }

  public static void groupByCount(StreamsBuilder b) {
    b.<String, String>stream("in").groupBy((k, v) -> v).count().toStream().to("out");
  }

  public static void groupByGroupedName(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupBy((k, v) -> v, Grouped.as("grp"))
        .count()
        .toStream()
        .to("out");
  }

  public static void countNamedOnly(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupBy((k, v) -> v)
        .count(Named.as("cnt"))
        .toStream(Named.as("ts"))
        .to("out");
  }

  public static void countMaterialized(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupBy((k, v) -> v)
        .count(Materialized.as("store"))
        .toStream()
        .to("out");
  }

  public static void countMaterializedWith(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupBy((k, v) -> v)
        .count(Materialized.with(Serdes.String(), Serdes.Long()))
        .toStream()
        .to("out");
  }

  public static void countAllNames(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupBy((k, v) -> v, Grouped.with("g", Serdes.String(), Serdes.String()))
        .count(Named.as("c"), Materialized.as("s"))
        .toStream()
        .to("out");
  }

  public static void reduces(StreamsBuilder b) {
    KGroupedStream<String, String> g =
        b.<String, String>stream("in").map((k, v) -> KeyValue.pair(v, k)).groupByKey();
    g.reduce((x, y) -> x).toStream().to("o1");
    g.reduce((x, y) -> x, Materialized.as("red")).toStream().to("o2");
    g.reduce((x, y) -> x, Named.as("n"), Materialized.as("red2")).toStream().to("o3");
  }

  public static void aggregates(StreamsBuilder b) {
    KGroupedStream<String, String> g = b.<String, String>stream("in").groupByKey();
    g.aggregate(() -> "", (k, v, a) -> a).toStream().to("o1");
    g.aggregate(() -> "", (k, v, a) -> a, Materialized.as("agg")).toStream().to("o2");
    g.aggregate(() -> "", (k, v, a) -> a, Named.as("n"), Materialized.as("agg2"))
        .toStream()
        .to("o3");
  }

  public static void repartitionReusedInOneGroup(StreamsBuilder b) {
    KGroupedStream<String, String> g =
        b.<String, String>stream("in").selectKey((k, v) -> v).groupByKey();
    g.count().toStream().to("o1");
    g.reduce((x, y) -> x).toStream().to("o2");
    g.windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1))).count();
  }

  public static void repartitionTwice(StreamsBuilder b) {
    KStream<String, String> s = b.<String, String>stream("in").selectKey((k, v) -> v);
    s.groupByKey().count().toStream().to("o1");
    s.groupByKey().count().toStream().to("o2");
  }

  public static void repartitionNamedGroupReused(StreamsBuilder b) {
    KGroupedStream<String, String> g =
        b.<String, String>stream("in").selectKey((k, v) -> v).groupByKey(Grouped.as("grp"));
    g.count().toStream().to("o1");
    g.reduce((x, y) -> x).toStream().to("o2");
  }

  public static void rekeyThenStateless(StreamsBuilder b) {
    b.<String, String>stream("in")
        .map((k, v) -> KeyValue.pair(v, k))
        .filter((k, v) -> true)
        .mapValues(v -> v)
        .peek((k, v) -> {})
        .groupByKey()
        .count()
        .toStream()
        .to("out");
  }

  public static void mergeRekeyed(StreamsBuilder b) {
    KStream<String, String> l = b.stream("l");
    KStream<String, String> r = b.stream("r");
    l.merge(r.selectKey((k, v) -> v)).groupByKey().count().toStream().to("out");
  }

  public static void mergedWithItself(StreamsBuilder b) {
    KStream<String, String> changed = b.<String, String>stream("in").selectKey((k, v) -> v);
    changed.merge(changed).groupByKey().count().toStream().to("out");
  }

  public static void windowCount(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)))
        .count()
        .toStream()
        .to("out");
  }

  public static void windowAll(StreamsBuilder b) {
    var w =
        b.<String, String>stream("in")
            .groupBy((k, v) -> v)
            .windowedBy(
                TimeWindows.ofSizeAndGrace(Duration.ofMinutes(5), Duration.ofMinutes(1))
                    .advanceBy(Duration.ofMinutes(1)));
    w.count(Named.as("cn")).toStream().to("o0");
    w.count(Materialized.as("ws")).toStream((k, v) -> k.key()).to("o1");
    w.count(Named.as("nm"), Materialized.as("ws2"))
        .toStream((k, v) -> k.key(), Named.as("tss"))
        .to("o1");
    w.reduce((x, y) -> x).toStream().to("o2");
    w.reduce((x, y) -> x, Named.as("rn")).toStream().to("o3");
    w.reduce((x, y) -> x, Materialized.as("rs")).toStream().to("o4");
    w.aggregate(() -> "", (k, v, a) -> a).toStream().to("o5");
    w.aggregate(() -> "", (k, v, a) -> a, Named.as("an")).toStream().to("o6");
    w.aggregate(() -> "", (k, v, a) -> a, Materialized.as("as")).toStream().to("o7");
  }

  public static void windowEmitFinal(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)))
        .emitStrategy(EmitStrategy.onWindowClose())
        .count()
        .toStream()
        .to("out");
  }

  public static void windowUnlimited(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupByKey()
        .windowedBy(UnlimitedWindows.of())
        .count()
        .toStream()
        .to("out");
  }

  public static void windowGroupedNamed(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupBy((k, v) -> v, Grouped.as("gw"))
        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)))
        .count()
        .toStream()
        .groupByKey()
        .count();
  }

  public static void wordCount(StreamsBuilder b) {
    b.<String, String>stream("text", Consumed.with(Serdes.String(), Serdes.String()))
        .flatMapValues(v -> List.of(v.split(" ")))
        .groupBy((k, w) -> w, Grouped.with(Serdes.String(), Serdes.String()))
        .count(Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("counts-store"))
        .toStream()
        .to("out", Produced.with(Serdes.String(), Serdes.Long()));
  }

  public static void chainedAggregations(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupBy((k, v) -> v)
        .count()
        .toStream()
        .groupBy((k, v) -> v)
        .aggregate(() -> 0L, (k, v, a) -> a + v)
        .mapValues(v -> v + 1)
        .toStream()
        .to("out");
  }

  public static void countFilterMaterialized(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupByKey()
        .count()
        .filter((k, v) -> v > 1, Materialized.as("big"))
        .toStream()
        .to("out");
  }

  public static void supplierNames(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupByKey()
        .count(Materialized.<String, Long>as(Stores.inMemoryKeyValueStore("mem")))
        .toStream()
        .to("out");
    b.<String, String>stream("in2")
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)))
        .count(
            Materialized.<String, Long>as(
                Stores.inMemoryWindowStore(
                    "wmem", Duration.ofMinutes(2), Duration.ofMinutes(1), false)))
        .toStream()
        .to("out2");
    b.<String, String>stream("in3")
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)))
        .count(
            Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("named")
                .withRetention(Duration.ofHours(2)))
        .toStream()
        .to("out2");
  }

  public static void twoSubtopologies(StreamsBuilder b) {
    b.<String, String>stream("b").to("ob");
    b.<String, String>stream("a").to("oa");
    b.<String, String>stream("c").groupBy((k, v) -> v).count().toStream().to("oc");
    b.<String, String>stream("d").to("od");
  }

  public static void generatedStoresOfAllForms(StreamsBuilder b) {
    KGroupedStream<String, String> g = b.<String, String>stream("in").groupByKey();
    g.reduce((x, y) -> x, Materialized.with(Serdes.String(), Serdes.String()));
    g.aggregate(() -> "", (k, v, x) -> x, Materialized.with(Serdes.String(), Serdes.String()));
    g.count(Materialized.with(Serdes.String(), Serdes.Long()));
    g.count(Named.as("n"), Materialized.with(Serdes.String(), Serdes.Long()));
    g.count();
    var w = g.windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)));
    w.count(Materialized.with(Serdes.String(), Serdes.Long()));
    w.reduce((x, y) -> x, Materialized.with(Serdes.String(), Serdes.String()));
    w.aggregate(() -> "", (k, v, x) -> x, Materialized.with(Serdes.String(), Serdes.String()));
    w.count();
  }

  public static void namesThatLookGenerated(StreamsBuilder b) {
    for (String name :
        List.of("KSTREAM-X-0000000012", "x-0000000012", "KSTREAMX-0000000077", "KSTREAM-12")) {
      b.<String, String>stream("in" + name).groupBy((k, v) -> v).count(Materialized.as(name));
    }
  }

  public static void storeTypes(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupBy((k, v) -> v)
        .count(
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as(
                Materialized.StoreType.IN_MEMORY));
    b.<String, String>table(
            "t", Materialized.<String, String>as(Stores.inMemoryKeyValueStore("mm")))
        .toStream()
        .to("x");
    b.<String, String>table("t2")
        .mapValues(
            v -> v,
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as(
                Materialized.StoreType.ROCKS_DB));
  }
}
