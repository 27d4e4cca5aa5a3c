package io.thalweg.streams.driver.kafkastreams;

import static io.thalweg.streams.driver.kafkastreams.RunScripts.config;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.input;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.output;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.kstream.ValueJoinerWithKey;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Streams joined with streams, step by step: a step is {@code topic,key,value,timestamp}, with a
 * hyphen for null, or {@code +milliseconds} of wall-clock time.
 */
public final class JoinScripts {
  private static final String INTERVAL =
      "__emit.interval.ms.kstreams.outer.join.spurious.results.fix__";
  private static final int SEEDS = 60;

  private JoinScripts() {}

  private enum Kind {
    INNER,
    LEFT,
    OUTER
  }

  /** A join and how it runs; {@code intervalMs} of wall-clock time between looks for results. */
  private record Join(
      Kind kind, boolean self, long before, long after, long grace, long intervalMs) {
    private Join as(Kind other) {
      return new Join(other, self, before, after, grace, intervalMs);
    }
  }

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    Map<String, Consumer<Transcript>> scripts = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      cases().forEach((name, script) -> scripts.put(kind + " " + name, script.apply(kind)));
    }
    for (int seed = 0; seed < SEEDS; seed++) {
      long number = seed;
      scripts.put("seed " + seed, seen -> chance(seen, number));
    }
    return scripts;
  }

  private interface Case {
    Consumer<Transcript> apply(Kind kind);
  }

  private static Case steps(Join join, String steps) {
    return kind -> seen -> run(seen, join.as(kind), false, false, steps);
  }

  private static Join near(long before, long after, long grace) {
    return new Join(Kind.INNER, false, before, after, grace, 0);
  }

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new TreeMap<>();
    cases.put(
        "both bounds inclusive",
        steps(
            near(5, 20, 0),
            "a,k,A1,100 b,k,B1,94 b,k,B2,95 b,k,B3,120 b,k,B4,121 b,k,B5,100 a,k,A2,75 a,k,A3,99"));
    cases.put(
        "equal timestamps",
        steps(near(10, 10, 5), "a,k,A1,100 a,k,A2,100 b,k,B1,100 b,k,B2,100 a,k,A3,100"));
    cases.put(
        "nulls",
        steps(
            near(10, 10, 0),
            "a,-,A1,100 b,-,B1,100 a,k,-,100 b,k,-,100 a,-,-,100 b,-,-,100 a,k,A2,101 b,k,B2,101"));
    cases.put(
        "time that nulls make",
        steps(near(10, 10, 0), "a,k,A1,100 a,-,N,500 a,m,-,600 a,x,X,101 b,-,B,700 a,x,X3,400"));
    cases.put(
        "at the edge of grace",
        steps(
            near(10, 10, 5),
            "a,k,A1,100 b,m,B1,100 a,j,A3,101 a,x,X,115 a,x,X,116 b,x,Y,300 a,k,L,289 b,k,L,290"
                + " a,q,L,284 b,q,L,285"));
    cases.put(
        "closed before the grace",
        steps(near(10, 10, 5), "b,x,X,200 a,k,A,185 a,k,A,190 b,l,L,189 b,k,K,185 b,y,Y,203"));
    cases.put(
        "windows that do not reach the record",
        steps(
            near(20, -5, 5),
            "a,k,A,100 b,k,B,95 b,k,B,96 b,k,B,80 b,k,B,79 a,x,X,105 b,x,Y,125 a,x,Z,200"));
    cases.put(
        "at most once a second",
        steps(
            new Join(Kind.INNER, false, 10, 10, 0, 1000),
            "a,k,A1,100 a,x,X1,200 a,k,A2,300 +500 a,k,A4,500 +499 a,k,A5,600 +1 a,k,A6,700"
                + " +1000 a,k,A7,800 a,k,A8,900 +5000 a,k,A9,1000 a,k,A10,1100"));
    cases.put(
        "order of results without a partner",
        steps(
            near(10, 10, 0),
            "a,k,A1,100 b,k,B0,85 a,b,A3,95 b,c,B3,95 a,cc,A4,95 b,b,B4,80 a,x,X,300 b,y,Y,310"));
    cases.put(
        "with itself",
        steps(
            new Join(Kind.INNER, true, 10, 10, 0, 0),
            "a,k,A1,100 a,k,A2,105 a,k,A3,95 a,k,A3,95 a,-,N,100 a,k,-,100 a,k,L,80 a,k,A6,200"
                + " a,k,L1,181 a,k,L2,180 a,x,X,400"));
    Join self = new Join(Kind.INNER, true, -1, 3, 1, 0);
    String few = "a,k,A4,156 a,k,A5,159 a,x,X,200 a,k,A6,200 a,k,A7,203 a,k,A8,204 a,k,A9,206";
    cases.put(
        "with itself on one store", kind -> seen -> run(seen, self.as(kind), true, false, few));
    return cases;
  }

  private static void chance(Transcript seen, long seed) {
    Random random = new Random(seed);
    Kind kind = Kind.values()[random.nextInt(3)];
    boolean self = random.nextInt(3) == 0;
    int before = random.nextInt(30) - (random.nextInt(5) == 0 ? 10 : 0);
    int after = Math.max(-before, random.nextInt(30) - (random.nextInt(5) == 0 ? 10 : 0));
    long grace = new int[] {0, 0, 1, 5, 20, 100}[random.nextInt(6)];
    long interval = random.nextInt(3) == 0 ? 1000 : 0;
    StringBuilder steps = new StringBuilder();
    long time = 100;
    for (int i = 0; i < 50; i++) {
      if (interval > 0 && random.nextInt(4) == 0) {
        steps.append('+').append(random.nextInt(900)).append(' ');
      }
      time += random.nextInt(random.nextInt(20) == 0 ? 200 : 8);
      long late = random.nextBoolean() ? 0 : random.nextInt(50);
      steps.append(self || random.nextBoolean() ? "a," : "b,");
      steps.append(random.nextInt(15) == 0 ? "-" : "k" + random.nextInt(3)).append(',');
      steps.append(random.nextInt(15) == 0 ? "-" : "V" + i).append(',').append(time - late);
      steps.append(' ');
    }
    Join join = new Join(kind, self, before, after, grace, interval);
    run(seen, join, random.nextBoolean(), random.nextBoolean(), steps.toString());
  }

  private static void run(
      Transcript seen, Join join, boolean optimized, boolean inMemory, String steps) {
    Properties config =
        config(
            INTERVAL,
            "" + join.intervalMs,
            "topology.optimization",
            optimized ? "all" : "none",
            "thalweg.changelog.dedup",
            "false");
    StreamsBuilder builder = new StreamsBuilder();
    build(builder, join, inMemory);
    try (TopologyTestDriver driver =
        new TopologyTestDriver(builder.build(config), config, Instant.ofEpochMilli(1_000_000))) {
      TestInputTopic<String, String> a = input(driver, "a");
      TestInputTopic<String, String> b = join.self ? a : input(driver, "b");
      TestOutputTopic<String, String> out = output(driver, "out");
      for (String step : steps.trim().split(" ")) {
        if (step.startsWith("+")) {
          driver.advanceWallClockTime(Duration.ofMillis(Long.parseLong(step.substring(1))));
        } else {
          (step.startsWith("a") ? a : b).pipeInput(record(step));
        }
        out.readRecordsToList().forEach(result -> seen.note(step + " -> " + text(result)));
      }
      changelogs(seen, driver);
      driver
          .metrics()
          .forEach(
              (name, metric) -> {
                if (name.name().equals("dropped-records-total")) {
                  seen.note("dropped " + metric.metricValue());
                }
              });
    }
  }

  private static void build(StreamsBuilder builder, Join join, boolean inMemory) {
    KStream<String, String> left = builder.stream("a");
    KStream<String, String> right = join.self ? left : builder.stream("b");
    JoinWindows windows =
        JoinWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(100), Duration.ofMillis(join.grace))
            .before(Duration.ofMillis(join.before))
            .after(Duration.ofMillis(join.after));
    ValueJoinerWithKey<String, String, String, String> pair = (k, x, y) -> k + ":" + x + "/" + y;
    StreamJoined<String, String, String> stores = StreamJoined.as("kept");
    if (inMemory) {
      stores = stores.withDslStoreSuppliers(BuiltInDslStoreSuppliers.IN_MEMORY);
    }
    KStream<String, String> joined =
        switch (join.kind) {
          case INNER -> left.join(right, pair, windows, stores);
          case LEFT -> left.leftJoin(right, pair, windows, stores);
          case OUTER -> left.outerJoin(right, pair, windows, stores);
        };
    joined.to("out");
  }

  private static TestRecord<String, String> record(String step) {
    String[] parts = step.split(",");
    RecordHeaders headers = new RecordHeaders();
    headers.add(parts[2], new byte[0]);
    String key = parts[1].equals("-") ? null : parts[1];
    String value = parts[2].equals("-") ? null : parts[2];
    return new TestRecord<>(key, value, headers, Long.parseLong(parts[3]));
  }

  private static String text(TestRecord<String, String> result) {
    return result.key()
        + " = "
        + result.value()
        + " at "
        + result.timestamp()
        + " with "
        + Transcript.text(result.headers());
  }

  private static void changelogs(Transcript seen, TopologyTestDriver driver) {
    for (String topic : new TreeSet<>(driver.producedTopicNames())) {
      if (topic.endsWith("-changelog")) {
        driver
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList()
            .forEach(
                record ->
                    seen.note(
                        topic
                            + ' '
                            + HexFormat.of().formatHex(record.key())
                            + ' '
                            + (record.value() == null
                                ? null
                                : HexFormat.of().formatHex(record.value()))
                            + " at "
                            + record.timestamp()));
      }
    }
  }
}
