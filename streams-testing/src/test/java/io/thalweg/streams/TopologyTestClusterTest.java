package io.thalweg.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.GlobalKTable;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.Repartitioned;
import io.thalweg.streams.processor.api.ContextualProcessor;
import io.thalweg.streams.processor.api.Record;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.QueryableStoreTypes;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.test.TestRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTestClusterTest {
  private static final Serde<String> TEXT = Serdes.String();
  private static final String EXACTLY_ONCE = "exactly_once_v2";
  private static final String AT_LEAST_ONCE = "at_least_once";
  private static final int RECORDS = 200;

  private static Properties config(String guarantee, String... pairs) {
    Properties config = new Properties();
    config.put("processing.guarantee", guarantee);
    config.put("statestore.cache.max.bytes", "0");
    config.put("default.key.serde", Serdes.StringSerde.class.getName());
    config.put("default.value.serde", Serdes.StringSerde.class.getName());
    for (int i = 0; i < pairs.length; i += 2) {
      config.put(pairs[i], pairs[i + 1]);
    }
    return config;
  }

  /** Counts by value, over a repartition topic. */
  private static Topology counted() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in", Consumed.with(TEXT, TEXT))
        .groupBy((key, value) -> value, Grouped.with(TEXT, TEXT))
        .count(Materialized.as("counts"))
        .toStream()
        .to("out", Produced.with(TEXT, Serdes.Long()));
    return builder.build();
  }

  private static TopologyTestCluster start(String guarantee, long seed, int instances) {
    return TopologyTestCluster.of(counted())
        .config(config(guarantee))
        .seed(seed)
        .instances(instances)
        .start();
  }

  /** Pipes words under all kinds of keys and remembers how often each came. */
  private static void pipe(TopologyTestCluster cluster, Map<String, Long> truth) {
    TestInputTopic<String, String> in =
        cluster.createInputTopic("in", TEXT.serializer(), TEXT.serializer());
    Random random = new Random(1);
    for (int i = 0; i < RECORDS; i++) {
      String word = "w" + random.nextInt(20);
      in.pipeInput("k" + i, word, i);
      truth.merge(word, 1L, Long::sum);
    }
  }

  private static TestOutputTopic<String, Long> out(TopologyTestCluster cluster) {
    return cluster.createOutputTopic("out", TEXT.deserializer(), Serdes.Long().deserializer());
  }

  /** Every word was counted 1, 2, 3 … up to what is true, each once and in order. */
  private static void assertExact(TopologyTestCluster cluster, Map<String, Long> truth) {
    Map<String, Long> last = new HashMap<>();
    for (TestRecord<String, Long> count : out(cluster).readRecordsToList()) {
      assertEquals(last.getOrDefault(count.key(), 0L) + 1, count.value(), count.key());
      last.put(count.key(), count.value());
    }
    assertEquals(new TreeMap<>(truth), new TreeMap<>(last));
    assertEquals(new TreeMap<>(truth), new TreeMap<>(cluster.<String, Long>keyValues("counts")));
  }

  @ParameterizedTest
  @ValueSource(strings = {EXACTLY_ONCE, AT_LEAST_ONCE})
  void whenNothingFailsThenAllIsCountedOnce(String guarantee) {
    for (long seed = 0; seed < 2; seed++) {
      Map<String, Long> truth = new HashMap<>();
      try (TopologyTestCluster cluster = start(guarantee, seed, 2)) {
        pipe(cluster, truth);
        cluster.settle();
        assertExact(cluster, truth);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EXACTLY_ONCE, AT_LEAST_ONCE})
  void whenInstancesComeAndGoThenAllIsCountedOnce(String guarantee) {
    Map<String, Long> truth = new HashMap<>();
    try (TopologyTestCluster cluster = start(guarantee, 3, 1)) {
      pipe(cluster, truth);
      cluster.run(Duration.ofMillis(200));
      cluster.startInstance(1);
      cluster.run(Duration.ofSeconds(5));
      pipe(cluster, truth);
      cluster.startInstance(2);
      cluster.settle();
      pipe(cluster, truth);
      cluster.run(Duration.ofMillis(50));
      cluster.stopInstance(0);
      pipe(cluster, truth);
      cluster.settle();
      assertEquals(Set.of(1, 2), cluster.instances());
      assertExact(cluster, truth);
    }
  }

  @Test
  void whenInstancesAreKilledUnderExactlyOnceThenAllIsCountedOnce() {
    for (long seed = 0; seed < 3; seed++) {
      Map<String, Long> truth = new HashMap<>();
      try (TopologyTestCluster cluster = start(EXACTLY_ONCE, seed, 3)) {
        cluster.run(Duration.ofSeconds(2));
        cluster.crashAtRandom(4);
        for (int i = 0; i < 5; i++) {
          pipe(cluster, truth);
          cluster.run(Duration.ofMillis(100));
        }
        cluster.settle();
        assertExact(cluster, truth);
      }
    }
  }

  @Test
  void whenAnInstanceIsKilledAtLeastOnceThenNothingIsLost() {
    for (long seed = 0; seed < 2; seed++) {
      Map<String, Long> truth = new HashMap<>();
      try (TopologyTestCluster cluster = start(AT_LEAST_ONCE, seed, 2)) {
        pipe(cluster, truth);
        cluster.run(Duration.ofMillis(300));
        cluster.crashInstance(0);
        pipe(cluster, truth);
        cluster.settle();
        Map<String, Long> counts = cluster.keyValues("counts");
        truth.forEach((word, count) -> assertTrue(counts.getOrDefault(word, 0L) >= count, word));
        assertEquals(truth.keySet(), counts.keySet());
      }
    }
  }

  @Test
  void whenAKilledInstanceComesBackThenItGoesOnFromItsDisk() {
    Map<String, Long> truth = new HashMap<>();
    try (TopologyTestCluster cluster = start(EXACTLY_ONCE, 5, 1)) {
      pipe(cluster, truth);
      cluster.settle();
      cluster.crashInstance(0);
      pipe(cluster, truth);
      cluster.startInstance(0);
      cluster.settle();
      assertExact(cluster, truth);
    }
  }

  @Test
  void whenAnInstanceIsFrozenBeyondItsSessionThenItsZombieDoesNoHarm() {
    Map<String, Long> truth = new HashMap<>();
    try (TopologyTestCluster cluster = start(EXACTLY_ONCE, 6, 2)) {
      pipe(cluster, truth);
      cluster.run(Duration.ofMillis(600));
      cluster.freezeInstance(0, Duration.ofMinutes(3));
      pipe(cluster, truth);
      cluster.run(Duration.ofMinutes(2));
      assertEquals(new TreeMap<>(truth), new TreeMap<>(latest(cluster)), "others took over");
      pipe(cluster, truth);
      cluster.settle();
      assertEquals(new TreeMap<>(truth), new TreeMap<>(cluster.<String, Long>keyValues("counts")));
    }
  }

  private static Map<String, Long> latest(TopologyTestCluster cluster) {
    return out(cluster).readKeyValuesToMap();
  }

  @Test
  void whenTheSeedIsTheSameThenTheRunIsTheSame() {
    assertEquals(run(7), run(7));
    assertNotEquals(run(7), run(8));
  }

  private static List<TestRecord<String, Long>> run(long seed) {
    try (TopologyTestCluster cluster = start(EXACTLY_ONCE, seed, 2)) {
      pipe(cluster, new HashMap<>());
      cluster.crashAtRandom(1);
      cluster.settle();
      return out(cluster).readRecordsToList();
    }
  }

  /** Counts by value in a store of its own, and forgets to repartition. */
  private static Topology withoutRepartition() {
    Topology topology = new Topology();
    topology
        .addSource("source", TEXT.deserializer(), TEXT.deserializer(), "in")
        .addProcessor("counter", Counter::new, "source")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("counts"), TEXT, Serdes.Long()),
            "counter");
    return topology;
  }

  private static final class Counter extends ContextualProcessor<String, String, Void, Void> {
    @Override
    public void process(Record<String, String> record) {
      KeyValueStore<String, Long> counts = context().getStateStore("counts");
      Long before = counts.get(record.value());
      counts.put(record.value(), before == null ? 1 : before + 1);
    }
  }

  @Test
  void whenARepartitionIsMissingThenTheDriverIsContentAndTheClusterIsNot() {
    try (TopologyTestDriver driver =
        new TopologyTestDriver(withoutRepartition(), config(EXACTLY_ONCE))) {
      TestInputTopic<String, String> in =
          driver.createInputTopic("in", TEXT.serializer(), TEXT.serializer());
      for (int i = 0; i < 9; i++) {
        in.pipeInput("k" + i, "w");
      }
      assertEquals(9L, driver.<String, Long>getKeyValueStore("counts").get("w"));
    }
    try (TopologyTestCluster cluster =
        TopologyTestCluster.of(withoutRepartition()).config(config(EXACTLY_ONCE)).start()) {
      TestInputTopic<String, String> in =
          cluster.createInputTopic("in", TEXT.serializer(), TEXT.serializer());
      for (int i = 0; i < 9; i++) {
        in.pipeInput("k" + i, "w");
      }
      cluster.settle();
      Exception error =
          assertThrows(IllegalStateException.class, () -> cluster.keyValues("counts"));
      assertTrue(String.valueOf(error.getMessage()).contains("is a repartition missing"));
    }
  }

  @Test
  void whenAPartitionerDoesNotGoByTheKeyThenItShows() {
    StreamsBuilder builder = new StreamsBuilder();
    int[] turn = {0};
    builder.<String, String>stream("in")
        .repartition(
            Repartitioned.<String, String>as("spread")
                .withStreamPartitioner(
                    (topic, key, value, count) -> Optional.of(Set.of(turn[0]++ % count))))
        .groupByKey()
        .count(Materialized.as("counts"));
    try (TopologyTestCluster cluster =
        TopologyTestCluster.of(builder.build()).config(config(AT_LEAST_ONCE)).start()) {
      TestInputTopic<String, String> in =
          cluster.createInputTopic("in", TEXT.serializer(), TEXT.serializer());
      for (int i = 0; i < 9; i++) {
        in.pipeInput("k", "v" + i);
      }
      cluster.settle();
      assertThrows(IllegalStateException.class, () -> cluster.keyValues("counts"));
    }
  }

  @Test
  void whenJoinedTopicsHaveOtherNumbersOfPartitionsThenItIsSaid() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> left = builder.stream("left");
    left.join(builder.<String, String>table("right"), (a, b) -> a + b).to("out");
    try (TopologyTestCluster cluster =
        TopologyTestCluster.of(builder.build())
            .config(config(AT_LEAST_ONCE))
            .topic("left", 4)
            .topic("right", 3)
            .start()) {
      Exception error = assertThrows(TopologyException.class, cluster::settle);
      assertTrue(String.valueOf(error.getMessage()).contains("right"), error.getMessage());
    }
  }

  @Test
  void whenATableIsGlobalThenEveryInstanceHasAllOfIt() {
    StreamsBuilder builder = new StreamsBuilder();
    GlobalKTable<String, String> names = builder.globalTable("names", Materialized.as("names"));
    builder.<String, String>stream("in")
        .join(names, (key, value) -> value, (value, name) -> name)
        .to("out");
    try (TopologyTestCluster cluster =
        TopologyTestCluster.of(builder.build()).config(config(EXACTLY_ONCE)).start()) {
      TestInputTopic<String, String> in =
          cluster.createInputTopic("names", TEXT.serializer(), TEXT.serializer());
      for (int i = 0; i < 20; i++) {
        in.pipeInput("w" + i, "name of w" + i);
      }
      cluster.run(Duration.ofSeconds(2));
      Map<String, Long> truth = new HashMap<>();
      pipe(cluster, truth);
      cluster.startInstance(2);
      cluster.settle();
      TestOutputTopic<String, String> out =
          cluster.createOutputTopic("out", TEXT.deserializer(), TEXT.deserializer());
      assertEquals(RECORDS, out.getQueueSize());
      out.readValuesToList().forEach(name -> assertTrue(name.startsWith("name of w"), name));
      cluster
          .stores("names", QueryableStoreTypes.<String, String>keyValueStore())
          .forEach(part -> assertEquals("name of w3", part.get("w3")));
    }
  }

  @Test
  void whenCachedThenResultsComeWithTheCommit() {
    Map<String, Long> truth = new HashMap<>();
    try (TopologyTestCluster cluster =
        TopologyTestCluster.of(counted())
            .config(config(AT_LEAST_ONCE, "statestore.cache.max.bytes", "1000000"))
            .start()) {
      cluster.run(Duration.ofSeconds(20));
      pipe(cluster, truth);
      cluster.run(Duration.ofSeconds(5));
      assertTrue(out(cluster).isEmpty(), "the commit interval is 30 s");
      cluster.settle();
      List<TestRecord<String, Long>> counts = out(cluster).readRecordsToList();
      assertEquals(truth.size(), counts.size(), "each word once");
      counts.forEach(count -> assertEquals(truth.get(count.key()), count.value()));
    }
  }

  @Test
  void whenAProcessorThrowsThenSettleThrowsIt() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<String, String>stream("in")
        .foreach(
            (key, value) -> {
              throw new IllegalStateException("no " + value);
            });
    try (TopologyTestCluster cluster =
        TopologyTestCluster.of(builder.build()).config(config(AT_LEAST_ONCE)).start()) {
      cluster.createInputTopic("in", TEXT.serializer(), TEXT.serializer()).pipeInput("k", "thanks");
      Exception error =
          assertThrows(io.thalweg.streams.errors.StreamsException.class, cluster::settle);
      assertTrue(String.valueOf(error.getMessage()).contains("no thanks"), error.getMessage());
    }
  }

  @Test
  void whenThereAreMoreInstancesThanTasksThenSomeHaveNoPartOfAStore() {
    Map<String, Long> truth = new HashMap<>();
    try (TopologyTestCluster cluster =
        TopologyTestCluster.of(counted())
            .config(config(AT_LEAST_ONCE))
            .partitions(1)
            .instances(4)
            .start()) {
      pipe(cluster, truth);
      cluster.settle();
      assertExact(cluster, truth);
      assertFalse(cluster.producedTopicNames().isEmpty());
    }
  }
}
