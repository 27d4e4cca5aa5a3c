package io.thalweg.streams.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.differential.kafkastreams.StreamsEngine;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every scenario on Kafka Streams and on Thalweg.
 *
 * <p>{@code -Dthalweg.differential.against=kafka-streams} runs Kafka Streams twice instead, which
 * shows that the scenarios are defined well enough to be compared; {@code
 * -Dthalweg.differential.only=count,join} selects scenarios.
 */
@WithKafka
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialTest {
  private static final int AT_ONCE = 6;

  private final List<Scenario> scenarios = Scenarios.selected(new StreamsEngine());
  private final Map<String, Pair> results = new LinkedHashMap<>();

  /** What a scenario gave on both engines; a future fails as its run did. */
  private record Pair(Future<Outcome> expected, Future<Outcome> actual) {}

  @BeforeAll
  void whenAllScenariosAreRunOnBoth(KafkaCluster kafka, @TempDir Path state) throws Exception {
    long start = Scenarios.startTime();
    String inputs = kafka.uniqueName("in");
    String peer = kafka.uniqueName("ks");
    String ours = kafka.uniqueName("th");
    Trial trial = new Trial(kafka, state, start);
    List<NewTopic> topics = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      Topics peerTopics = new Topics(inputs, peer, scenario.name());
      topics.addAll(trial.inputTopics(scenario, peerTopics));
      topics.addAll(trial.outputTopics(scenario, peerTopics));
      topics.addAll(trial.outputTopics(scenario, new Topics(inputs, ours, scenario.name())));
    }
    kafka.createTopics(topics);
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Engine expected = new StreamsEngine();
      Engine actual = Scenarios.compared();
      for (Scenario scenario : scenarios) {
        Topics peerTopics = new Topics(inputs, peer, scenario.name());
        Topics ourTopics = new Topics(inputs, ours, scenario.name());
        trial.feed(scenario, peerTopics, 0, 1);
        results.put(
            scenario.name(),
            new Pair(
                pool.submit(() -> outcome(trial, expected, scenario, peerTopics)),
                pool.submit(() -> outcome(trial, actual, scenario, ourTopics))));
      }
      pool.shutdown();
      assertTrue(pool.awaitTermination(10, TimeUnit.MINUTES), "Scenarios still run");
    } finally {
      pool.shutdownNow();
    }
  }

  private static Outcome outcome(Trial trial, Engine engine, Scenario scenario, Topics topics)
      throws InterruptedException, IOException {
    long begin = System.nanoTime();
    String description = trial.run(engine, scenario, topics);
    Outcome outcome = trial.outcome(scenario, topics, description);
    System.out.printf(
        "%s %s: %d ms%n",
        topics.applicationId(),
        engine.getClass().getPackageName(),
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
    return outcome;
  }

  @TestFactory
  Stream<DynamicContainer> whenScenariosAreComparedThenAllIsEqual() {
    return scenarios.stream()
        .map(scenario -> DynamicContainer.dynamicContainer(scenario.name(), comparisons(scenario)));
  }

  private Stream<DynamicTest> comparisons(Scenario scenario) {
    Pair pair = results.get(scenario.name());
    Outcome expected;
    Outcome actual;
    try {
      expected = pair.expected().get();
      actual = pair.actual().get();
    } catch (Exception e) {
      return Stream.of(
          DynamicTest.dynamicTest(
              scenario.name() + " runs",
              () -> {
                throw e;
              }));
    }
    assertTrue(
        !expected.probed().isEmpty()
            || expected.records().values().stream().anyMatch(topic -> !topic.isEmpty()),
        scenario.name() + " wrote nothing, so that it compares nothing");
    return new Comparison(scenario, expected, actual)
        .differences().entrySet().stream()
            .map(
                entry ->
                    DynamicTest.dynamicTest(
                        scenario.name() + ": " + entry.getKey(),
                        () -> assertEquals("", String.join("\n", entry.getValue()))));
  }
}
