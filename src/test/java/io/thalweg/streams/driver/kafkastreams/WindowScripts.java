package io.thalweg.streams.driver.kafkastreams;

import static io.thalweg.streams.driver.kafkastreams.TopicScripts.START;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.TEXT;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.input;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.output;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;

/** Windows, sessions and suppress over random input: late, equal and very early timestamps. */
public final class WindowScripts {
  private static final int SEEDS = 8;
  private static final int RECORDS = 70;

  private WindowScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    Map<String, Consumer<Transcript>> scripts = new TreeMap<>();
    sessions(scripts);
    sliding(scripts);
    suppressed(scripts);
    suppressedByBuffer(scripts);
    suppressedWithin(scripts);
    cogrouped(scripts);
    return scripts;
  }

  private interface Recipe {
    void build(KGroupedStream<String, String> grouped, StreamsBuilder builder);
  }

  /** Each recipe runs without and with caching. */
  private static void add(Map<String, Consumer<Transcript>> scripts, String name, Recipe recipe) {
    scripts.put(name, seen -> run(seen, recipe, "0"));
    scripts.put(name + ", cached", seen -> run(seen, recipe, "1000000"));
  }

  private static void run(Transcript seen, Recipe recipe, String cache) {
    for (int seed = 0; seed < SEEDS; seed++) {
      seen.note("seed " + seed);
      StreamsBuilder builder = new StreamsBuilder();
      recipe.build(
          builder.stream("a", Consumed.with(TEXT, TEXT)).groupByKey(Grouped.with(TEXT, TEXT)),
          builder);
      Topology topology = builder.build();
      try (TopologyTestDriver driver =
          new TopologyTestDriver(
              topology, RunScripts.config("statestore.cache.max.bytes", cache), START)) {
        boolean two = topology.describe().toString().contains("[b]");
        feed(seen, driver, new Random(seed), two);
        dropped(seen, driver);
      } catch (RuntimeException e) {
        seen.note("fails with " + root(e));
      }
    }
  }

  private static String root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName();
  }

  private static void feed(Transcript seen, TopologyTestDriver driver, Random random, boolean two) {
    TestInputTopic<String, String> a = input(driver, "a");
    TestInputTopic<String, String> b = two ? input(driver, "b") : a;
    TestOutputTopic<String, String> out = output(driver, "out");
    long now = random.nextInt(15);
    for (int i = 0; i < RECORDS; i++) {
      now += random.nextInt(7);
      long late = random.nextInt(3) == 0 ? random.nextInt(30) : 0;
      String key = random.nextInt(30) == 0 ? null : "k" + random.nextInt(2);
      String value = random.nextInt(15) == 0 ? null : "" + (char) ('a' + i % 26);
      long time = Math.max(0, now - late);
      RecordHeaders headers = new RecordHeaders();
      if (random.nextInt(4) == 0) {
        headers.add("h", new byte[i]);
      }
      boolean other = two && random.nextInt(4) == 0;
      seen.note("-> " + (other ? "b " : "a ") + key + " " + value + " @" + time);
      (other ? b : a).pipeInput(new TestRecord<>(key, value, headers, time));
      while (!out.isEmpty()) {
        note(seen, out.readRecord());
      }
    }
  }

  private static void dropped(Transcript seen, TopologyTestDriver driver) {
    double dropped =
        driver.metrics().entrySet().stream()
            .filter(metric -> metric.getKey().name().equals("dropped-records-total"))
            .mapToDouble(metric -> (double) metric.getValue().metricValue())
            .sum();
    seen.note("dropped " + dropped);
  }

  private static void note(Transcript seen, TestRecord<String, String> record) {
    seen.note(
        "     "
            + record.key()
            + " = "
            + record.value()
            + " @"
            + record.timestamp()
            + " "
            + Transcript.text(record.headers()));
  }

  private static void emit(KTable<Windowed<String>, String> table) {
    table.toStream((window, v) -> window.toString()).to("out");
  }

  private static Duration ms(long milliseconds) {
    return Duration.ofMillis(milliseconds);
  }

  private static void sessions(Map<String, Consumer<Transcript>> scripts) {
    for (int grace : new int[] {0, 5, 40}) {
      SessionWindows windows = SessionWindows.ofInactivityGapAndGrace(ms(6), ms(grace));
      add(
          scripts,
          "session aggregate, grace " + grace,
          (g, b) ->
              emit(
                  g.windowedBy(windows)
                      .aggregate(
                          () -> "I",
                          (k, v, x) -> "p".equals(v) ? null : x + v,
                          (k, x, y) -> "(" + x + "|" + y + ")",
                          Materialized.with(TEXT, TEXT))));
      add(
          scripts,
          "session reduce in memory, grace " + grace,
          (g, b) ->
              emit(
                  g.windowedBy(windows)
                      .reduce(
                          (x, y) -> x + y,
                          Materialized.as(Stores.inMemorySessionStore("s", ms(60))))));
    }
    add(
        scripts,
        "session old values",
        (g, b) ->
            g.windowedBy(SessionWindows.ofInactivityGapAndGrace(ms(6), ms(20)))
                .count(Materialized.with(TEXT, Serdes.Long()))
                .groupBy(
                    (s, n) -> KeyValue.pair("all", s.window() + "*" + n), Grouped.with(TEXT, TEXT))
                .aggregate(() -> "", (k, v, x) -> x + "+" + v, (k, v, x) -> x + "-" + v)
                .toStream()
                .to("out"));
  }

  private static void sliding(Map<String, Consumer<Transcript>> scripts) {
    for (int grace : new int[] {0, 12, 100}) {
      SlidingWindows windows = SlidingWindows.ofTimeDifferenceAndGrace(ms(10), ms(grace));
      add(
          scripts,
          "sliding aggregate, grace " + grace,
          (g, b) ->
              emit(
                  g.windowedBy(windows)
                      .aggregate(() -> "I", (k, v, x) -> x + v, Materialized.with(TEXT, TEXT))));
      add(
          scripts,
          "sliding reduce in memory, grace " + grace,
          (g, b) ->
              emit(
                  g.windowedBy(windows)
                      .reduce(
                          (x, y) -> x + y,
                          Materialized.as(
                              Stores.inMemoryWindowStore("s", ms(120), ms(10), false)))));
    }
    add(
        scripts,
        "sliding old values",
        (g, b) ->
            g.windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(ms(10), ms(20)))
                .count(Materialized.with(TEXT, Serdes.Long()))
                .groupBy(
                    (s, n) -> KeyValue.pair("all", s.window() + "*" + n), Grouped.with(TEXT, TEXT))
                .aggregate(() -> "", (k, v, x) -> x + "+" + v, (k, v, x) -> x + "-" + v)
                .toStream()
                .to("out"));
  }

  private static void suppressed(Map<String, Consumer<Transcript>> scripts) {
    var atClose = Suppressed.untilWindowCloses(BufferConfig.unbounded());
    add(
        scripts,
        "suppress tumbling until close",
        (g, b) ->
            emit(
                g.windowedBy(TimeWindows.ofSizeAndGrace(ms(10), ms(7)))
                    .reduce((x, y) -> x + y)
                    .suppress(atClose)));
    add(
        scripts,
        "suppress sessions until close",
        (g, b) ->
            emit(
                g.windowedBy(SessionWindows.ofInactivityGapAndGrace(ms(6), ms(5)))
                    .reduce((x, y) -> x + y)
                    .suppress(atClose)));
    add(
        scripts,
        "suppress sliding until close",
        (g, b) ->
            emit(
                g.windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(ms(10), ms(5)))
                    .reduce((x, y) -> x + y)
                    .suppress(atClose)));
    add(
        scripts,
        "suppress by time",
        (g, b) ->
            g.reduce((x, y) -> "f".equals(y) ? null : x + y)
                .suppress(Suppressed.untilTimeLimit(ms(9), BufferConfig.unbounded()))
                .toStream()
                .to("out"));
  }

  private static void suppressedByBuffer(Map<String, Consumer<Transcript>> scripts) {
    add(
        scripts,
        "suppress by records",
        (g, b) ->
            emit(
                g.windowedBy(TimeWindows.ofSizeAndGrace(ms(10), ms(17)))
                    .reduce((x, y) -> x + y)
                    .suppress(Suppressed.untilTimeLimit(ms(20), BufferConfig.maxRecords(2)))));
    add(
        scripts,
        "suppress by bytes",
        (g, b) ->
            emit(
                g.windowedBy(TimeWindows.ofSizeAndGrace(ms(10), ms(17)))
                    .reduce((x, y) -> x + y)
                    .suppress(Suppressed.untilTimeLimit(null, BufferConfig.maxBytes(250)))));
    add(
        scripts,
        "suppress until full",
        (g, b) ->
            emit(
                g.windowedBy(TimeWindows.ofSizeAndGrace(ms(10), ms(60)))
                    .reduce((x, y) -> x + y)
                    .suppress(
                        Suppressed.untilWindowCloses(
                            BufferConfig.maxRecords(12).shutDownWhenFull()))));
  }

  private static void suppressedWithin(Map<String, Consumer<Transcript>> scripts) {
    add(
        scripts,
        "suppress, then old values",
        (g, b) ->
            g.reduce((x, y) -> x + y)
                .suppress(Suppressed.untilTimeLimit(ms(9), BufferConfig.unbounded()))
                .groupBy((k, v) -> KeyValue.pair("all", v), Grouped.with(TEXT, TEXT))
                .aggregate(() -> "", (k, v, x) -> x + "+" + v, (k, v, x) -> x + "-" + v)
                .toStream()
                .to("out"));
    add(
        scripts,
        "suppress, then join",
        (g, b) ->
            b.stream("b", Consumed.with(TEXT, TEXT))
                .leftJoin(
                    g.reduce((x, y) -> x + y)
                        .suppress(Suppressed.untilTimeLimit(ms(15), BufferConfig.unbounded())),
                    (x, y) -> x + "&" + y)
                .to("out"));
  }

  private static void cogrouped(Map<String, Consumer<Transcript>> scripts) {
    add(
        scripts,
        "cogroup",
        (g, b) ->
            g.cogroup((String k, String v, String x) -> x + v)
                .cogroup(
                    b.stream("b", Consumed.with(TEXT, TEXT)).groupByKey(),
                    (k, v, x) -> "t".equals(v) ? null : x + v.toUpperCase())
                .aggregate(() -> "I")
                .toStream()
                .to("out"));
    add(
        scripts,
        "cogroup windows",
        (g, b) ->
            emit(
                g.cogroup((String k, String v, String x) -> x + v)
                    .cogroup(
                        b.stream("b", Consumed.with(TEXT, TEXT)).groupByKey(),
                        (k, v, x) -> x + "/" + v)
                    .windowedBy(TimeWindows.ofSizeAndGrace(ms(10), ms(7)).advanceBy(ms(5)))
                    .aggregate(() -> "I")));
    add(
        scripts,
        "cogroup sessions",
        (g, b) ->
            emit(
                g.cogroup((String k, String v, String x) -> x + v)
                    .cogroup(
                        b.stream("b", Consumed.with(TEXT, TEXT)).groupByKey(),
                        (k, v, x) -> x + "/" + v)
                    .windowedBy(SessionWindows.ofInactivityGapAndGrace(ms(6), ms(9)))
                    .aggregate(() -> "I", (k, x, y) -> "(" + x + "|" + y + ")")));
    add(
        scripts,
        "cogroup sliding",
        (g, b) ->
            emit(
                g.cogroup((String k, String v, String x) -> x + v)
                    .cogroup(
                        b.stream("b", Consumed.with(TEXT, TEXT)).groupByKey(),
                        (k, v, x) -> x + "/" + v)
                    .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(ms(8), ms(9)))
                    .aggregate(() -> "I")));
  }
}
