package io.thalweg.streams.parity;

import io.thalweg.streams.AutoOffsetReset;
import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.GlobalKTable;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.JoinWindows;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Predicate;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.Repartitioned;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.StreamJoined;
import io.thalweg.streams.kstream.Suppressed;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.UnlimitedWindows;
import io.thalweg.streams.kstream.ValueJoiner;
import io.thalweg.streams.kstream.ValueTransformerWithKey;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.processor.ProcessorContext;
import io.thalweg.streams.processor.api.Processor;
import io.thalweg.streams.processor.api.Record;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.WindowStore;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;

/** What no library may accept, for both: see {@link Peer}. */
public final class InvalidTopologies {
  private InvalidTopologies() {}

  public static void twoNodesOfOneName(StreamsBuilder b) {
    KStream<String, String> s = b.stream("in");
    s.filter((k, v) -> true, Named.as("f")).filter((k, v) -> true, Named.as("f"));
  }

  public static void twoStoresOfOneName(StreamsBuilder b) {
    KGroupedStream<String, String> g = b.<String, String>stream("in").groupByKey();
    g.count(Materialized.as("s"));
    g.count(Materialized.as("s"));
  }

  public static void twoRepartitionTopicsOfOneName(StreamsBuilder b) {
    KStream<String, String> s = b.<String, String>stream("in").selectKey((k, v) -> v);
    s.groupByKey(Grouped.as("g")).count();
    s.groupByKey(Grouped.as("g")).count();
  }

  public static void twoRepartitionsOfOneName(StreamsBuilder b) {
    b.<String, String>stream("in").repartition(Repartitioned.as("a"));
    b.<String, String>stream("in2").repartition(Repartitioned.as("a"));
  }

  public static void twoResetPolicies(StreamsBuilder b) {
    b.stream("in", Consumed.with(AutoOffsetReset.latest())).to("o");
    b.stream("in", Consumed.with(AutoOffsetReset.earliest())).to("o2");
  }

  public static void oneResetPolicy(StreamsBuilder b) {
    b.stream("in", Consumed.with(AutoOffsetReset.latest())).to("o");
    b.stream("in").to("o2");
  }

  public static void patternsOfTwoResetPolicies(StreamsBuilder b) {
    b.stream(Pattern.compile("a.*"), Consumed.with(AutoOffsetReset.latest())).to("x");
    b.stream(Pattern.compile("a.*")).to("y");
  }

  public static void overlappingTopics(StreamsBuilder b) {
    b.stream(List.of("a", "b")).to("o");
    b.stream(List.of("b", "c")).to("o2");
  }

  public static void topicUnderAPattern(StreamsBuilder b) {
    b.stream("a1").to("x");
    b.stream(Pattern.compile("a.*")).to("y");
  }

  public static void patternOverATopic(StreamsBuilder b) {
    b.stream(Pattern.compile("a.*")).to("y");
    b.stream("a1").to("x");
  }

  public static void noTopics(StreamsBuilder b) {
    b.stream(List.<String>of()).to("o");
  }

  public static void tableTwice(StreamsBuilder b) {
    b.<String, String>table("t").toStream().to("o1");
    b.<String, String>table("t").toStream().to("o2");
  }

  public static void tableTwiceOneMaterialized(StreamsBuilder b) {
    b.<String, String>table("t").toStream().to("o1");
    b.<String, String>table("t", Materialized.as("m")).toStream().to("o2");
  }

  public static void streamAndTableOfOneTopic(StreamsBuilder b) {
    KStream<String, String> s = b.stream("in");
    KTable<String, String> t = b.table("in");
    s.join(t, (l, r) -> l).to("o");
  }

  public static void sourceOfARepartitionTopic(StreamsBuilder b) {
    b.<String, String>stream("in").repartition(Repartitioned.as("a")).to("q");
    b.stream("a-repartition").to("zz");
  }

  public static void tableOfAnotherBuilder(StreamsBuilder b) {
    KTable<String, String> foreign = new StreamsBuilder().table("t");
    b.<String, String>stream("in").join(foreign, (l, r) -> l).to("x");
  }

  public static void storeAddedTwice(StreamsBuilder b) {
    for (int i = 0; i < 2; i++) {
      b.addStateStore(
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore("lone"), Serdes.String(), Serdes.String()));
    }
  }

  public static void illegalName(StreamsBuilder b) {
    b.stream("a").filter((k, v) -> true, Named.as("a b"));
  }

  public static void retentionTooShort(StreamsBuilder b) {
    b.<String, String>stream("a")
        .groupByKey()
        .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMinutes(1), Duration.ofMinutes(1)))
        .count(
            Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("x")
                .withRetention(Duration.ofSeconds(90)));
  }

  public static void closeOfUnlimitedWindows(StreamsBuilder b) {
    b.<String, String>stream("a")
        .groupByKey()
        .windowedBy(UnlimitedWindows.of())
        .emitStrategy(EmitStrategy.onWindowClose())
        .count();
  }

  public static void nullPredicate(StreamsBuilder b) {
    b.stream("a").filter((Predicate<Object, Object>) null);
  }

  public static void nullNamed(StreamsBuilder b) {
    b.stream("a").filter((k, v) -> true, null);
  }

  public static void nullConsumed(StreamsBuilder b) {
    b.stream("a", null);
  }

  public static void nullMaterialized(StreamsBuilder b) {
    b.table("a", (Materialized<Object, Object, KeyValueStore<Bytes, byte[]>>) null);
  }

  public static void nullSinkTopic(StreamsBuilder b) {
    b.stream("a").to((String) null);
  }

  public static void nullProduced(StreamsBuilder b) {
    b.stream("a").to("x", (Produced<Object, Object>) null);
  }

  public static void nullKeySelector(StreamsBuilder b) {
    b.stream("a").groupBy(null);
  }

  public static void nullGrouped(StreamsBuilder b) {
    b.stream("a").groupByKey(null);
  }

  public static void nullWindows(StreamsBuilder b) {
    b.stream("a").groupByKey().windowedBy((TimeWindows) null);
  }

  public static void nullReducer(StreamsBuilder b) {
    b.stream("a").groupByKey().reduce(null);
  }

  public static void nullTable(StreamsBuilder b) {
    b.<String, String>stream("a").join((KTable<String, String>) null, (l, r) -> l);
  }

  public static void nullOtherStream(StreamsBuilder b) {
    b.<String, String>stream("a").merge(null);
  }

  private static void joined(
      StreamsBuilder b, String left, String right, long retentionMs, boolean duplicates) {
    b.<String, String>stream("in")
        .join(
            b.<String, String>stream("in2"),
            (x, y) -> x,
            JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofMillis(10)),
            StreamJoined.with(
                Stores.inMemoryWindowStore(
                    left, Duration.ofMillis(20), Duration.ofMillis(20), true),
                Stores.inMemoryWindowStore(
                    right, Duration.ofMillis(retentionMs), Duration.ofMillis(20), duplicates)));
  }

  public static void joinStoresOfOneName(StreamsBuilder b) {
    joined(b, "s", "s", 20, true);
  }

  public static void joinStoreWithOtherRetention(StreamsBuilder b) {
    joined(b, "s", "s2", 21, true);
  }

  public static void joinStoreWithoutDuplicates(StreamsBuilder b) {
    joined(b, "s", "s2", 20, false);
  }

  public static void nullJoinWindows(StreamsBuilder b) {
    b.<String, String>stream("in").join(b.<String, String>stream("in2"), (x, y) -> x, null);
  }

  public static void globalTopicReadTwice(StreamsBuilder b) {
    b.stream("t").to("out");
    b.globalTable("t");
    b.build();
  }

  public static void globalTableVersioned(StreamsBuilder b) {
    b.<String, String>globalTable(
        "t", Materialized.as(Stores.persistentVersionedKeyValueStore("v", Duration.ofMinutes(1))));
  }

  public static void globalStoreConnected(StreamsBuilder b) {
    b.<String, String>globalTable("t", Materialized.as("rows"));
    b.<String, String>stream("in")
        .process(
            () ->
                new Processor<String, String, String, String>() {
                  @Override
                  public void process(Record<String, String> record) {}
                },
            "rows");
    b.build();
  }

  public static void globalStoreTwice(StreamsBuilder b) {
    b.<String, String>globalTable("t", Materialized.as("rows"));
    b.<String, String>globalTable("u", Materialized.as("rows"));
    b.build();
  }

  public static void nullGlobalTable(StreamsBuilder b) {
    b.<String, String>stream("a")
        .join((GlobalKTable<String, String>) null, (k, v) -> v, (l, r) -> l);
  }

  public static void nullGlobalSelector(StreamsBuilder b) {
    b.<String, String>stream("a")
        .leftJoin(b.<String, String>globalTable("g"), null, (String l, String r) -> l);
  }

  public static void nullGlobalTopic(StreamsBuilder b) {
    b.globalTable(null);
  }

  private static KTable<String, String> t(StreamsBuilder b) {
    return b.table("t");
  }

  public static void nullTableSelector(StreamsBuilder b) {
    t(b).groupBy(null);
  }

  public static void nullTableGrouped(StreamsBuilder b) {
    t(b).groupBy(KeyValue::pair, null);
  }

  public static void nullTableAdder(StreamsBuilder b) {
    t(b).groupBy(KeyValue::pair).reduce(null, (x, y) -> x);
  }

  public static void nullTableSubtractor(StreamsBuilder b) {
    t(b).groupBy(KeyValue::pair).reduce((x, y) -> x, null);
  }

  public static void nullTableInitializer(StreamsBuilder b) {
    t(b).groupBy(KeyValue::pair).aggregate(null, (k, v, a) -> a, (k, v, a) -> a);
  }

  public static void nullTableCountMaterialized(StreamsBuilder b) {
    t(b).groupBy(KeyValue::pair)
        .count((Materialized<String, Long, KeyValueStore<Bytes, byte[]>>) null);
  }

  public static void nullOtherTable(StreamsBuilder b) {
    t(b).join(null, (x, y) -> x);
  }

  public static void nullTableJoiner(StreamsBuilder b) {
    t(b).outerJoin(b.table("u"), (ValueJoiner<String, String, String>) null);
  }

  public static void nullTableJoinMaterialized(StreamsBuilder b) {
    t(b).leftJoin(
            b.<String, String>table("u"),
            (x, y) -> x,
            (Materialized<String, String, KeyValueStore<Bytes, byte[]>>) null);
  }

  public static void nullTransformer(StreamsBuilder b) {
    t(b).transformValues(null);
  }

  public static void nullTransformerStores(StreamsBuilder b) {
    t(b).transformValues(SomeTransformer::new, (String[]) null);
  }

  public static void noTransformer(StreamsBuilder b) {
    t(b).transformValues(() -> null);
  }

  private static final class SomeTransformer
      implements ValueTransformerWithKey<String, String, String> {
    @Override
    public void init(ProcessorContext context) {}

    @Override
    public String transform(String key, String value) {
      return value;
    }

    @Override
    public void close() {}
  }

  public static void unknownTransformerStore(StreamsBuilder b) {
    t(b).transformValues(SomeTransformer::new, "nowhere");
  }

  public static void suppressWithoutWindows(StreamsBuilder b) {
    KTable<Windowed<String>, String> t = b.table("in");
    t.suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()));
  }

  public static void suppressNull(StreamsBuilder b) {
    b.table("in").suppress(null);
  }

  public static void sessionRetentionTooShort(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupByKey()
        .windowedBy(SessionWindows.ofInactivityGapWithNoGrace(Duration.ofMillis(10)))
        .count(
            Materialized.<String, Long, SessionStore<Bytes, byte[]>>as("s")
                .withRetention(Duration.ofMillis(9)));
  }

  public static void slidingRetentionTooShort(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupByKey()
        .windowedBy(SlidingWindows.ofTimeDifferenceWithNoGrace(Duration.ofMillis(10)))
        .count(
            Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("s")
                .withRetention(Duration.ofMillis(19)));
  }

  public static void cogroupOfTwoRekeyedIntoOneTopic(StreamsBuilder b) {
    b.<String, String>stream("in")
        .groupBy((k, v) -> v)
        .cogroup((String k, String v, String x) -> x)
        .cogroup(b.<String, String>stream("in2").groupBy((k, v) -> v), (k, v, x) -> x)
        .aggregate(() -> "", Materialized.as("s"));
  }

  public static void cogroupNullAggregator(StreamsBuilder b) {
    b.<String, String>stream("in").groupByKey().cogroup(null);
  }
}
