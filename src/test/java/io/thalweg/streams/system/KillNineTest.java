package io.thalweg.streams.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.system.Instance.Restore;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten SIGKILLs of an instance at random moments of a run. The moments come from the seed, {@code
 * -Dthalweg.test.seed}.
 */
@WithKafka
class KillNineTest {
  private static final int KILLS = 10;
  private static final int KEYS = 3_000;

  /** Records of a changelog between two flushes to disk, as configured. */
  private static final int FLUSH_RECORDS = 4_000;

  /**
   * What one commit interval may add on top: commits are the moments at which a flush can begin.
   */
  private static final int SLACK = 4_000;

  private static final long SEED = Long.getLong("thalweg.test.seed", 20_261_123L);

  @ParameterizedTest
  @ValueSource(strings = {App.AT_LEAST_ONCE, App.EXACTLY_ONCE})
  void whenKilledTenTimesThenNothingIsLostAndOnlyTheTailIsReadAgain(
      String guarantee, KafkaCluster kafka, @TempDir Path folder) {
    App app =
        new App(kafka, AppTopology.AUDIT, 4, guarantee, folder)
            .with("num.stream.threads", "2")
            .with(Settings.FLUSH_MAX_RECORDS, Integer.toString(FLUSH_RECORDS));
    Feed feed = new Feed(kafka, app.name(), KEYS, SEED);
    List<Run> runs = new ArrayList<>();
    try (Feed.Pump pump = feed.pump(200, 25)) {
      killAgainAndAgain(app, pump, runs);
    }
    try (Instance last = app.start("instance")) {
      last.awaitRunning();
      runs.add(new Run(last));
      awaitAllConsumed(app);
      if (guarantee.equals(App.EXACTLY_ONCE)) {
        assertExactlyOnce(app, feed, last);
      } else {
        assertAtLeastOnce(app, feed, last);
      }
      assertStateIsReplay(app, last, AppTopology.COUNTS);
      assertStateIsReplay(app, last, AppTopology.GROUPS);
      assertOnlyTails(runs);
      last.stop();
    }
  }

  private static void killAgainAndAgain(App app, Feed.Pump pump, List<Run> runs) {
    Random random = new Random(SEED);
    for (int kill = 1; kill <= KILLS; kill++) {
      try (Instance instance = app.start("instance")) {
        // Most kills hit work, some the start or the restore; it never works for long after one.
        if (random.nextInt(4) > 0) {
          instance.awaitRunning();
          Sleep.millis(random.nextInt(3_000));
        } else {
          Sleep.millis(random.nextInt(4_000));
        }
        assertTrue(pump.isPumping(), "kills are meant to hit work");
        assertTrue(instance.isAlive(), "ended by itself, see " + instance.log());
        runs.add(new Run(instance));
        instance.kill();
      }
    }
  }

  private static void awaitAllConsumed(App app) {
    await("all input is consumed and committed")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> app.lag("in") == 0);
  }

  private static void assertExactlyOnce(App app, Feed feed, Instance instance) {
    App.awaitSame("groups", feed::groups, () -> App.rows(AppTopology.GROUPS, instance));
    app.awaitCounts(feed, instance);

    List<Long> ids = app.read("ids").stream().map(ConsumerRecord::value).sorted().toList();
    assertEquals(feed.sent(), ids.stream().distinct().count(), "ids that came through");
    assertEquals(feed.sent(), ids.size(), "ids that came through, with doubles");

    // The counts of a key went out one by one: a gap is a loss, a repetition a double.
    Map<String, Long> last = new HashMap<>();
    for (ConsumerRecord<String, Long> record : app.read("counts")) {
      long before = last.getOrDefault(record.key(), 0L);
      assertEquals(before + 1, record.value(), () -> "count of " + record);
      last.put(record.key(), record.value());
    }
  }

  private static void assertAtLeastOnce(App app, Feed feed, Instance instance) {
    await("all of the repartition topic is consumed and committed")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> app.lag("by-group-repartition") == 0);
    assertNothingLost("counts", feed.counts(), App.rows(AppTopology.COUNTS, instance));
    assertNothingLost("groups", feed.groups(), App.rows(AppTopology.GROUPS, instance));
    long ids = app.read("ids").stream().map(ConsumerRecord::value).distinct().count();
    assertEquals(feed.sent(), ids, "ids that came through");

    Map<String, Long> highest = new TreeMap<>();
    app.read("counts").forEach(record -> highest.merge(record.key(), record.value(), Math::max));
    assertNothingLost("counts in the output", feed.counts(), highest);
  }

  private static void assertNothingLost(
      String what, Map<String, Long> atLeast, Map<String, Long> actual) {
    Map<String, Long> less = new TreeMap<>();
    atLeast.forEach(
        (key, count) -> {
          long have = actual.getOrDefault(key, 0L);
          if (have < count) {
            less.put(key, have - count);
          }
        });
    assertEquals(Map.of(), less, what + " lost");
    assertEquals(atLeast.keySet(), actual.keySet(), what);
  }

  /** Only committed rows count, and the last commit may still be on its way. */
  private static void assertStateIsReplay(App app, Instance instance, String store) {
    App.awaitSame(
        store + " in its changelog, and in the instance",
        () -> app.replay(store),
        () -> App.rows(store, instance));
  }

  /** What one run of the instance read of its changelogs, before it worked or was killed. */
  private record Run(List<Restore> restores, List<Long> records) {
    Run(Instance instance) {
      this(instance.restores(), instance.restoredRecords());
    }
  }

  private static void assertOnlyTails(List<Run> runs) {
    Map<String, Long> startedAt = new HashMap<>();
    long longest = 0;
    for (Run run : runs) {
      for (Restore restore : run.restores()) {
        String what = restore + " of run " + runs.indexOf(run) + " of " + runs;
        long before =
            startedAt.getOrDefault(restore.store() + "-" + restore.partition(), restore.start());
        assertTrue(restore.start() >= before, "went back from " + before + ", a wipe: " + what);
        assertTrue(restore.tail() <= FLUSH_RECORDS + SLACK, "more than the tail: " + what);
        startedAt.put(restore.store() + "-" + restore.partition(), restore.start());
        longest = Math.max(longest, restore.end());
      }
      for (long records : run.records()) {
        assertTrue(records <= FLUSH_RECORDS + SLACK, records + " records restored: " + runs);
      }
    }
    assertTrue(
        longest > 2 * (FLUSH_RECORDS + SLACK),
        "the changelogs must be much longer than the tail for this to mean anything: " + longest);
  }
}
