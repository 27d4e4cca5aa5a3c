package io.thalweg.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.EmitStrategy;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.JoinWindows;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.SessionWindows;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.StreamJoined;
import io.thalweg.streams.kstream.Suppressed;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.BuiltInDslStoreSuppliers;
import io.thalweg.streams.test.TestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

/**
 * Sessions, sliding windows, a join of streams, what suppress holds back and what comes when
 * windows close, exactly once, while instances are killed, frozen and stopped: transactions are
 * aborted, stores rolled back, restored and handed over, and the output is that of a run without
 * any of it, record by record.
 */
class WindowStormTest {
  private static final Serde<String> TEXT = Serdes.String();
  private static final Duration SIZE = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Instant START = Instant.ofEpochMilli(1_000_000);
  private static final List<String> TOPICS =
      List.of(
          "session", "sliding", "final", "joined", "closed", "closed-session", "closed-sliding");
  private static final int STEPS = 12;
  private static final int LAST = 2; // records that make everything due
  private static final long FIRST = Long.getLong("thalweg.storm.seed", 0);
  private static final int SEEDS = Integer.getInteger("thalweg.storm.seeds", 6);

  private final List<TestRecord<String, String>> piped = new ArrayList<>();
  private long clock = START.toEpochMilli();

  @Test
  void whateverHappensToInstancesWindowsAreRight() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      new WindowStormTest().storm(seed);
    }
  }

  private void storm(long seed) {
    Random random = new Random(seed);
    Properties config = new Properties();
    config.put("processing.guarantee", "exactly_once_v2");
    config.put("statestore.cache.max.bytes", "0");
    config.put("num.standby.replicas", String.valueOf(seed % 2));
    config.put("commit.interval.ms", String.valueOf(50 + random.nextInt(2_000)));
    // results come when they are due, not once a second of a clock that stands still elsewhere
    config.put("__emit.interval.ms.kstreams.outer.join.spurious.results.fix__", 0L);
    config.put("__emit.interval.ms.kstreams.windowed.aggregation__", 0L);
    config.put("session.timeout.ms", "45000");
    config.put("producer.transaction.timeout.ms", "10000");
    try (TopologyTestCluster cluster =
        TopologyTestCluster.of(windows(seed % 3 == 0))
            .config(config)
            .seed(seed)
            .instances(2)
            .partitions(1)
            .startAt(START)
            .start()) {
      for (int step = 0; step < STEPS; step++) {
        pipe(cluster, random);
        disturb(cluster, random);
        cluster.run(Duration.ofMillis(random.nextInt(random.nextInt(6) == 0 ? 60_000 : 800)));
      }
      for (int i = 0; i < LAST; i++) { // all that is due comes with the next record, if time passes
        cluster.settle();
        cluster.run(Duration.ofSeconds(2));
        clock += 60_000;
        pipe(cluster, "k0", "a-last", clock);
      }
      cluster.settle();
      Map<String, List<String>> found = new TreeMap<>();
      for (String topic : TOPICS) {
        found.put(
            topic, texts(cluster.createOutputTopic(topic, out(), out()), topic.equals("joined")));
      }
      Map<String, List<String>> expected = undisturbed(seed % 3 == 0);
      expected.forEach(
          (topic, lines) -> {
            assertFalse(lines.isEmpty(), topic);
            List<String> same = found.getOrDefault(topic, List.of());
            for (int i = 0; i < Math.min(lines.size(), same.size()); i++) {
              assertEquals(lines.get(i), same.get(i), "seed " + seed + ", " + topic + ", " + i);
            }
            assertEquals(lines.size(), same.size(), "seed " + seed + ", " + topic);
          });
    }
  }

  private static Deserializer<String> out() {
    return TEXT.deserializer();
  }

  private static Topology windows(boolean inMemory) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> in = builder.stream("in", Consumed.with(TEXT, TEXT));
    KGroupedStream<String, String> grouped = in.groupByKey(Grouped.with(TEXT, TEXT));
    send(
        grouped
            .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofSeconds(2), GRACE))
            .count()
            .toStream(),
        "session");
    send(
        grouped
            .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(Duration.ofSeconds(3), GRACE))
            .count()
            .toStream(),
        "sliding");
    sendClosed(grouped);
    send(
        grouped
            .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE))
            .count()
            .suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded()))
            .toStream(),
        "final");
    in.filter((key, value) -> value.startsWith("a"))
        .leftJoin(
            in.filter((key, value) -> value.startsWith("b")),
            (a, b) -> a + "+" + b,
            JoinWindows.ofTimeDifferenceAndGrace(Duration.ofSeconds(2), GRACE),
            inMemory
                ? StreamJoined.with(TEXT, TEXT, TEXT)
                    .withDslStoreSuppliers(new BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers())
                : StreamJoined.with(TEXT, TEXT, TEXT))
        .to("joined", Produced.with(TEXT, TEXT));
    return builder.build();
  }

  /** The same three kinds of windows, whose results come once. */
  private static void sendClosed(KGroupedStream<String, String> grouped) {
    send(
        grouped
            .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE).advanceBy(SIZE.dividedBy(2)))
            .emitStrategy(EmitStrategy.onWindowClose())
            .count()
            .toStream(),
        "closed");
    send(
        grouped
            .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofSeconds(2), GRACE))
            .emitStrategy(EmitStrategy.onWindowClose())
            .count()
            .toStream(),
        "closed-session");
    send(
        grouped
            .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(Duration.ofSeconds(3), GRACE))
            .emitStrategy(EmitStrategy.onWindowClose())
            .count()
            .toStream(),
        "closed-sliding");
  }

  private static void send(KStream<Windowed<String>, Long> counts, String topic) {
    counts
        .map((key, count) -> KeyValue.pair(key.toString(), String.valueOf(count)))
        .to(topic, Produced.with(TEXT, TEXT));
  }

  private void pipe(TopologyTestCluster cluster, Random random) {
    int records = random.nextInt(60);
    for (int i = 0; i < records; i++) {
      clock += random.nextInt(random.nextInt(20) == 0 ? 20_000 : 900);
      // never beyond grace: what is dropped depends on what a task remembers of time
      long late = random.nextInt(4) == 0 ? random.nextInt((int) GRACE.toMillis()) : 0;
      String value = (random.nextBoolean() ? "a" : "b") + piped.size();
      pipe(cluster, "k" + random.nextInt(6), value, clock - late);
    }
  }

  private void pipe(TopologyTestCluster cluster, String key, String value, long time) {
    TestRecord<String, String> record = new TestRecord<>(key, value, Instant.ofEpochMilli(time));
    piped.add(record);
    cluster.createInputTopic("in", TEXT.serializer(), TEXT.serializer()).pipeInput(record);
  }

  private static void disturb(TopologyTestCluster cluster, Random random) {
    List<Integer> running = new ArrayList<>(cluster.instances());
    switch (random.nextInt(6)) {
      case 0, 1 -> cluster.crashAtRandom(1);
      case 2, 3 -> {
        if (!running.isEmpty()) {
          Duration pause = Duration.ofSeconds(random.nextInt(100));
          cluster.freezeInstance(running.get(random.nextInt(running.size())), pause);
        }
      }
      case 4 -> cluster.settle();
      default -> {}
    }
  }

  private Map<String, List<String>> undisturbed(boolean inMemory) {
    Properties config = new Properties();
    config.put("application.id", "undisturbed");
    config.put("bootstrap.servers", "nowhere:1");
    config.put("__emit.interval.ms.kstreams.outer.join.spurious.results.fix__", 0L);
    config.put("__emit.interval.ms.kstreams.windowed.aggregation__", 0L);
    config.put("statestore.cache.max.bytes", "0");
    try (TopologyTestDriver driver = new TopologyTestDriver(windows(inMemory), config, START)) {
      TestInputTopic<String, String> in =
          driver.createInputTopic("in", TEXT.serializer(), TEXT.serializer());
      in.pipeRecordList(piped.subList(0, piped.size() - LAST));
      for (TestRecord<String, String> last : piped.subList(piped.size() - LAST, piped.size())) {
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        in.pipeInput(last);
      }
      Map<String, List<String>> all = new TreeMap<>();
      for (String topic : TOPICS) {
        all.put(
            topic, texts(driver.createOutputTopic(topic, out(), out()), topic.equals("joined")));
      }
      return all;
    }
  }

  /** When a join looks for what has found no partner depends on its clock. */
  private static List<String> texts(TestOutputTopic<String, String> topic, boolean sorted) {
    List<String> lines = new ArrayList<>();
    for (TestRecord<String, String> record : topic.readRecordsToList()) {
      lines.add(record.key() + "=" + record.value() + "@" + record.timestamp());
    }
    if (sorted) {
      Collections.sort(lines);
    }
    return lines;
  }
}
