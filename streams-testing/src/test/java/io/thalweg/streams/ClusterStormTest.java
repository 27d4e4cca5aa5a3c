package io.thalweg.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.test.TestRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

/**
 * Instances are started, stopped, killed and frozen at random while words are counted. Exactly once
 * every count is right and comes once; at least once nothing is lost.
 */
class ClusterStormTest {
  private static final Serde<String> TEXT = Serdes.String();
  private static final int STEPS = 12;
  private static final long FIRST = Long.getLong("thalweg.storm.seed", 0);
  private static final int SEEDS = Integer.getInteger("thalweg.storm.seeds", 4);

  private final Map<String, Long> truth = new TreeMap<>();
  private boolean harmed;
  private int nextInstance = 5;

  @Test
  void whateverHappensToInstancesTheCountsAreRight() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      new ClusterStormTest().storm(seed);
    }
  }

  private void storm(long seed) {
    Random random = new Random(seed);
    boolean exactly = seed % 2 == 0;
    boolean cached = seed % 3 == 0;
    Properties config = new Properties();
    config.put("processing.guarantee", exactly ? "exactly_once_v2" : "at_least_once");
    config.put("statestore.cache.max.bytes", cached ? "1000000" : "0");
    config.put("num.standby.replicas", seed % 5 == 0 ? "1" : "0");
    config.put("commit.interval.ms", String.valueOf(50 + random.nextInt(500)));
    try (TopologyTestCluster cluster =
        TopologyTestCluster.of(counted())
            .config(config)
            .seed(seed)
            .instances(1 + random.nextInt(3))
            .partitions(1 + random.nextInt(4))
            .start()) {
      for (int step = 0; step < STEPS; step++) {
        pipe(cluster, random);
        disturb(cluster, random);
        cluster.run(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 60_000 : 800)));
      }
      cluster.settle();
      check(cluster, exactly, cached, "seed " + seed);
    }
  }

  private static Topology counted() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in", Consumed.with(TEXT, TEXT))
        .groupBy((key, value) -> value, Grouped.with(TEXT, TEXT))
        .count(Materialized.as("counts"))
        .toStream()
        .to("out", Produced.with(TEXT, Serdes.Long()));
    return builder.build();
  }

  private void pipe(TopologyTestCluster cluster, Random random) {
    TestInputTopic<String, String> in =
        cluster.createInputTopic("in", TEXT.serializer(), TEXT.serializer());
    int records = random.nextInt(60);
    for (int i = 0; i < records; i++) {
      String word = "w" + random.nextInt(15);
      in.pipeInput("k" + random.nextInt(1000), word);
      truth.merge(word, 1L, Long::sum);
    }
  }

  private void disturb(TopologyTestCluster cluster, Random random) {
    List<Integer> running = new ArrayList<>(cluster.instances());
    int what = random.nextInt(7);
    if (what == 0) {
      cluster.startInstance(nextInstance++);
    } else if (what == 1 && running.size() > 1) {
      cluster.stopInstance(running.get(random.nextInt(running.size())));
    } else if (what == 2) {
      cluster.crashAtRandom(1);
      harmed = true;
    } else if (what == 3 && !running.isEmpty()) {
      Duration pause = Duration.ofSeconds(random.nextInt(100));
      cluster.freezeInstance(running.get(random.nextInt(running.size())), pause);
      harmed = true;
    } else if (what == 4) {
      cluster.settle();
    }
  }

  private void check(TopologyTestCluster cluster, boolean exactly, boolean cached, String seed) {
    Map<String, Long> counts = new TreeMap<>(cluster.<String, Long>keyValues("counts"));
    if (!exactly && harmed) {
      assertEquals(truth.keySet(), counts.keySet(), seed);
      counts.forEach((word, count) -> assertTrue(count >= truth.getOrDefault(word, 0L), seed));
      return;
    }
    assertEquals(truth, counts, seed);
    Map<String, Long> last = new TreeMap<>();
    for (TestRecord<String, Long> count :
        cluster
            .createOutputTopic("out", TEXT.deserializer(), Serdes.Long().deserializer())
            .readRecordsToList()) {
      long before = last.getOrDefault(count.key(), 0L);
      long now = count.value();
      assertTrue(
          cached ? now > before : now == before + 1, seed + ": " + count + " after " + before);
      last.put(count.key(), now);
    }
    assertEquals(truth, last, seed);
  }
}
