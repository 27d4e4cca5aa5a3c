package io.thalweg.streams.parity;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.JoinWindows;
import io.thalweg.streams.kstream.Joined;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.Repartitioned;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.StreamJoined;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.ValueTransformerWithKey;
import io.thalweg.streams.processor.ProcessorContext;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.WindowStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;

/**
 * Topologies that show which serde is used where, for both libraries: see {@link Peer}. The
 * function makes a serde that leaves its name in what it writes.
 */
public final class SerdeTopologies {
  private SerdeTopologies() {}

  private static KStream<String, String> in(
      StreamsBuilder b, Function<String, Serde<String>> serde) {
    return b.stream("in", Consumed.with(serde.apply("k"), serde.apply("v")));
  }

  private static KStream<String, String> in2(
      StreamsBuilder b, Function<String, Serde<String>> serde) {
    return b.stream("in2", Consumed.with(serde.apply("kk"), serde.apply("vv")));
  }

  private static KTable<String, String> table(
      StreamsBuilder b, Function<String, Serde<String>> serde) {
    return b.table("t", Consumed.with(serde.apply("tk"), serde.apply("tv")));
  }

  public static void defaults(StreamsBuilder b, Function<String, Serde<String>> serde) {
    b.<String, String>stream("in").to("out");
  }

  public static void stateless(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KStream<String, String> s = in(b, serde);
    s.filter((k, v) -> true).to("filter");
    s.filterNot((k, v) -> false).to("filterNot");
    s.peek((k, v) -> {}).to("peek");
    s.mapValues(v -> v).to("mapValues");
    s.flatMapValues(v -> List.of(v)).to("flatMapValues");
    s.selectKey((k, v) -> v).to("selectKey");
    s.map((k, v) -> KeyValue.pair(v, k)).to("map");
    s.flatMap((k, v) -> List.of(KeyValue.pair(v, k))).to("flatMap");
    s.split().branch((k, v) -> true).noDefaultBranch().values().forEach(x -> x.to("branch"));
  }

  public static void produced(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KStream<String, String> s = in(b, serde);
    s.to("both", Produced.with(serde.apply("pk"), serde.apply("pv")));
    s.to("key", Produced.keySerde(serde.apply("pk")));
    s.to("value", Produced.valueSerde(serde.apply("pv")));
  }

  public static void merged(StreamsBuilder b, Function<String, Serde<String>> serde) {
    in(b, serde).merge(in2(b, serde)).to("out");
  }

  public static void grouped(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KStream<String, String> s = in(b, serde);
    s.groupByKey().reduce((x, y) -> y, Materialized.as("plain"));
    s.groupByKey(Grouped.as("named")).reduce((x, y) -> y, Materialized.as("name"));
    s.groupByKey(Grouped.keySerde(serde.apply("g"))).reduce((x, y) -> y, Materialized.as("key"));
    s.groupByKey(Grouped.with(serde.apply("g"), serde.apply("h")))
        .reduce((x, y) -> y, Materialized.as("both"));
  }

  public static void groupedByNewKey(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KStream<String, String> s = in(b, serde);
    s.groupBy((k, v) -> v).reduce((x, y) -> y, Materialized.as("plain"));
    s.groupBy((k, v) -> v, Grouped.as("named")).reduce((x, y) -> y, Materialized.as("name"));
    s.groupBy((k, v) -> v, Grouped.keySerde(serde.apply("g")))
        .reduce((x, y) -> y, Materialized.as("key"));
    s.groupBy((k, v) -> v, Grouped.with(serde.apply("g"), serde.apply("h")))
        .reduce((x, y) -> y, Materialized.as("both"));
    s.selectKey((k, v) -> v).groupByKey().reduce((x, y) -> y, Materialized.as("rekeyed"));
  }

  public static void aggregated(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KGroupedStream<String, String> g = in(b, serde).groupByKey();
    g.count(Materialized.as("count")).toStream().mapValues(v -> v + "").to("counted");
    g.count(
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("countKey")
                .withKeySerde(serde.apply("m")))
        .toStream()
        .mapValues(v -> v + "")
        .to("countedKey");
    g.aggregate(() -> "", (k, v, a) -> v, Materialized.as("plain")).toStream().to("plainOut");
    g.aggregate(
            () -> "",
            (k, v, a) -> v,
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("typed")
                .withKeySerde(serde.apply("m"))
                .withValueSerde(serde.apply("n")))
        .toStream()
        .to("typedOut");
    g.reduce(
            (x, y) -> y,
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("reduced")
                .withValueSerde(serde.apply("n")))
        .toStream()
        .to("reducedOut");
  }

  public static void windowed(StreamsBuilder b, Function<String, Serde<String>> serde) {
    var w =
        in(b, serde).groupByKey().windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)));
    w.reduce((x, y) -> y, Materialized.as("plain")).toStream().to("plainOut");
    w.aggregate(() -> "", (k, v, a) -> v, Materialized.as("agg")).toStream().to("aggOut");
    w.aggregate(
            () -> "",
            (k, v, a) -> v,
            Materialized.<String, String, WindowStore<Bytes, byte[]>>as("typed")
                .withKeySerde(serde.apply("m"))
                .withValueSerde(serde.apply("n")))
        .toStream()
        .to("typedOut");
    w.count(Materialized.as("count")).toStream((k, v) -> k.key()).mapValues(v -> "" + v).to("cnt");
  }

  public static void tables(StreamsBuilder b, Function<String, Serde<String>> serde) {
    b.table(
            "t1",
            Consumed.with(serde.apply("ck"), serde.apply("cv")),
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("s1")
                .withKeySerde(serde.apply("mk"))
                .withValueSerde(serde.apply("mv")))
        .toStream()
        .to("o1");
    b.table(
            "t2",
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("s2")
                .withKeySerde(serde.apply("mk"))
                .withValueSerde(serde.apply("mv")))
        .toStream()
        .to("o2");
    b.table(
            "t3",
            Consumed.with(serde.apply("ck"), serde.apply("cv")),
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("s3"))
        .toStream()
        .to("o3");
    b.<String, String>table(
            "t4",
            Consumed.as("plain"),
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("s4")
                .withKeySerde(serde.apply("mk"))
                .withValueSerde(serde.apply("mv")))
        .toStream()
        .to("o4");
  }

  public static void derivedTables(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KTable<String, String> t = table(b, serde);
    t.filter((k, v) -> true).toStream().to("filter");
    t.filter((k, v) -> true, Materialized.as("fs")).toStream().to("filterStored");
    t.filter((k, v) -> true, Materialized.with(serde.apply("m"), serde.apply("n")))
        .toStream()
        .to("filterTyped");
    t.mapValues(v -> v).toStream().to("mapped");
    t.mapValues(v -> v, Materialized.as("ms")).toStream().to("mappedStored");
    t.mapValues(v -> v, Materialized.with(serde.apply("m"), serde.apply("n")))
        .toStream()
        .to("mappedTyped");
    t.toStream((k, v) -> v).to("rekeyed");
  }

  public static void toTables(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KStream<String, String> s = in(b, serde);
    s.toTable().toStream().to("plain");
    s.toTable(Materialized.as("stored")).toStream().to("storedOut");
    s.toTable(
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("typed")
                .withKeySerde(serde.apply("m"))
                .withValueSerde(serde.apply("n")))
        .toStream()
        .to("typedOut");
    s.selectKey((k, v) -> v).toTable(Materialized.as("rekeyed")).toStream().to("rekeyedOut");
    s.selectKey((k, v) -> v)
        .toTable(
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("rekeyedTyped")
                .withKeySerde(serde.apply("m")))
        .toStream()
        .to("rekeyedTypedOut");
  }

  public static void repartitioned(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KStream<String, String> s = in(b, serde);
    s.repartition(Repartitioned.as("plain")).to("plainOut");
    s.repartition(Repartitioned.<String, String>as("typed").withKeySerde(serde.apply("m")))
        .to("typedOut");
    s.mapValues(v -> v)
        .repartition(Repartitioned.<String, String>as("v").withValueSerde(serde.apply("n")))
        .to("vOut");
  }

  public static void joined(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KTable<String, String> t = table(b, serde);
    KStream<String, String> s = in(b, serde);
    s.join(t, (l, r) -> l).to("join");
    s.leftJoin(t, (l, r) -> l).to("left");
    s.join(t, (l, r) -> l, Joined.with(serde.apply("jk"), serde.apply("jl"), serde.apply("jr")))
        .to("typed");
    KStream<String, String> r = s.selectKey((k, v) -> k);
    r.leftJoin(t, (x, y) -> x, Joined.as("rekeyed")).to("rekeyedOut");
    r.leftJoin(
            t,
            (x, y) -> x,
            Joined.with(serde.apply("jk"), serde.apply("jl"), serde.apply("jr"), "rekeyedTyped"))
        .to("rekeyedTypedOut");
  }

  public static void streamsJoined(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KStream<String, String> s = in(b, serde);
    KStream<String, String> s2 = in2(b, serde);
    JoinWindows near = JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofMinutes(1));
    StreamJoined<String, String, String> key = StreamJoined.with(null, null, null);
    StreamJoined<String, String, String> all =
        StreamJoined.with(serde.apply("jk"), serde.apply("jl"), serde.apply("jr"));
    s.join(s2, (l, r) -> l, near).to("plain");
    s.join(s2, (l, r) -> l, near, StreamJoined.as("named")).to("namedOut");
    s.join(s2, (l, r) -> l, near, all.withStoreName("typed")).to("typedOut");
    s.join(s2, (l, r) -> l, near, key.withOtherValueSerde(serde.apply("jr"))).to("rightOut");
    KStream<String, String> r = s.selectKey((k, v) -> k);
    r.join(s2, (x, y) -> x, near, all.withName("rekeyed")).to("rekeyedOut");
    s2.join(r, (x, y) -> x, near, key.withKeySerde(serde.apply("jk")).withName("right"))
        .to("rightRekeyedOut");
    r.join(s2, (x, y) -> x, near).to("rekeyedPlain");
  }

  public static void storesMadeForAJoin(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KStream<String, String> s = in(b, serde);
    KStream<String, String> s2 = in2(b, serde);
    s.join(s2.toTable(), (l, r) -> l).to("toTable");
    s.join(s2.selectKey((k, v) -> k).toTable(), (l, r) -> l).to("rekeyedToTable");
    s.join(table(b, serde), (l, r) -> l).to("table");
    s.join(b.<String, String>table("t1"), (l, r) -> l).to("plainTable");
    s.join(
            b.<String, String>table("t2", Materialized.with(serde.apply("m"), serde.apply("n"))),
            (l, r) -> l)
        .to("materializedTable");
  }

  private static KTable<String, String> table(
      StreamsBuilder b, Function<String, Serde<String>> serde, String topic) {
    return b.table(topic, Consumed.with(serde.apply("ck"), serde.apply("cv")));
  }

  public static void joinedTables(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KTable<String, String> left = table(b, serde, "t1");
    KTable<String, String> right = table(b, serde, "t2");
    left.join(right, (x, y) -> x + y).toStream().to("plain");
    left.leftJoin(right, (x, y) -> x + y, Materialized.as("named")).toStream().to("left");
    left.outerJoin(right, (x, y) -> x + y, Materialized.with(serde.apply("mk"), serde.apply("mv")))
        .toStream()
        .to("outer");
    left.join(right, (x, y) -> x + y)
        .filter((k, v) -> true, Materialized.as("filtered"))
        .toStream()
        .to("filter");
  }

  public static void groupedTables(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KTable<String, String> table = table(b, serde, "t1");
    table
        .groupBy(KeyValue::pair)
        .reduce((x, y) -> y, (x, y) -> x, Materialized.as("plain"))
        .toStream()
        .to("out1");
    table
        .groupBy(KeyValue::pair, Grouped.with(serde.apply("g"), serde.apply("h")))
        .reduce((x, y) -> y, (x, y) -> x, Materialized.as("both"))
        .toStream()
        .to("out2");
    table
        .groupBy(KeyValue::pair, Grouped.with(serde.apply("g"), serde.apply("h")))
        .count(Materialized.as("count"));
    table
        .groupBy(KeyValue::pair, Grouped.with(serde.apply("g"), serde.apply("h")))
        .aggregate(() -> "", (k, v, a) -> v, (k, v, a) -> a)
        .toStream()
        .to("out3");
    table
        .groupBy(KeyValue::pair, Grouped.with(serde.apply("g"), serde.apply("h")))
        .aggregate(
            () -> "",
            (k, v, a) -> v,
            (k, v, a) -> a,
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("m")
                .withKeySerde(serde.apply("mk"))
                .withValueSerde(serde.apply("mv")))
        .toStream()
        .to("out4");
  }

  private static final class Keep implements ValueTransformerWithKey<String, String, String> {
    @Override
    public void init(ProcessorContext context) {}

    @Override
    public String transform(String key, String value) {
      return value;
    }

    @Override
    public void close() {}
  }

  public static void transformedTables(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KTable<String, String> table = table(b, serde, "t1");
    table.transformValues(Keep::new).toStream().to("out1");
    table.transformValues(Keep::new, Materialized.as("plain")).toStream().to("out2");
    table
        .transformValues(Keep::new, Materialized.with(serde.apply("mk"), serde.apply("mv")))
        .toStream()
        .to("out3");
    table
        .transformValues(
            Keep::new,
            Materialized.<String, String, KeyValueStore<Bytes, byte[]>>as("m")
                .withKeySerde(serde.apply("mk"))
                .withValueSerde(serde.apply("mv")))
        .toStream()
        .to("out4");
  }

  public static void cogrouped(StreamsBuilder b, Function<String, Serde<String>> serde) {
    var cogrouped =
        in(b, serde)
            .groupByKey()
            .cogroup((String k, String v, String x) -> v)
            .cogroup(
                in2(b, serde).groupByKey(Grouped.with(serde.apply("g"), serde.apply("h"))),
                (k, v, x) -> v);
    cogrouped.aggregate(() -> "", Materialized.as("plain")).toStream().to("plain-out");
    cogrouped
        .aggregate(() -> "", Materialized.with(serde.apply("mk"), serde.apply("mv")))
        .toStream()
        .to("both-out");
  }

  public static void otherWindows(StreamsBuilder b, Function<String, Serde<String>> serde) {
    KGroupedStream<String, String> g = in(b, serde).groupByKey();
    g.windowedBy(SessionWindows.ofInactivityGapWithNoGrace(Duration.ofSeconds(1)))
        .reduce((x, y) -> y)
        .toStream()
        .to("session");
    g.windowedBy(SessionWindows.ofInactivityGapWithNoGrace(Duration.ofSeconds(1)))
        .aggregate(() -> "", (k, v, x) -> v, (k, x, y) -> y, Materialized.as("agg"))
        .toStream()
        .to("session-agg");
    g.windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(Duration.ofSeconds(1)))
        .reduce((x, y) -> y, Materialized.with(serde.apply("mk"), serde.apply("mv")))
        .toStream()
        .to("sliding");
  }
}
