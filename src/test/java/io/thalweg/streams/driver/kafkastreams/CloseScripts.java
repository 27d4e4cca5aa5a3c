package io.thalweg.streams.driver.kafkastreams;

import static io.thalweg.streams.driver.kafkastreams.TopicScripts.START;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.TEXT;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.input;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.output;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;

/** Results that come once, when windows close: when, in which order, with what beside them. */
public final class CloseScripts {
  private static final EmitStrategy AT_CLOSE = EmitStrategy.onWindowClose();
  private static final int SEEDS = 6;
  private static final int RECORDS = 90;

  private CloseScripts() {}

  private interface Recipe
      extends Function<KGroupedStream<String, String>, KTable<Windowed<String>, String>> {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    Map<String, Consumer<Transcript>> scripts = new TreeMap<>();
    for (int grace : new int[] {0, 7, 300}) {
      windows(scripts, grace);
      sessions(scripts, grace);
    }
    suppliers(scripts);
    afterwards(scripts);
    return scripts;
  }

  /** Each recipe runs with and without caching, as soon as possible and with a pause of 1 s. */
  private static void add(Map<String, Consumer<Transcript>> scripts, String name, Recipe recipe) {
    for (String cache : new String[] {"0", "1000000"}) {
      for (long pause : new long[] {0, 1000}) {
        scripts.put(
            name + ", cache " + cache + ", pause " + pause,
            seen -> run(seen, recipe, cache, pause));
      }
    }
  }

  private static void run(Transcript seen, Recipe recipe, String cache, long pause) {
    for (int seed = 0; seed < SEEDS; seed++) {
      seen.note("seed " + seed);
      StreamsBuilder builder = new StreamsBuilder();
      recipe
          .apply(
              builder.stream("a", Consumed.with(TEXT, TEXT)).groupByKey(Grouped.with(TEXT, TEXT)))
          .toStream((window, v) -> window.toString())
          .to("out");
      Properties config = RunScripts.config("statestore.cache.max.bytes", cache);
      if (pause > 0) { // else the driver's own
        config.put("__emit.interval.ms.kstreams.windowed.aggregation__", pause);
      }
      try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config, START)) {
        feed(seen, driver, new Random(seed));
      }
    }
  }

  private static void feed(Transcript seen, TopologyTestDriver driver, Random random) {
    TestInputTopic<String, String> a = input(driver, "a");
    TestOutputTopic<String, String> out = output(driver, "out");
    long now = random.nextInt(15);
    for (int i = 0; i < RECORDS; i++) {
      driver.advanceWallClockTime(Duration.ofMillis(random.nextInt(400)));
      now += random.nextInt(30) == 0 ? random.nextInt(70_000) : random.nextInt(7);
      long time = Math.max(0, now - (random.nextInt(3) == 0 ? random.nextInt(30) : 0));
      String key = random.nextInt(30) == 0 ? null : "kkk".substring(random.nextInt(3));
      String value = random.nextInt(15) == 0 ? null : "" + (char) ('a' + i % 26);
      RecordHeaders headers = new RecordHeaders();
      if (random.nextInt(4) == 0) {
        headers.add("h", new byte[i]);
      }
      seen.note("-> " + key + " " + value + " @" + time);
      a.pipeInput(new TestRecord<>(key, value, headers, time));
      while (!out.isEmpty()) {
        TestRecord<String, String> record = out.readRecord();
        String beside = " @" + record.timestamp() + " " + Transcript.text(record.headers());
        seen.note("     " + record.key() + " = " + record.value() + beside);
      }
    }
  }

  private static Duration ms(long milliseconds) {
    return Duration.ofMillis(milliseconds);
  }

  private static Materialized<String, String, WindowStore<Bytes, byte[]>> plain() {
    return Materialized.with(TEXT, TEXT);
  }

  private static void windows(Map<String, Consumer<Transcript>> scripts, int grace) {
    TimeWindows tumbling = TimeWindows.ofSizeAndGrace(ms(10), ms(grace));
    SlidingWindows sliding = SlidingWindows.ofTimeDifferenceAndGrace(ms(10), ms(grace));
    add(
        scripts,
        "tumbling, grace " + grace,
        g ->
            g.windowedBy(tumbling)
                .emitStrategy(AT_CLOSE)
                .aggregate(() -> "I", (k, v, x) -> "p".equals(v) ? null : x + v, plain()));
    add(
        scripts,
        "hopping, grace " + grace,
        g ->
            g.windowedBy(tumbling.advanceBy(ms(4)))
                .emitStrategy(AT_CLOSE)
                .reduce((x, y) -> x + y, plain()));
    add(
        scripts,
        "hopping, kept for long, grace " + grace,
        g ->
            g.windowedBy(tumbling.advanceBy(ms(3)))
                .emitStrategy(AT_CLOSE)
                .reduce((x, y) -> x + y, plain().withRetention(Duration.ofHours(1))));
    add(
        scripts,
        "sliding, grace " + grace,
        g ->
            g.windowedBy(sliding)
                .emitStrategy(AT_CLOSE)
                .aggregate(() -> "I", (k, v, x) -> x + v, plain()));
    add(
        scripts,
        "sliding, kept for long in memory, grace " + grace,
        g ->
            g.windowedBy(sliding)
                .emitStrategy(AT_CLOSE)
                .reduce(
                    (x, y) -> x + y,
                    Materialized.<String, String, WindowStore<Bytes, byte[]>>as("s")
                        .withStoreType(Materialized.StoreType.IN_MEMORY)
                        .withRetention(Duration.ofHours(1))));
  }

  private static void sessions(Map<String, Consumer<Transcript>> scripts, int grace) {
    SessionWindows sessions = SessionWindows.ofInactivityGapAndGrace(ms(6), ms(grace));
    for (Materialized.StoreType type : Materialized.StoreType.values()) {
      for (Duration kept : new Duration[] {ms(6 + grace), Duration.ofHours(1)}) {
        add(
            scripts,
            "sessions " + type + " kept for " + kept + ", grace " + grace,
            g ->
                g.windowedBy(sessions)
                    .emitStrategy(AT_CLOSE)
                    .aggregate(
                        () -> "I",
                        (k, v, x) -> "p".equals(v) ? null : x + v,
                        (k, x, y) -> "(" + x + "|" + y + ")",
                        Materialized.<String, String, SessionStore<Bytes, byte[]>>as("s")
                            .withKeySerde(TEXT)
                            .withValueSerde(TEXT)
                            .withStoreType(type)
                            .withRetention(kept)));
      }
    }
  }

  /** A store that is given has its own order. */
  private static void suppliers(Map<String, Consumer<Transcript>> scripts) {
    Duration kept = Duration.ofHours(1);
    TimeWindows hopping = TimeWindows.ofSizeAndGrace(ms(10), ms(200)).advanceBy(ms(5));
    add(
        scripts,
        "store on disk given",
        g ->
            g.windowedBy(hopping)
                .emitStrategy(AT_CLOSE)
                .reduce(
                    (x, y) -> x + y,
                    Materialized.as(
                        Stores.persistentTimestampedWindowStore("s", kept, ms(10), false))));
    add(
        scripts,
        "store in memory given",
        g ->
            g.windowedBy(hopping)
                .emitStrategy(AT_CLOSE)
                .reduce(
                    (x, y) -> x + y,
                    Materialized.as(Stores.inMemoryWindowStore("s", kept, ms(10), false))));
  }

  private static void afterwards(Map<String, Consumer<Transcript>> scripts) {
    TimeWindows tumbling = TimeWindows.ofSizeAndGrace(ms(10), ms(7));
    add(
        scripts,
        "suppressed afterwards",
        g ->
            g.windowedBy(tumbling)
                .emitStrategy(AT_CLOSE)
                .reduce((x, y) -> x + y, plain())
                .suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded())));
    add(
        scripts,
        "grouped again",
        g ->
            g.windowedBy(tumbling)
                .emitStrategy(AT_CLOSE)
                .reduce((x, y) -> x + y, plain())
                .groupBy((w, v) -> KeyValue.pair(v.substring(0, 1), v), Grouped.with(TEXT, TEXT))
                .aggregate(() -> "", (k, v, x) -> x + "+" + v, (k, v, x) -> x + "-" + v)
                .toStream()
                .groupByKey()
                .windowedBy(tumbling)
                .reduce((x, y) -> y, plain()));
  }
}
