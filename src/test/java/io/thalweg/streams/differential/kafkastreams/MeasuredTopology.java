package io.thalweg.streams.differential.kafkastreams;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.TableJoined;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** One operator of each kind that has metrics, several subtopologies, all kinds of stores. */
public final class MeasuredTopology {
  private static final Serde<String> TEXT = Serdes.String();

  private MeasuredTopology() {}

  /** Reads a, b, t, f, g; writes one topic a branch. */
  public static StreamsBuilder build(String prefix) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> a = builder.stream(prefix + "a", Consumed.with(TEXT, TEXT));
    KStream<String, String> b = builder.stream(prefix + "b", Consumed.with(TEXT, TEXT));
    KTable<String, String> t =
        builder.table(prefix + "t", Consumed.with(TEXT, TEXT), Materialized.as("table"));
    stateless(a, prefix);
    windows(a.groupByKey(), prefix);
    tables(builder, a, t, prefix);
    joins(a, b, prefix);
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("kept"), TEXT, TEXT));
    a.process(Keeping::new, Named.as("keeping"), "kept")
        .to(prefix + "kept", Produced.with(TEXT, TEXT));
    return builder;
  }

  private static void stateless(KStream<String, String> a, String prefix) {
    a.filter((k, v) -> v != null && v.length() < 2)
        .mapValues(v -> v + v)
        .to(prefix + "doubled", Produced.with(TEXT, TEXT));
    a.split(Named.as("split-"))
        .branch((k, v) -> "x".equals(v), Branched.withConsumer(s -> s.foreach((k, v) -> {})))
        .defaultBranch(Branched.withConsumer(s -> s.peek((k, v) -> {})));
    a.flatMap((k, v) -> java.util.List.of(KeyValue.pair(v, k), KeyValue.pair(v, v)))
        .to((k, v, c) -> prefix + "chosen", Produced.with(TEXT, TEXT));
  }

  private static void windows(KGroupedStream<String, String> grouped, String prefix) {
    TimeWindows ten = TimeWindows.ofSizeAndGrace(Duration.ofMillis(10), Duration.ofMillis(2));
    grouped
        .windowedBy(ten)
        .emitStrategy(EmitStrategy.onWindowClose())
        .count(Named.as("closed"), Materialized.as("closed-windows"))
        .toStream((w, c) -> w.toString())
        .to(prefix + "closed", Produced.with(TEXT, Serdes.Long()));
    grouped
        .windowedBy(
            SlidingWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(10), Duration.ofMillis(2)))
        .emitStrategy(EmitStrategy.onWindowClose())
        .count(Named.as("slid"), Materialized.as("slid-windows"))
        .toStream();
    grouped
        .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(5), Duration.ZERO))
        .emitStrategy(EmitStrategy.onWindowClose())
        .count(Named.as("sessions"), Materialized.as("session-windows"));
    grouped
        .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(5), Duration.ZERO))
        .count(Named.as("updated-sessions"), Materialized.as("updated-session-windows"));
    grouped
        .windowedBy(ten)
        .count(Named.as("held"), Materialized.as("held-windows"))
        .suppress(
            Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()).withName("suppress"))
        .toStream((w, c) -> w.toString())
        .to(prefix + "suppressed", Produced.with(TEXT, Serdes.Long()));
  }

  private static void tables(
      StreamsBuilder builder, KStream<String, String> a, KTable<String, String> t, String prefix) {
    KTable<String, String> f = builder.table(prefix + "f", Consumed.with(TEXT, TEXT));
    KTable<String, Long> counts =
        a.groupByKey()
            .count(
                Named.as("cached"),
                Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("cached-counts")
                    .withCachingEnabled());
    counts
        .suppress(
            Suppressed.untilTimeLimit(
                    Duration.ofMillis(5), Suppressed.BufferConfig.maxRecords(2).emitEarlyWhenFull())
                .withName("limit"))
        .toStream()
        .to(prefix + "limited", Produced.with(TEXT, Serdes.Long()));
    t.join(counts, (l, r) -> l + r, Named.as("joined"), Materialized.as("joined-rows"))
        .toStream()
        .to(prefix + "joined", Produced.with(TEXT, TEXT));
    t.join(f, v -> v, (l, r) -> l + r, TableJoined.as("foreign"), Materialized.as("foreign-rows"));
    t.groupBy((k, v) -> KeyValue.pair(v, k), Grouped.with("regroup", TEXT, TEXT))
        .count(Named.as("regrouped"), Materialized.as("regrouped-counts"));
    a.selectKey((k, v) -> v)
        .groupByKey(Grouped.with("again", TEXT, TEXT))
        .reduce(
            (l, r) -> r,
            Named.as("reduced"),
            Materialized.<String, String>as(Stores.lruMap("lru", 3)).withLoggingDisabled());
    a.join(
            builder.globalTable(prefix + "g", Consumed.with(TEXT, TEXT), Materialized.as("global")),
            (k, v) -> k,
            (v, g) -> v + g,
            Named.as("enriched"))
        .to(prefix + "enriched", Produced.with(TEXT, TEXT));
  }

  private static void joins(KStream<String, String> a, KStream<String, String> b, String prefix) {
    JoinWindows window =
        JoinWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(5), Duration.ofMillis(2));
    a.outerJoin(
            b,
            (l, r) -> l + r,
            window,
            StreamJoined.with(TEXT, TEXT, TEXT).withName("outer").withStoreName("outer"))
        .to(prefix + "outer", Produced.with(TEXT, TEXT));
    a.join(
            b,
            (l, r) -> l + r,
            window,
            StreamJoined.with(TEXT, TEXT, TEXT).withName("inner").withStoreName("inner"))
        .to(prefix + "inner", Produced.with(TEXT, TEXT));
  }

  private static final class Keeping extends ContextualProcessor<String, String, String, String> {
    private KeyValueStore<String, String> store;

    @Override
    public void init(ProcessorContext<String, String> context) {
      super.init(context);
      store = context.getStateStore("kept");
      context.schedule(Duration.ofMillis(10), PunctuationType.STREAM_TIME, now -> {});
      context.schedule(Duration.ofMillis(100), PunctuationType.WALL_CLOCK_TIME, now -> {});
    }

    @Override
    public void process(Record<String, String> record) {
      if (record.key() != null) {
        store.putIfAbsent(record.key(), record.value());
        context().forward(record);
      }
    }
  }
}
