package io.thalweg.streams.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.system.Instance.Restore;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances, each with a standby of what the other runs; one is killed. */
@WithKafka
class StandbyTest {
  private static final int PARTITIONS = 4;
  private static final int RECORDS = 20_000;
  private static final int TAIL = 2_000;

  @ParameterizedTest
  @ValueSource(strings = {App.AT_LEAST_ONCE, App.EXACTLY_ONCE})
  void whenTheActiveIsKilledThenTheStandbyTakesOverAndReadsTheTailOnly(
      String guarantee, KafkaCluster kafka, @TempDir Path folder) {
    App app =
        new App(kafka, AppTopology.COUNT, PARTITIONS, guarantee, folder)
            .with("num.standby.replicas", "1");
    // every record has a key of its own nearly: the changelog is as long as the input
    Feed feed = new Feed(kafka, app.name(), 1_000_000, 5);
    feed.send(RECORDS);
    try (Instance first = app.start("first");
        Instance second = app.start("second")) {
      awaitShared(first, second);
      app.awaitCounts(feed, first, second);
      awaitStandbysCaughtUp(first, second);
      // whichever came first ran all tasks, and knows of its standbys what it did itself
      feed.send(500);
      app.awaitCounts(feed, first, second);
      awaitStandbysCaughtUp(first, second);
      Set<String> moving = first.activeTasks();
      assertEquals(PARTITIONS / 2, moving.size());
      App.awaitSame(
          "rows of active and standby tasks", feed::counts, () -> second.staleRows("counts"));
      awaitTold(second, feed);
      feed.send(500);
      first.kill();
      await("the second runs all tasks")
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> taskCount(second) == PARTITIONS);
      app.awaitCounts(feed, second);
      assertTookOver(second, moving);
      second.stop();
    }
  }

  /** Fresh rows are fewer than stale ones, and metrics tell of the standbys. */
  private static void awaitTold(Instance second, Feed feed) {
    await("the second shows what it has")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              Map<String, Long> fresh = second.rows("counts");
              assertNotNull(fresh);
              assertTrue(fresh.size() < feed.counts().size(), "fresh rows are fewer");
              assertTrue(second.metric("stream-task-metrics", "update-total") > 0, "updates");
              assertEquals(
                  PARTITIONS / 2.0,
                  second.metric("stream-state-updater-metrics", "standby-updating-tasks"));
            });
  }

  /** What became active was a standby until then, and its restore began near the end. */
  private static void assertTookOver(Instance second, Set<String> moved) {
    for (String task : moved) {
      int partition = Integer.parseInt(task.substring(task.indexOf('_') + 1));
      List<String> promoted =
          second.lines().stream()
              .filter(line -> line.matches("STANDBY-END counts " + partition + " .* PROMOTED"))
              .toList();
      assertEquals(1, promoted.size(), () -> "of task " + task + " in " + second.lines());
      List<Restore> restores =
          second.restores().stream().filter(r -> r.partition() == partition).toList();
      Restore last = restores.get(restores.size() - 1);
      assertTrue(last.end() > RECORDS / PARTITIONS / 2, "the changelog is long: " + last);
      assertTrue(last.tail() <= TAIL, "more than the tail: " + restores);
    }
  }

  private static void awaitShared(Instance first, Instance second) {
    await("each runs half of the tasks")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> taskCount(first) == PARTITIONS / 2 && taskCount(second) == PARTITIONS / 2);
  }

  private static void awaitStandbysCaughtUp(Instance... instances) {
    for (Instance instance : instances) {
      await("standbys are up to date")
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(
              () -> {
                Map<String, Long> lags = instance.lags();
                assertEquals(PARTITIONS, lags.size(), lags::toString);
                assertEquals(
                    PARTITIONS / 2,
                    lags.keySet().stream().filter(store -> store.endsWith("*")).count(),
                    lags::toString);
                // under exactly-once the end is a marker that no reader has to wait for
                assertTrue(lags.values().stream().allMatch(lag -> lag <= 1), lags::toString);
              });
      assertFalse(instance.lags().isEmpty());
    }
  }

  private static int taskCount(Instance instance) {
    Set<String> tasks = instance.activeTasks();
    return tasks == null ? -1 : tasks.size();
  }
}
