package io.thalweg.streams.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.thalweg.streams.differential.kafkastreams.StreamsEngine;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application changes its engine in place: same application id, topics and offsets, other state
 * folder. Three portions of the input are processed by three runs, one after the other; whichever
 * engine ran which, the same must be left behind.
 */
@WithKafka
class TakeoverTest {
  private static final Set<String> NAMES =
      Set.of(
          "count",
          "countDeduplicated",
          "wordCount",
          "aggregate",
          "tumblingCount",
          "hoppingAggregate",
          "windowInMemory",
          "windowsAtClose",
          "tableStored",
          "tableStoredOptimized",
          "toTableRekeyed",
          "timestampExtractor",
          "leftJoin",
          "streamLeftJoin",
          "eosCount",
          "eosWindow",
          "cachedWindow",
          "eosCachedTable",
          "userCountEos",
          "userWindow",
          "globalJoins",
          "readOnlyStore",
          "foreignKeyInner",
          "foreignKeyLeft");

  private final Engine peer = new StreamsEngine();
  private final Engine ours = Scenarios.compared();

  @TestFactory
  Stream<DynamicTest> whenTheEngineIsChangedInPlaceThenItGoesOn(
      KafkaCluster kafka, @TempDir Path state) throws Exception {
    Trial trial = new Trial(kafka, state, Scenarios.startTime());
    List<Scenario> scenarios =
        Scenarios.selected(peer).stream().filter(s -> NAMES.contains(s.name())).toList();
    assertFalse(scenarios.isEmpty());
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      List<DynamicTest> tests = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        Future<Outcome> expected = submit(pool, kafka, trial, scenario, peer, peer, peer);
        Future<Outcome> there = submit(pool, kafka, trial, scenario, peer, ours, peer);
        Future<Outcome> back = submit(pool, kafka, trial, scenario, ours, peer, ours);
        tests.add(test(scenario, "there and back", expected, there));
        tests.add(test(scenario, "back and there", expected, back));
      }
      pool.shutdown();
      return tests.stream();
    } finally {
      pool.shutdown();
    }
  }

  private static DynamicTest test(
      Scenario scenario, String name, Future<Outcome> expected, Future<Outcome> actual) {
    return DynamicTest.dynamicTest(
        scenario.name() + ": " + name,
        () -> {
          String differences =
              new Comparison(scenario, expected.get(), actual.get())
                  .differences().values().stream()
                      .flatMap(List::stream)
                      .collect(Collectors.joining("\n"));
          assertEquals("", differences);
        });
  }

  private static Future<Outcome> submit(
      ExecutorService pool, KafkaCluster kafka, Trial trial, Scenario scenario, Engine... engines) {
    return pool.submit(() -> inTurn(kafka, trial, scenario, engines));
  }

  private static Outcome inTurn(
      KafkaCluster kafka, Trial trial, Scenario scenario, Engine... engines)
      throws InterruptedException, IOException {
    String run = kafka.uniqueName("turn");
    Topics topics = new Topics(run + "-in", run, scenario.name());
    List<NewTopic> created = new ArrayList<>(trial.inputTopics(scenario, topics));
    created.addAll(trial.outputTopics(scenario, topics));
    kafka.createTopics(created);
    String description = "";
    for (int turn = 0; turn < engines.length; turn++) {
      // A foreign-key join whose sides change at one time may keep a row or not, with KS either.
      for (Scenario part : scenario.byLead()) {
        trial.feed(part, topics, turn, engines.length);
        description = trial.run(engines[turn], scenario, topics);
      }
    }
    return trial.outcome(scenario, topics, description);
  }
}
