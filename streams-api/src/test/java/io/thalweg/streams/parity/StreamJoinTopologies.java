package io.thalweg.streams.parity;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.JoinWindows;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Repartitioned;
import io.thalweg.streams.kstream.StreamJoined;
import io.thalweg.streams.kstream.ValueJoiner;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.WindowBytesStoreSupplier;
import java.time.Duration;
import java.util.Map;

/** Topologies with streams joined with streams, for both libraries: see {@link Peer}. */
public final class StreamJoinTopologies {
  private static final JoinWindows NEAR =
      JoinWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(100), Duration.ofMillis(20));
  private static final ValueJoiner<String, String, String> PAIR = (x, y) -> x + y;

  private StreamJoinTopologies() {}

  private static KStream<String, String> a(StreamsBuilder b) {
    return b.stream("a");
  }

  private static KStream<String, String> b(StreamsBuilder b) {
    return b.stream("b");
  }

  private static KStream<String, String> rekeyed(KStream<String, String> stream) {
    return stream.selectKey((k, v) -> v);
  }

  private static StreamJoined<String, String, String> named() {
    return StreamJoined.<String, String, String>as("st").withName("nm");
  }

  private static WindowBytesStoreSupplier supplier(String name) {
    return Stores.inMemoryWindowStore(name, Duration.ofMillis(220), Duration.ofMillis(200), true);
  }

  public static void inner(StreamsBuilder b) {
    a(b).join(b(b), PAIR, NEAR).to("z");
  }

  public static void left(StreamsBuilder b) {
    a(b).leftJoin(b(b), (k, x, y) -> x, NEAR).to("z");
  }

  public static void outer(StreamsBuilder b) {
    a(b).outerJoin(b(b), PAIR, NEAR).filter((k, v) -> true).to("z");
  }

  public static void innerNamed(StreamsBuilder b) {
    a(b).join(b(b), PAIR, NEAR, named()).to("z");
  }

  public static void leftNamed(StreamsBuilder b) {
    a(b).leftJoin(b(b), (k, x, y) -> x, NEAR, named()).to("z");
  }

  public static void outerNamed(StreamsBuilder b) {
    a(b).outerJoin(b(b), PAIR, NEAR, named()).to("z");
  }

  public static void leftNamedNodes(StreamsBuilder b) {
    StreamJoined<String, String, String> nodes = StreamJoined.with(null, null, null);
    a(b).leftJoin(b(b), PAIR, NEAR, nodes.withName("nm")).to("z");
  }

  public static void leftNamedStores(StreamsBuilder b) {
    a(b).leftJoin(b(b), PAIR, NEAR, StreamJoined.as("st")).to("z");
  }

  public static void notLogged(StreamsBuilder b) {
    StreamJoined<String, String, String> options = StreamJoined.with(null, null, null);
    a(b).outerJoin(b(b), PAIR, NEAR, options.withLoggingDisabled()).to("z");
  }

  public static void logged(StreamsBuilder b) {
    a(b).join(b(b), PAIR, NEAR, named().withLoggingEnabled(Map.of("a.b", "c"))).to("z");
  }

  public static void suppliers(StreamsBuilder b) {
    StreamJoined<String, String, String> stores = StreamJoined.with(supplier("s1"), supplier("s2"));
    a(b).join(b(b), PAIR, NEAR, stores).to("z");
  }

  public static void leftSuppliers(StreamsBuilder b) {
    StreamJoined<String, String, String> stores = StreamJoined.with(supplier("s1"), supplier("s2"));
    a(b).leftJoin(b(b), PAIR, NEAR, stores).to("z");
  }

  public static void leftOneSupplier(StreamsBuilder b) {
    a(b).leftJoin(b(b), PAIR, NEAR, named().withThisStoreSupplier(supplier("s1"))).to("z");
  }

  public static void outerOtherSupplier(StreamsBuilder b) {
    a(b).outerJoin(b(b), PAIR, NEAR, named().withOtherStoreSupplier(supplier("s1"))).to("z");
  }

  public static void bothRekeyed(StreamsBuilder b) {
    rekeyed(a(b)).join(rekeyed(b(b)), PAIR, NEAR).to("z");
  }

  public static void bothRekeyedNamed(StreamsBuilder b) {
    rekeyed(a(b)).leftJoin(rekeyed(b(b)), PAIR, NEAR, named()).to("z");
  }

  public static void leftRekeyed(StreamsBuilder b) {
    a(b).map((k, v) -> KeyValue.pair(v, k)).join(b(b), PAIR, NEAR).to("z");
  }

  public static void rightRekeyed(StreamsBuilder b) {
    a(b).outerJoin(b(b).map((k, v) -> KeyValue.pair(v, k)), PAIR, NEAR).to("z");
  }

  public static void rekeyedOnceJoinedTwice(StreamsBuilder b) {
    KStream<String, String> rekeyed = rekeyed(a(b));
    rekeyed.join(b(b), PAIR, NEAR).to("y");
    rekeyed.join(b.<String, String>stream("c"), PAIR, NEAR).to("z");
  }

  public static void rekeyedOnceJoinedTwiceNamed(StreamsBuilder b) {
    KStream<String, String> rekeyed = rekeyed(a(b));
    rekeyed.join(b(b), PAIR, NEAR, named()).to("y");
    StreamJoined<String, String, String> other = StreamJoined.as("other");
    rekeyed.join(b.<String, String>stream("c"), PAIR, NEAR, other.withName("o")).to("z");
  }

  public static void repartitioned(StreamsBuilder b) {
    a(b).repartition(Repartitioned.<String, String>as("ra").withNumberOfPartitions(2))
        .join(b(b).repartition(Repartitioned.as("rb")), PAIR, NEAR)
        .to("z");
  }

  public static void thenCount(StreamsBuilder b) {
    a(b).join(b(b), PAIR, NEAR).groupByKey().count().toStream().to("z");
  }

  public static void thenRekeyAndCount(StreamsBuilder b) {
    a(b).leftJoin(b(b), PAIR, NEAR).groupBy((k, v) -> v).count().toStream().to("z");
  }

  public static void thenTable(StreamsBuilder b) {
    KTable<String, String> table = b.table("t");
    a(b).join(b(b), PAIR, NEAR).join(table, PAIR).to("z");
  }

  public static void threeStreams(StreamsBuilder b) {
    KStream<String, String> c = b.stream("c");
    a(b).join(b(b), PAIR, NEAR).outerJoin(c, PAIR, NEAR, named()).to("z");
  }

  public static void self(StreamsBuilder b) {
    KStream<String, String> stream = a(b);
    stream.join(stream, PAIR, NEAR).to("z");
  }

  public static void selfReadTwice(StreamsBuilder b) {
    a(b).join(a(b), PAIR, NEAR).to("z");
  }

  public static void selfLeft(StreamsBuilder b) {
    KStream<String, String> stream = a(b);
    stream.leftJoin(stream, PAIR, NEAR).to("z");
  }

  public static void selfOuterNamed(StreamsBuilder b) {
    KStream<String, String> stream = a(b);
    stream.outerJoin(stream, PAIR, NEAR, named()).to("z");
  }

  public static void selfSuppliers(StreamsBuilder b) {
    KStream<String, String> stream = a(b);
    StreamJoined<String, String, String> stores = StreamJoined.with(supplier("s1"), supplier("s2"));
    stream.join(stream, PAIR, NEAR, stores).to("z");
  }

  public static void selfFiltered(StreamsBuilder b) {
    KStream<String, String> stream = a(b);
    stream.join(stream.filter((k, v) -> true), PAIR, NEAR).to("z");
  }

  public static void selfMapped(StreamsBuilder b) {
    KStream<String, String> stream = a(b).mapValues(v -> v);
    stream.join(stream, PAIR, NEAR).to("z");
  }

  public static void selfMappedTwice(StreamsBuilder b) {
    KStream<String, String> stream = a(b);
    stream.mapValues(v -> v).join(stream.mapValues(v -> v), PAIR, NEAR).to("z");
  }

  public static void selfRekeyed(StreamsBuilder b) {
    KStream<String, String> stream = rekeyed(a(b));
    stream.join(stream, PAIR, NEAR).to("z");
  }

  public static void selfRekeyedNamed(StreamsBuilder b) {
    KStream<String, String> stream = rekeyed(a(b));
    stream.join(stream, PAIR, NEAR, named()).to("z");
  }

  public static void selfRekeyedTwice(StreamsBuilder b) {
    rekeyed(a(b)).join(rekeyed(a(b)), PAIR, NEAR).to("z");
  }

  public static void selfTwice(StreamsBuilder b) {
    KStream<String, String> stream = a(b);
    stream.join(stream, PAIR, NEAR).join(stream, PAIR, NEAR).to("z");
  }

  public static void selfSideBySide(StreamsBuilder b) {
    KStream<String, String> stream = a(b);
    stream.join(stream, PAIR, NEAR).to("y");
    stream.join(stream, PAIR, NEAR).to("z");
  }

  public static void selfOfJoined(StreamsBuilder b) {
    KStream<String, String> joined = a(b).join(b(b), PAIR, NEAR);
    joined.join(joined, PAIR, NEAR).to("z");
  }

  public static void selfMerged(StreamsBuilder b) {
    KStream<String, String> merged = a(b).merge(b(b));
    merged.join(merged, PAIR, NEAR).to("z");
  }
}
