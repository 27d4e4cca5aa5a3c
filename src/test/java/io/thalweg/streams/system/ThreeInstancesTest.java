package io.thalweg.streams.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three instances on six partitions, one of them killed and started again. */
@WithKafka
class ThreeInstancesTest {
  private static final Set<String> ALL = Set.of("0_0", "0_1", "0_2", "0_3", "0_4", "0_5");

  @Test
  void whenOneOfThreeIsKilledThenTheOthersTakeItsTasksAndTheCountsAreRight(
      KafkaCluster kafka, @TempDir Path folder) {
    App app = new App(kafka, AppTopology.COUNT, 6, App.EXACTLY_ONCE, folder);
    Feed feed = new Feed(kafka, app.name(), 500, 7);
    feed.send(3_000);
    try (Instance a = app.start("a");
        Instance b = app.start("b");
        Instance c = app.start("c")) {
      List<Set<String>> before = awaitTasks(2, a, b, c);
      feed.send(3_000);
      app.awaitCounts(feed, a, b, c);

      c.kill();
      List<Set<String>> after = awaitTasks(3, a, b);
      assertTrue(after.get(0).containsAll(before.get(0)), "a gave tasks away: " + before + after);
      assertTrue(after.get(1).containsAll(before.get(1)), "b gave tasks away: " + before + after);
      feed.send(3_000);
      app.awaitCounts(feed, a, b);

      try (Instance again = app.start("c")) {
        List<Set<String>> finallyThere = awaitTasks(2, a, b, again);
        assertTrue(
            after.get(0).containsAll(finallyThere.get(0)), "a got others: " + after + finallyThere);
        assertTrue(
            after.get(1).containsAll(finallyThere.get(1)), "b got others: " + after + finallyThere);
        feed.send(1_000);
        app.awaitCounts(feed, a, b, again);
        again.stop();
      }
      app.awaitCounts(feed, a, b);
      a.stop();
      b.stop();
    }
  }

  /** The task lists once all are RUNNING and everybody has so many. */
  private static List<Set<String>> awaitTasks(int each, Instance... instances) {
    for (Instance instance : instances) {
      instance.awaitRunning();
    }
    List<Set<String>> lists = new ArrayList<>();
    await("all tasks, " + each + " per instance")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              lists.clear();
              Set<String> all = new TreeSet<>();
              for (Instance instance : instances) {
                Set<String> tasks = instance.activeTasks();
                lists.add(tasks == null ? new TreeSet<>() : tasks);
                all.addAll(lists.get(lists.size() - 1));
              }
              assertEquals(ALL, all, () -> "tasks " + lists);
              lists.forEach(list -> assertEquals(each, list.size(), () -> "tasks " + lists));
            });
    return lists;
  }
}
