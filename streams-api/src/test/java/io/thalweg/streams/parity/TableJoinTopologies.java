package io.thalweg.streams.parity;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.ValueTransformerWithKey;
import io.thalweg.streams.processor.ProcessorContext;
import io.thalweg.streams.state.StoreBuilder;
import io.thalweg.streams.state.Stores;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;

/** Joins of tables by key and tables with transformed values, for both libraries: see Peer. */
public final class TableJoinTopologies {
  private TableJoinTopologies() {}

  private static KTable<String, String> table(StreamsBuilder b, String topic) {
    return b.table(topic);
  }

  public static void inner(StreamsBuilder b) {
    table(b, "a").join(table(b, "b"), (x, y) -> x + y).toStream().to("out");
  }

  public static void left(StreamsBuilder b) {
    table(b, "a").leftJoin(table(b, "b"), (x, y) -> x + y).toStream().to("out");
  }

  public static void outer(StreamsBuilder b) {
    table(b, "a").outerJoin(table(b, "b"), (x, y) -> x + y).toStream().to("out");
  }

  public static void innerNamed(StreamsBuilder b) {
    table(b, "a").join(table(b, "b"), (x, y) -> x + y, Named.as("j")).toStream().to("out");
  }

  public static void leftNamed(StreamsBuilder b) {
    table(b, "a").leftJoin(table(b, "b"), (x, y) -> x + y, Named.as("j")).toStream().to("out");
  }

  public static void outerNamed(StreamsBuilder b) {
    table(b, "a").outerJoin(table(b, "b"), (x, y) -> x + y, Named.as("j")).toStream().to("out");
  }

  public static void innerMaterialized(StreamsBuilder b) {
    table(b, "a").join(table(b, "b"), (x, y) -> x + y, Materialized.as("s")).toStream().to("out");
  }

  public static void leftNamedMaterialized(StreamsBuilder b) {
    table(b, "a")
        .leftJoin(table(b, "b"), (x, y) -> x + y, Named.as("j"), Materialized.as("s"))
        .toStream()
        .to("out");
  }

  public static void outerMaterializedWithoutName(StreamsBuilder b) {
    table(b, "a")
        .outerJoin(
            table(b, "b"), (x, y) -> x + y, Materialized.with(Serdes.String(), Serdes.String()))
        .toStream()
        .to("out");
  }

  public static void ofDerivedTables(StreamsBuilder b) {
    table(b, "a")
        .mapValues(x -> x)
        .leftJoin(table(b, "b").filter((k, v) -> true), (x, y) -> x + y)
        .toStream()
        .to("out");
  }

  public static void ofAJoin(StreamsBuilder b) {
    table(b, "a")
        .join(table(b, "b"), (x, y) -> x + y)
        .leftJoin(table(b, "c"), (x, y) -> x + y)
        .toStream()
        .to("out");
  }

  public static void withAJoin(StreamsBuilder b) {
    KTable<String, String> join = table(b, "b").join(table(b, "c"), (x, y) -> x + y);
    table(b, "a").outerJoin(join, (x, y) -> x + y);
  }

  public static void ofAKeptJoin(StreamsBuilder b) {
    table(b, "a")
        .join(table(b, "b"), (x, y) -> x + y, Materialized.as("kept"))
        .join(table(b, "c"), (x, y) -> x + y)
        .filter((k, v) -> true)
        .mapValues(v -> v)
        .outerJoin(table(b, "d"), (x, y) -> x + y);
  }

  public static void withItself(StreamsBuilder b) {
    KTable<String, String> table = table(b, "a");
    table.join(table, (x, y) -> x + y);
  }

  public static void withAMappingOfItself(StreamsBuilder b) {
    KTable<String, String> table = table(b, "a");
    table.leftJoin(table.mapValues(v -> v), (x, y) -> x + y);
  }

  public static void twiceWithOneTable(StreamsBuilder b) {
    KTable<String, String> shared = table(b, "a");
    shared.join(table(b, "b"), (x, y) -> x + y).toStream().to("out1");
    table(b, "c").leftJoin(shared, (x, y) -> x + y).toStream().to("out2");
  }

  public static void belowAStreamJoin(StreamsBuilder b) {
    b.<String, String>stream("s")
        .join(table(b, "a").outerJoin(table(b, "b"), (x, y) -> x + y), (x, y) -> x + y)
        .to("out");
  }

  public static void ofAggregates(StreamsBuilder b) {
    b.<String, String>stream("s1")
        .groupByKey()
        .count()
        .join(b.<String, String>stream("s2").groupBy((k, v) -> v).count(), (x, y) -> x + y)
        .toStream()
        .to("out");
  }

  public static void ofAStreamMadeATable(StreamsBuilder b) {
    b.<String, String>stream("s")
        .selectKey((k, v) -> v)
        .toTable()
        .join(table(b, "b"), (x, y) -> x + y)
        .toStream()
        .to("out");
  }

  public static void versioned(StreamsBuilder b) {
    KTable<String, String> versioned =
        b.table(
            "a",
            Materialized.as(
                Stores.persistentVersionedKeyValueStore("history", Duration.ofHours(1))));
    versioned
        .filter((k, v) -> true)
        .join(table(b, "b"), (x, y) -> x + y)
        .groupBy(KeyValue::pair)
        .count();
  }

  public static void toStreamWithNewKey(StreamsBuilder b) {
    table(b, "a").toStream((k, v) -> v).to("out");
    table(b, "b").toStream((k, v) -> v, Named.as("named")).groupByKey().count();
  }

  /** Keeps values. */
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

  private static StoreBuilder<?> store() {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore("s"), Serdes.String(), Serdes.String());
  }

  public static void transformed(StreamsBuilder b) {
    table(b, "a").transformValues(Keep::new).toStream().to("out");
  }

  public static void transformedNamed(StreamsBuilder b) {
    table(b, "a").transformValues(Keep::new, Named.as("n")).toStream().to("out");
  }

  public static void transformedIntoAStore(StreamsBuilder b) {
    table(b, "a").transformValues(Keep::new, Materialized.as("kept")).toStream().to("out");
  }

  public static void transformedWithoutAName(StreamsBuilder b) {
    table(b, "a")
        .transformValues(Keep::new, Materialized.with(Serdes.String(), Serdes.String()))
        .toStream()
        .to("out");
  }

  public static void transformedWithStores(StreamsBuilder b) {
    b.addStateStore(store());
    table(b, "a")
        .transformValues(Keep::new, Materialized.as("kept"), Named.as("q"), "s")
        .toStream()
        .to("out");
    table(b, "b").transformValues(Keep::new, "s").groupBy(KeyValue::pair).count();
  }

  public static void transformedAndJoined(StreamsBuilder b) {
    b.addStateStore(store());
    table(b, "a")
        .transformValues(Keep::new, "s")
        .join(table(b, "b"), (x, y) -> x + y)
        .toStream()
        .to("out");
  }
}
