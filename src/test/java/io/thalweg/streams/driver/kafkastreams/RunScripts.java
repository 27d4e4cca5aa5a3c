package io.thalweg.streams.driver.kafkastreams;

import static io.thalweg.streams.driver.kafkastreams.TopicScripts.START;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.TEXT;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.input;
import static io.thalweg.streams.driver.kafkastreams.TopicScripts.output;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** What happens when, and what it leads to. */
public final class RunScripts {
  private RunScripts() {}

  /** By name. */
  public static Map<String, Consumer<Transcript>> all() {
    return Map.ofEntries(
        Map.entry("two clocks", RunScripts::clocks),
        Map.entry("a processor that throws", RunScripts::failures),
        Map.entry("never idle", seen -> idle(seen, "-1")),
        Map.entry("idle for what is there", seen -> idle(seen, "0")),
        Map.entry("idle for 100 ms", seen -> idle(seen, "100")),
        Map.entry("caching over a repartition", seen -> counts(seen, "1000000")),
        Map.entry("no caching over a repartition", seen -> counts(seen, "0")),
        Map.entry("equal times over three topics", RunScripts::ties),
        Map.entry("equal times and topics nobody reads", RunScripts::tiesBeside),
        Map.entry("topics by pattern", RunScripts::patterns),
        Map.entry("a topic written and read", RunScripts::loop),
        Map.entry("a global table", RunScripts::globalTable),
        Map.entry("a global store", RunScripts::globalStore),
        Map.entry("exactly once", RunScripts::exactlyOnce),
        Map.entry("without configuration", RunScripts::defaults),
        Map.entry("dropped records in the metrics", RunScripts::metrics));
  }

  static Properties config(String... pairs) {
    Properties config = new Properties();
    config.put("application.id", "app");
    config.put("default.key.serde", Serdes.StringSerde.class.getName());
    config.put("default.value.serde", Serdes.StringSerde.class.getName());
    for (int i = 0; i < pairs.length; i += 2) {
      config.put(pairs[i], pairs[i + 1]);
    }
    return config;
  }

  private static Topology processed(Transcript seen) {
    Topology topology = new Topology();
    topology
        .addSource("source", TEXT.deserializer(), TEXT.deserializer(), "a", "b")
        .addProcessor("p", () -> new Noting("p", seen), "source")
        .addSink("sink", "out", TEXT.serializer(), TEXT.serializer(), "p");
    return topology;
  }

  private static void clocks(Transcript seen) {
    try (TopologyTestDriver driver = new TopologyTestDriver(processed(seen), config(), START)) {
      TestInputTopic<String, String> a = input(driver, "a");
      TestInputTopic<String, String> b = input(driver, "b");
      TestOutputTopic<String, String> out = output(driver, "out");
      a.pipeInput("k", "v", 5L);
      b.pipeInput("k", "v", 25L);
      b.pipeInput("k", "late", 3L);
      b.pipeInput("k", "same", 25L);
      seen.note("before the clock", out::readRecordsToList);
      driver.advanceWallClockTime(Duration.ofMillis(5));
      seen.note("after 5", out::readRecordsToList);
      driver.advanceWallClockTime(Duration.ofMillis(25));
      seen.note("after 30", out::readRecordsToList);
      driver.advanceWallClockTime(Duration.ZERO);
      seen.note("after nothing", out::readRecordsToList);
      a.pipeInput(null, null, 40L);
      seen.note("nulls", out::readRecordsToList);
    }
  }

  private static void failures(Transcript seen) {
    try (TopologyTestDriver driver = new TopologyTestDriver(processed(seen), config(), START)) {
      TestInputTopic<String, String> a = input(driver, "a");
      TestOutputTopic<String, String> out = output(driver, "out");
      a.pipeInput("k", "v", 5L);
      seen.note(
          "boom",
          () -> {
            a.pipeInput("k", "boom", 6L);
            return "";
          });
      a.pipeInput("k", "next", 7L);
      seen.note("outputs", out::readRecordsToList);
    }
  }

  private static void idle(Transcript seen, String maxIdleMs) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> a = builder.stream("a");
    KStream<String, String> b = builder.stream("b");
    a.merge(b).to("out");
    try (TopologyTestDriver driver =
        new TopologyTestDriver(builder.build(), config("max.task.idle.ms", maxIdleMs), START)) {
      TestOutputTopic<String, String> out = output(driver, "out");
      input(driver, "a").pipeInput("k", "a10", 10L);
      seen.note("a10", out::readValuesToList);
      input(driver, "a").pipeInput("k", "a20", 20L);
      seen.note("a20", out::readValuesToList);
      input(driver, "b").pipeInput("k", "b5", 5L);
      seen.note("b5", out::readValuesToList);
      driver.advanceWallClockTime(Duration.ofMillis(50));
      seen.note("50 ms", out::readValuesToList);
      driver.advanceWallClockTime(Duration.ofMillis(60));
      seen.note("110 ms", out::readValuesToList);
      input(driver, "a").pipeInput("k", "a30", 30L);
      seen.note("a30", out::readValuesToList);
    }
  }

  private static void counts(Transcript seen, String cacheBytes) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> words =
        builder.<String, String>stream("in").flatMapValues(v -> Arrays.asList(v.split(" ")));
    words
        .groupBy((k, v) -> v, Grouped.with(TEXT, TEXT))
        .count(Materialized.as("by-word"))
        .toStream()
        .to("words", Produced.with(TEXT, Serdes.Long()));
    words
        .groupByKey()
        .count(Materialized.as("by-key"))
        .toStream()
        .to("keys", Produced.with(TEXT, Serdes.Long()));
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            builder.build(), config("statestore.cache.max.bytes", cacheBytes), START)) {
      input(driver, "in").pipeInput("k", "a b a a c b", 7L);
      input(driver, "in").pipeInput("l", "b", 5L);
      for (String topic : List.of("words", "keys")) {
        seen.note(
            topic,
            () ->
                driver
                    .createOutputTopic(topic, TEXT.deserializer(), Serdes.Long().deserializer())
                    .readRecordsToList());
      }
      for (String topic : new TreeSet<>(driver.producedTopicNames())) {
        if (!topic.endsWith("by-key-changelog")) { // ours holds one row per commit
          seen.note(
              topic,
              () ->
                  driver
                      .createOutputTopic(topic, TEXT.deserializer(), new ByteArrayDeserializer())
                      .getQueueSize());
        }
      }
      seen.note("b", () -> driver.getKeyValueStore("by-word").get("b"));
      seen.note("k", () -> driver.getTimestampedKeyValueStore("by-key").get("k"));
    }
  }

  /** Found by random topologies: both inputs of a join come from one node, after an output. */
  private static void tiesBeside(Transcript seen) {
    new TableRun(seen)
        .run(
            b -> {
              KStream<String, String> in = b.stream("in");
              in.to("copy");
              KStream<String, String> changed = in.selectKey((k, v) -> "k");
              changed.to("changed");
              changed
                  .join(
                      changed,
                      (x, y) -> x + y,
                      JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofMillis(20)),
                      StreamJoined.<String, String, String>as("kept").withName("join"))
                  .to("out");
            },
            "in a 1 348",
            "in b 2 359",
            "in a 3 359");
  }

  private static void ties(Transcript seen) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> words =
        builder.<String, String>stream("in")
            .flatMapValues(v -> Arrays.asList(v.split(" ")))
            .selectKey((k, v) -> v);
    KStream<String, String> merged = words.repartition(Repartitioned.as("r1"));
    for (int i = 2; i <= 3; i++) {
      int number = i;
      merged =
          merged.merge(
              words.mapValues(v -> v + number).repartition(Repartitioned.as("r" + number)));
    }
    merged.to("out");
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config(), START)) {
      input(driver, "in").pipeInput("k", "a b c d", 7L);
      seen.note("all", () -> output(driver, "out").readValuesToList());
    }
  }

  private static void patterns(Transcript seen) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<String, String>stream(Pattern.compile("t-.*")).to("out");
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config(), START)) {
      input(driver, "t-1").pipeInput("k", "one", 7L);
      input(driver, "t-2").pipeInput("k", "two", 3L);
      input(driver, "t-1").pipeInput("k", "one again", 4L);
      seen.note(
          "no match",
          () -> {
            input(driver, "x").pipeInput("k", "v");
            return "";
          });
      seen.note("out", () -> output(driver, "out").readRecordsToList());
    }
  }

  private static void loop(Transcript seen) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<String, String>stream("in").to("middle");
    KStream<String, String> middle = builder.stream("middle");
    middle.filter((k, v) -> v.length() < 5).mapValues(v -> v + "x").to("middle");
    middle.to("out");
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config(), START)) {
      input(driver, "in").pipeInput("k", "ab", 7L);
      input(driver, "middle").pipeInput("k", "piped", 8L);
      seen.note("out", () -> output(driver, "out").readRecordsToList());
      seen.note("middle, what was written", () -> output(driver, "middle").readRecordsToList());
    }
  }

  private static void globalTable(Transcript seen) {
    StreamsBuilder builder = new StreamsBuilder();
    GlobalKTable<String, String> names = builder.globalTable("names", Materialized.as("names"));
    builder.<String, String>stream("in")
        .leftJoin(names, (key, value) -> value, (value, name) -> value + "=" + name)
        .to("out");
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config(), START)) {
      input(driver, "in").pipeInput("k", "a");
      input(driver, "names").pipeInput("a", "Anne");
      input(driver, "names").pipeInput("b", "Bert");
      input(driver, "in").pipeInput("k", "a");
      input(driver, "names").pipeInput("a", (String) null);
      input(driver, "names").pipeInput("b", "Bo");
      input(driver, "in").pipeInput("k", "a");
      input(driver, "in").pipeInput("k", "b");
      seen.note("out", () -> output(driver, "out").readValuesToList());
      seen.note("stores" + driver.getAllStateStores().keySet());
      seen.note("row", () -> driver.getTimestampedKeyValueStore("names").get("b"));
      driver
          .<String, String>getTimestampedKeyValueStore("names")
          .put("c", ValueAndTimestamp.make("Cem", 9L));
      input(driver, "in").pipeInput("k", "c");
      seen.note("put by a test", () -> output(driver, "out").readValuesToList());
      seen.note("produced" + driver.producedTopicNames());
    }
  }

  private static void globalStore(Transcript seen) {
    Topology topology = new Topology();
    topology
        .addSource("in", TEXT.deserializer(), TEXT.deserializer(), "in")
        .addProcessor("p", () -> new Noting("p", seen), "in")
        .addSink("again", "updates", TEXT.serializer(), TEXT.serializer(), "p");
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("all"), TEXT, TEXT)
            .withLoggingDisabled(),
        "source",
        TEXT.deserializer(),
        TEXT.deserializer(),
        "updates",
        "updater",
        Updating::new);
    try (TopologyTestDriver driver = new TopologyTestDriver(topology, config(), START)) {
      input(driver, "updates").pipeInput("k", "piped", 5L);
      input(driver, "in").pipeInput("l", "written by the topology", 6L);
      seen.note("piped", () -> driver.getKeyValueStore("all").get("k"));
      seen.note("written", () -> driver.getKeyValueStore("all").get("l"));
    }
  }

  /** Keeps the values that come. */
  private static final class Updating extends ContextualProcessor<String, String, Void, Void> {
    @Override
    public void process(Record<String, String> record) {
      KeyValueStore<String, String> store = context().getStateStore("all");
      store.put(record.key(), record.value() + " at " + record.timestamp());
    }
  }

  private static void exactlyOnce(Transcript seen) {
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            processed(seen), config("processing.guarantee", "exactly_once_v2"), START)) {
      input(driver, "a").pipeInput("k", "v", 5L);
      input(driver, "b").pipeInput("k", "w", 6L);
      seen.note("out", () -> output(driver, "out").readRecordsToList());
    }
  }

  private static void defaults(Transcript seen) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in", org.apache.kafka.streams.kstream.Consumed.with(TEXT, TEXT))
        .groupByKey()
        .count(Materialized.as("counts"));
    Topology topology = builder.build();
    Properties given = new Properties();
    try (TopologyTestDriver driver = new TopologyTestDriver(topology, given)) {
      input(driver, "in").pipeInput("k", "v");
      seen.note("given" + given);
      driver
          .producedTopicNames()
          .forEach(name -> seen.note(name.replaceAll("-+[0-9]{3,}", "NUMBER")));
    }
    seen.note(
        "no nodes",
        () -> {
          new TopologyTestDriver(new Topology()).close();
          return "fine";
        });
    seen.note(
        "no serdes",
        () -> {
          StreamsBuilder bare = new StreamsBuilder();
          bare.stream("in").to("out");
          new TopologyTestDriver(bare.build()).close();
          return "fine";
        });
    seen.note("no topology", () -> new TopologyTestDriver(null));
    seen.note("no config", () -> new TopologyTestDriver(topology, (Properties) null));
  }

  private static void metrics(Transcript seen) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in", Consumed.with(TEXT, TEXT)).groupByKey().count();
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config(), START)) {
      input(driver, "in").pipeInput(null, "v");
      input(driver, "in").pipeInput("k", "v");
      driver
          .metrics()
          .forEach(
              (name, metric) -> {
                boolean here =
                    Thread.currentThread().getName().equals(name.tags().get("thread-id"));
                if (here && name.name().matches("dropped-records-total")) {
                  seen.note(
                      name.group()
                          + name.name()
                          + name.tags().get("task-id")
                          + metric.metricValue());
                }
              });
    }
  }
}
