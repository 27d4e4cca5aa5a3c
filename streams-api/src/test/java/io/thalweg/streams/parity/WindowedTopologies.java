package io.thalweg.streams.parity;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Merger;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.SessionWindowedKStream;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.Suppressed;
import io.thalweg.streams.kstream.Suppressed.BufferConfig;
import io.thalweg.streams.kstream.TimeWindowedKStream;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.Stores;
import java.time.Duration;
import java.util.Map;

/** Topologies with sessions, sliding windows, suppress and cogroup: see {@link Peer}. */
public final class WindowedTopologies {
  private static final SessionWindows SESSIONS =
      SessionWindows.ofInactivityGapAndGrace(Duration.ofSeconds(5), Duration.ofSeconds(1));
  private static final SlidingWindows SLIDING =
      SlidingWindows.ofTimeDifferenceAndGrace(Duration.ofSeconds(5), Duration.ofSeconds(1));
  private static final Merger<String, String> MERGER = (k, x, y) -> x + y;

  private WindowedTopologies() {}

  private static KGroupedStream<String, String> grouped(StreamsBuilder b) {
    return b.<String, String>stream("in").groupByKey();
  }

  private static KGroupedStream<String, String> rekeyed(StreamsBuilder b, String topic) {
    return b.<String, String>stream(topic).groupBy((k, v) -> v);
  }

  public static void sessions(StreamsBuilder b) {
    SessionWindowedKStream<String, String> s = rekeyed(b, "in").windowedBy(SESSIONS);
    s.count().toStream().to("o1");
    s.count(Named.as("n1")).toStream().to("o2");
    s.count(Materialized.as("m1")).toStream().to("o3");
    s.count(Materialized.with(null, null));
    s.count(Named.as("n2"), Materialized.as("m2"));
    s.reduce((x, y) -> x);
    s.reduce((x, y) -> x, Named.as("n3"));
    s.reduce((x, y) -> x, Materialized.as("m3"));
    s.aggregate(() -> "", (k, v, x) -> x, MERGER);
    s.aggregate(() -> "", (k, v, x) -> x, MERGER, Named.as("n4"));
    s.aggregate(() -> "", (k, v, x) -> x, MERGER, Materialized.as("m4"));
    s.emitStrategy(EmitStrategy.onWindowClose()).count().toStream().to("o4");
  }

  public static void sessionsOfGivenStores(StreamsBuilder b) {
    SessionWindowedKStream<String, String> s = grouped(b).windowedBy(SESSIONS);
    s.count(Materialized.as(Stores.inMemorySessionStore("heap", Duration.ofSeconds(9))));
    s.count(Materialized.as(Stores.persistentSessionStore("disk", Duration.ofSeconds(9))));
  }

  public static void sliding(StreamsBuilder b) {
    TimeWindowedKStream<String, String> s = rekeyed(b, "in").windowedBy(SLIDING);
    s.count().toStream().to("o1");
    s.count(Named.as("n1")).filter((k, v) -> true).toStream().to("o2");
    s.count(Materialized.as("m1")).mapValues(v -> v).toStream().to("o3");
    s.reduce((x, y) -> x);
    s.reduce((x, y) -> x, Materialized.as("m3"));
    s.aggregate(() -> "", (k, v, x) -> x, Named.as("n4"), Materialized.as("m4"));
    s.emitStrategy(EmitStrategy.onWindowClose()).count().toStream().to("o4");
  }

  public static void suppress(StreamsBuilder b) {
    KTable<Windowed<String>, Long> t = grouped(b).windowedBy(SESSIONS).count();
    t.suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded())).toStream().to("o1");
    t.suppress(
            Suppressed.untilTimeLimit(Duration.ofSeconds(1), BufferConfig.maxRecords(3))
                .withName("nm"))
        .filter((k, v) -> true)
        .mapValues(v -> v)
        .suppress(Suppressed.untilTimeLimit(null, null));
    t.toStream()
        .toTable()
        .suppress(
            Suppressed.untilWindowCloses(BufferConfig.unbounded().withLoggingDisabled())
                .withName("later"))
        .toStream()
        .to("o2");
  }

  public static void suppressPlain(StreamsBuilder b) {
    b.<String, String>table("t").suppress(Suppressed.untilTimeLimit(Duration.ofMillis(1), null));
    b.<String, String>table("t2")
        .filter((k, v) -> true)
        .suppress(
            Suppressed.untilTimeLimit(
                Duration.ofMillis(1),
                BufferConfig.maxBytes(100).withLoggingEnabled(Map.of("segment.bytes", "10000"))))
        .toStream()
        .to("out");
    grouped(b)
        .count()
        .suppress(Suppressed.untilTimeLimit(Duration.ZERO, null))
        .filter((k, v) -> true, Materialized.as("kept"));
  }

  public static void suppressJoined(StreamsBuilder b) {
    KTable<String, String> t =
        b.<String, String>table("t")
            .suppress(Suppressed.untilTimeLimit(Duration.ofMillis(1), null).withName("wait"));
    b.<String, String>stream("in").join(t, (x, y) -> x + y).to("out");
    b.<String, String>stream("in2").leftJoin(t.mapValues(v -> v), (x, y) -> x + y).to("out2");
  }

  public static void cogroup(StreamsBuilder b) {
    grouped(b)
        .cogroup((String k, String v, String x) -> x)
        .cogroup(rekeyed(b, "in2"), (k, v, x) -> x)
        .cogroup(
            b.<String, String>stream("in3").groupBy((k, v) -> v, Grouped.as("gg")), (k, v, x) -> x)
        .aggregate(() -> "")
        .toStream()
        .to("out");
  }

  public static void cogroupNamed(StreamsBuilder b) {
    var cogrouped =
        grouped(b)
            .cogroup((String k, String v, String x) -> x)
            .cogroup(rekeyed(b, "in2"), (k, v, x) -> x);
    cogrouped.aggregate(() -> "", Materialized.as("st")).toStream().to("out");
    cogrouped.aggregate(() -> "", Named.as("nn"), Materialized.as("st2"));
    cogrouped.aggregate(() -> "", Named.as("nn3")).filter((k, v) -> true).toStream().to("out3");
  }

  public static void cogroupAlone(StreamsBuilder b) {
    KGroupedStream<String, String> g = rekeyed(b, "in");
    g.count();
    var cogrouped = g.cogroup((String k, String v, String x) -> x);
    cogrouped.aggregate(() -> "");
    cogrouped.cogroup(g, (k, v, x) -> x + v).aggregate(() -> "", Materialized.as("zz"));
    g.cogroup((String k, String v, String x) -> x).aggregate(() -> "", Named.as("again"));
  }

  public static void cogroupWindowed(StreamsBuilder b) {
    var cogrouped =
        grouped(b)
            .cogroup((String k, String v, String x) -> x)
            .cogroup(rekeyed(b, "in2"), (k, v, x) -> x);
    cogrouped.windowedBy(SESSIONS).aggregate(() -> "", MERGER, Named.as("nn")).toStream().to("out");
    cogrouped.windowedBy(SLIDING).aggregate(() -> "").toStream().to("out2");
    cogrouped
        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofSeconds(4)))
        .aggregate(() -> "", Named.as("xx"), Materialized.as("yy"))
        .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()))
        .toStream()
        .to("out3");
  }

  public static void cogroupJoined(StreamsBuilder b) {
    KTable<String, String> t =
        grouped(b)
            .cogroup((String k, String v, String x) -> x)
            .cogroup(b.<String, String>stream("in2").groupByKey(), (k, v, x) -> x)
            .aggregate(() -> "", Materialized.as("kept"));
    b.<String, String>stream("in3").join(t, (x, y) -> x + y).to("out");
    t.filter((k, v) -> true).suppress(Suppressed.untilTimeLimit(Duration.ZERO, null));
  }
}
