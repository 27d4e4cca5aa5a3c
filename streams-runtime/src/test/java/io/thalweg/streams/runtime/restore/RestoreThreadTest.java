package io.thalweg.streams.runtime.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.StandbyUpdateListener;
import io.thalweg.streams.processor.StateRestoreListener;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.exec.Exec;
import io.thalweg.streams.runtime.exec.Loop;
import io.thalweg.streams.runtime.exec.ManualTime;
import io.thalweg.streams.runtime.exec.Running;
import io.thalweg.streams.runtime.metrics.ClientIds;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import io.thalweg.streams.runtime.restore.RestoreOutcome.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service stepped by hand: no thread, no waiting. */
class RestoreThreadTest {
  private static final TaskId TASK = new TaskId(0, 1);
  private static final TopicPartition COUNTS = new TopicPartition("app-counts-changelog", 1);
  private static final TopicPartition NAMES = new TopicPartition("app-names-changelog", 1);

  private final ManualTime time = new ManualTime();
  private final FakeKafka kafka = new FakeKafka();
  private final List<RestoreOutcome> outcomes = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final SteppedExec exec = new SteppedExec();
  private final InstanceMetrics metrics = RestoreMetricsFixture.create(time);
  private @Nullable StateRestoreListener listener = new Recorder();
  private final StandbyUpdateListener standbyListener = new StandbyRecorder(events);
  private final RestoreService service =
      new RestoreService(
          new RestoreSettings("cl", 1, 100, 5_000),
          new RestoreService.Clients(clientId -> kafka, new ClientIds(time), kafka),
          new RestoreService.UserListeners(() -> listener, () -> standbyListener),
          metrics,
          time);

  @BeforeEach
  void start() {
    service.start(exec);
  }

  @AfterEach
  void stop() {
    metrics.close();
  }

  @Test
  void whenStoresAreEmptyThenAllIsReadFromTheBeginning() {
    kafka.log(COUNTS, 0, 25);
    kafka.log(NAMES, 5, 8);
    FakeTarget target = submit(Map.of("counts", COUNTS, "names", NAMES));
    exec.run(20);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(28, outcome().records());
    assertEquals(range(0, 25), target.offsets.get(COUNTS));
    assertEquals(range(5, 8), target.offsets.get(NAMES));
    assertEquals(Map.of(COUNTS, 25L, NAMES, 8L), target.positions);
    assertEquals(List.of(28L), target.prepared);
    assertEquals(1, target.completed);
    assertEquals(List.of(), target.resets);
    assertEquals(Set.of(), kafka.assignment());
    assertEquals(Map.of(), service.progress());
  }

  @Test
  void whenPausedHalfWayThenNothingIsReadUntilItGoesOn() {
    kafka.log(COUNTS, 0, 95);
    FakeTarget target = submit(Map.of("counts", COUNTS));
    exec.run(4);
    List<Long> before = List.copyOf(target.offsets.getOrDefault(COUNTS, List.of()));
    assertTrue(!before.isEmpty() && before.size() < 95, before::toString);
    service.pause(true);
    exec.run(20);
    assertEquals(before, target.offsets.get(COUNTS));
    assertTrue(exec.loop().restMs() > 0, "it does not spin");
    kafka.log(NAMES, 0, 5);
    FakeTarget late = new FakeTarget();
    service.submit(
        new RestoreRequest(new TaskId(0, 2), late, Map.of("names", NAMES), Map.of(), null),
        outcomes::add);
    exec.run(20);
    assertEquals(Map.of(), late.offsets);
    assertEquals(List.of(), outcomes);
    service.pause(false);
    exec.run(40);
    assertEquals(range(0, 95), target.offsets.get(COUNTS));
    assertEquals(range(0, 5), late.offsets.get(NAMES));
    assertEquals(2, outcomes.size());
  }

  @Test
  void whenStateHasAPositionThenOnlyTheTailIsRead() {
    kafka.log(COUNTS, 0, 25);
    FakeTarget target = new FakeTarget();
    target.positions.put(COUNTS, 22L);
    submit(target, Map.of("counts", COUNTS), Map.of());
    exec.run(5);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(range(22, 25), target.offsets.get(COUNTS));
    assertEquals(List.of("start counts 22-25", "batch counts 24 x3", "end counts 3"), events);
  }

  @Test
  void whenNothingIsMissingThenItEndsWithoutAPoll() {
    kafka.log(COUNTS, 0, 25);
    kafka.pollError = new KafkaException("must not be polled");
    FakeTarget target = new FakeTarget();
    target.positions.put(COUNTS, 25L);
    submit(target, Map.of("counts", COUNTS), Map.of());
    exec.run(3);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(0, outcome().records());
    assertEquals(List.of("start counts 25-25", "end counts 0"), events);
  }

  @Test
  void whenTheChangelogIsEmptyButMovedOnThenThePositionIsKnown() {
    kafka.log(COUNTS, 40, 40);
    FakeTarget target = submit(Map.of("counts", COUNTS));
    exec.run(3);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(40L, target.positions.get(COUNTS));
  }

  @Test
  void whenTheLogEndsWithMarkersThenThePositionCounts() {
    FakeKafka.Log log = kafka.log(COUNTS, 0, 12);
    log.markers.addAll(List.of(3L, 10L, 11L));
    FakeTarget target = submit(Map.of("counts", COUNTS));
    exec.run(5);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(9, outcome().records());
    assertEquals(12L, target.positions.get(COUNTS));
  }

  @Test
  void whenATransactionIsOpenAtTheEndThenItIsWaitedFor() {
    FakeKafka.Log log = kafka.log(COUNTS, 0, 12);
    log.stableEnd = 7;
    FakeTarget target = submit(Map.of("counts", COUNTS));
    exec.run(10);
    assertEquals(List.of(), outcomes);
    assertEquals(5, service.remaining(TASK));
    log.stableEnd = 12;
    exec.run(3);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(range(0, 12), target.offsets.get(COUNTS));
    assertEquals(0, service.remaining(TASK));
  }

  @Test
  void whenPositionIsBelowTheLogStartThenOnlyThatStoreIsReset() {
    kafka.log(COUNTS, 10, 15);
    kafka.log(NAMES, 0, 4);
    FakeTarget target = new FakeTarget();
    target.changelogs.put("counts", COUNTS);
    target.positions.put(COUNTS, 9L);
    target.positions.put(NAMES, 2L);
    submit(target, Map.of("counts", COUNTS, "names", NAMES), Map.of());
    exec.run(5);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(List.of("counts"), target.resets);
    assertEquals(range(10, 15), target.offsets.get(COUNTS));
    assertEquals(range(2, 4), target.offsets.get(NAMES));
  }

  @Test
  void whenPositionIsAboveTheEndThenTheStoreIsReset() {
    kafka.log(COUNTS, 0, 5);
    FakeTarget target = new FakeTarget();
    target.changelogs.put("counts", COUNTS);
    target.positions.put(COUNTS, 6L);
    submit(target, Map.of("counts", COUNTS), Map.of());
    exec.run(5);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(List.of("counts"), target.resets);
    assertEquals(range(0, 5), target.offsets.get(COUNTS));
  }

  @Test
  void whenTheTopicWasMadeAnewThenTheStoreIsResetAndTheNewIdKept() {
    Uuid old = new Uuid(1, 1);
    Uuid now = new Uuid(1, 2);
    kafka.log(COUNTS, 0, 9).id = now;
    kafka.log(NAMES, 0, 4).id = old;
    FakeTarget target = new FakeTarget();
    target.changelogs.putAll(Map.of("counts", COUNTS, "names", NAMES));
    target.positions.putAll(Map.of(COUNTS, 5L, NAMES, 2L));
    target.topicIds.putAll(Map.of(COUNTS, old, NAMES, old));
    submit(target, Map.of("counts", COUNTS, "names", NAMES), Map.of());
    exec.run(5);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(List.of("counts"), target.resets);
    assertEquals(range(0, 9), target.offsets.get(COUNTS));
    assertEquals(range(2, 4), target.offsets.get(NAMES));
    assertEquals(Map.of(COUNTS, now, NAMES, old), target.topicIds);
  }

  @Test
  void whenDeletionsMayBeGoneThenStoresThatAreBehindAreReset() {
    kafka.log(COUNTS, 0, 9).deleteRetentionMs = 60_000;
    kafka.log(NAMES, 0, 4).deleteRetentionMs = 60_000;
    FakeTarget target = new FakeTarget();
    target.changelogs.putAll(Map.of("counts", COUNTS, "names", NAMES));
    target.positions.putAll(Map.of(COUNTS, 5L, NAMES, 4L));
    target.asOfMs = time.milliseconds();
    time.sleep(60_001);
    submit(target, Map.of("counts", COUNTS, "names", NAMES), Map.of());
    exec.run(5);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(List.of("counts"), target.resets, "names is at the end: it missed nothing");
    assertEquals(range(0, 9), target.offsets.get(COUNTS));
    assertEquals(time.milliseconds(), target.asOfMs);
  }

  @Test
  void whenATailIsBeingReadThenItIsAsOldAsBeforeUntilItIsComplete() {
    kafka.log(COUNTS, 0, 100).deleteRetentionMs = 60_000;
    FakeTarget target = new FakeTarget();
    target.positions.put(COUNTS, 5L);
    long before = time.milliseconds();
    target.asOfMs = before;
    time.sleep(60_000);
    submit(target, Map.of("counts", COUNTS), Map.of());
    exec.run(5);
    assertEquals(before, target.asOfMs);
    exec.run(20);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(List.of(), target.resets);
    assertEquals(before + 60_000, target.asOfMs);
  }

  @Test
  void whenTheLogStartMovesWhileReadingThenTheStoreStartsOver() {
    FakeKafka.Log log = kafka.log(COUNTS, 0, 50);
    FakeTarget target = new FakeTarget();
    target.changelogs.put("counts", COUNTS);
    submit(target, Map.of("counts", COUNTS), Map.of());
    exec.run(2);
    assertFalse(target.offsets.isEmpty());
    log.start = 30;
    exec.run(20);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(List.of("counts"), target.resets);
    assertEquals(range(30, 50), target.offsets.get(COUNTS));
    assertEquals(1, target.prepared.size());
  }

  @Test
  void whenASourceTopicHasALimitThenNothingPastItIsRead() {
    kafka.log(COUNTS, 0, 25);
    FakeTarget target = new FakeTarget();
    submit(target, Map.of("counts", COUNTS), Map.of(COUNTS, 13L));
    exec.run(5);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(range(0, 13), target.offsets.get(COUNTS));
    assertEquals(13L, target.positions.get(COUNTS));
  }

  @Test
  void whenCancelledThenTheStateComesBackOnceAndIsNotTouchedAgain() {
    kafka.log(COUNTS, 0, 100);
    FakeTarget target = submit(Map.of("counts", COUNTS));
    exec.run(3);
    service.cancel(TASK);
    exec.run(1);
    int seen = target.seen(COUNTS);
    service.cancel(TASK);
    exec.run(10);
    assertEquals(Status.CANCELLED, outcome().status());
    assertSame(target, outcome().request().target());
    assertEquals(seen, target.seen(COUNTS));
    assertEquals(0, target.completed);
    assertEquals((long) seen, target.positions.get(COUNTS));
    assertEquals("suspended counts " + seen, events.get(events.size() - 1));
    outcomes.clear();
    submit(target, Map.of("counts", COUNTS), Map.of());
    exec.run(20);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(range(0, 100), target.offsets.get(COUNTS));
  }

  @Test
  void whenSubmittedTwiceThenTheSecondIsRefused() {
    kafka.log(COUNTS, 0, 100);
    submit(Map.of("counts", COUNTS));
    assertThrows(IllegalStateException.class, () -> submit(Map.of("counts", COUNTS)));
    exec.run(20);
    assertEquals(Status.RESTORED, outcome().status());
  }

  @Test
  void whenLookupFailsForAWhileThenItIsTriedAgain() {
    kafka.log(COUNTS, 0, 5);
    kafka.lookupError = new TimeoutException("broker away");
    submit(Map.of("counts", COUNTS));
    runFor(4_000);
    assertEquals(List.of(), outcomes);
    assertTrue(kafka.asked.size() >= 4 && kafka.asked.size() <= 12, kafka.asked.size() + " asks");
    kafka.lookupError = null;
    runFor(2_000);
    assertEquals(Status.RESTORED, outcome().status());
  }

  @Test
  void whenTheChangelogStaysUnknownThenTheTaskFailsAtItsDeadlineNamingTheTopic() {
    submit(Map.of("counts", COUNTS));
    runFor(7_000);
    assertEquals(Status.FAILED, outcome().status());
    String message = causeText();
    assertTrue(message.contains("app-counts-changelog-1"), message);
    assertTrue(message.contains("task.timeout.ms=5000"), message);
    assertTrue(message.contains("0_1"), message);
  }

  @Test
  void whenPollTimesOutForAWhileThenItIsTriedAgain() {
    kafka.log(COUNTS, 0, 50);
    submit(Map.of("counts", COUNTS));
    exec.run(2);
    kafka.pollError = new TimeoutException("broker away");
    runFor(3_000);
    assertEquals(List.of(), outcomes);
    kafka.pollError = null;
    runFor(3_000);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(50, outcome().records());
  }

  @Test
  void whenReadingIsForbiddenThenTheTaskFailsNamingWhereItWas() {
    kafka.log(COUNTS, 0, 50);
    submit(Map.of("counts", COUNTS));
    exec.run(3);
    kafka.pollError = new TopicAuthorizationException("no right to read");
    exec.run(1);
    assertEquals(Status.FAILED, outcome().status());
    String message = causeText();
    assertTrue(message.contains("app-counts-changelog-1 at offset 20 of 50"), message);
    assertTrue(message.contains("no right to read"), message);
  }

  @Test
  void whenTheStateIsDamagedThenTheOutcomeIsCorruptedAndOthersGoOn() {
    TaskId other = new TaskId(0, 2);
    TopicPartition otherLog = new TopicPartition("app-counts-changelog", 2);
    kafka.log(COUNTS, 0, 50);
    kafka.log(otherLog, 0, 50);
    FakeTarget damaged = submit(Map.of("counts", COUNTS));
    damaged.failure = new ProcessorStateException("bad block");
    FakeTarget sound = new FakeTarget();
    service.submit(
        new RestoreRequest(other, sound, Map.of("counts", otherLog), Map.of(), null),
        outcomes::add);
    exec.run(20);
    assertEquals(2, outcomes.size());
    assertEquals(Status.CORRUPTED, outcomes.get(0).status());
    assertEquals(TASK, outcomes.get(0).taskId());
    assertEquals(Status.RESTORED, outcomes.get(1).status());
    assertEquals(range(0, 50), sound.offsets.get(otherLog));
  }

  @Test
  void whenTheServiceStopsThenStatesComeBackAndTheConsumerIsClosed() {
    kafka.log(COUNTS, 0, 100);
    FakeTarget target = submit(Map.of("counts", COUNTS));
    exec.run(2);
    service.shutdown();
    exec.run(1);
    assertEquals(Status.CANCELLED, outcome().status());
    assertTrue(kafka.closed());
    assertTrue(service.join(Duration.ZERO, time));
    outcomes.clear();
    submit(target, Map.of("counts", COUNTS), Map.of());
    assertEquals(Status.FAILED, outcome().status());
    assertTrue(causeText().contains("cl-StateUpdater-1"), causeText());
  }

  @Test
  void whenTheThreadDiesThenItsTasksFailWithTheCause() {
    kafka.log(COUNTS, 0, 100);
    FakeTarget target = submit(Map.of("counts", COUNTS));
    exec.run(1);
    target.failure = null;
    exec.kill(new OutOfMemoryError("direct memory"));
    assertEquals(Status.FAILED, outcome().status());
    StreamsException cause = outcome().cause();
    assertNotNull(cause);
    assertTrue(cause.getCause() instanceof OutOfMemoryError);
  }

  @Test
  void whenNobodyTakesTheStateBackThenItIsClosed() {
    kafka.log(COUNTS, 0, 5);
    FakeTarget target = new FakeTarget();
    service.submit(
        new RestoreRequest(TASK, target, Map.of("counts", COUNTS), Map.of(), null),
        outcome -> {
          throw new IllegalStateException("mailbox closed");
        });
    exec.run(5);
    assertEquals(1, target.abandoned);
    assertEquals(Map.of(), service.progress());
  }

  @Test
  void whenItIsAStandbyThenItFollowsUntilItIsAskedFor() {
    FakeKafka.Log log = kafka.log(COUNTS, 0, 5);
    FakeTarget target = standby(COUNTS, Map.of());
    exec.run(3);
    assertEquals(1, target.completed, "it has caught up");
    log.end = 8;
    exec.run(2);
    assertEquals(range(0, 8), target.offsets.get(COUNTS));
    assertEquals(List.of(), outcomes);
    assertEquals(List.of(), target.prepared, "no bulk mode: it is read meanwhile");
    assertTrue(target.served > 0);
    service.promote(TASK);
    exec.run(1);
    assertEquals(Status.CANCELLED, outcome().status());
    assertEquals(8L, target.positions.get(COUNTS));
    assertEquals(
        List.of(
            "standby start counts 0",
            "standby batch 0_1 counts 4 x5 of 5",
            "standby batch 0_1 counts 7 x3 of 8",
            "standby PROMOTED counts 8 of 8"),
        events);
  }

  @Test
  void whenPollsOfAStandbyFailNowAndThenThenItGoesOn() {
    kafka.log(COUNTS, 0, 5);
    standby(COUNTS, Map.of());
    exec.run(3);
    for (int i = 0; i < 5; i++) {
      kafka.pollError = new TimeoutException("broker away");
      runFor(500);
      kafka.pollError = null;
      runFor(3_000);
    }
    assertEquals(List.of(), outcomes);
  }

  @Test
  void whenAnActiveTaskIsRestoredThenStandbysWait() {
    kafka.log(COUNTS, 0, 30);
    kafka.log(NAMES, 0, 30);
    FakeTarget standby = standby(COUNTS, Map.of());
    exec.run(2);
    int before = standby.seen(COUNTS);
    FakeTarget active = new FakeTarget();
    TaskId other = new TaskId(1, 1);
    service.submit(
        new RestoreRequest(other, active, Map.of("names", NAMES), Map.of(), null), outcomes::add);
    for (int i = 0; i < 20 && outcomes.isEmpty(); i++) {
      assertTrue(standby.seen(COUNTS) <= before + 10, "one poll may have been on its way");
      exec.run(1);
    }
    assertEquals(Status.RESTORED, outcome().status());
    exec.run(5);
    assertEquals(range(0, 30), standby.offsets.get(COUNTS));
  }

  @Test
  void whenAStandbyReadsASourceTopicThenItStopsAtWhatIsCommitted() {
    kafka.log(COUNTS, 0, 40);
    kafka.committed.put(COUNTS, 13L);
    FakeTarget target = standby(COUNTS, Map.of(COUNTS, 4L));
    exec.run(3);
    assertEquals(range(0, 4), target.offsets.get(COUNTS));
    time.sleep(1_000);
    exec.run(6);
    assertEquals(range(0, 13), target.offsets.get(COUNTS));
    kafka.committed.put(COUNTS, 40L);
    time.sleep(1_000);
    exec.run(8);
    assertEquals(range(0, 40), target.offsets.get(COUNTS));
  }

  private FakeTarget standby(TopicPartition changelog, Map<TopicPartition, Long> limits) {
    FakeTarget target = new FakeTarget();
    service.submit(
        new RestoreRequest(
            TASK, target, Map.of("counts", changelog), limits, RestoreRequest.Role.STANDBY, null),
        outcomes::add);
    return target;
  }

  @Test
  void whenTheListenerThrowsThenRestoringGoesOn() {
    listener =
        new Recorder() {
          @Override
          public void onBatchRestored(TopicPartition tp, String store, long last, long records) {
            throw new IllegalArgumentException("user error");
          }
        };
    kafka.log(COUNTS, 0, 25);
    submit(Map.of("counts", COUNTS));
    exec.run(10);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(List.of("start counts 0-25", "end counts 25"), events);
  }

  @Test
  void whenIdleThenTheLoopRestsUntilAMessageComes() {
    exec.run(1);
    assertEquals(5_000, exec.loop().restMs());
    assertEquals(0, exec.wakeUps);
    kafka.log(COUNTS, 0, 5);
    submit(Map.of("counts", COUNTS));
    assertEquals(1, exec.wakeUps);
    kafka.answers = false;
    exec.run(1);
    assertEquals(10, exec.loop().restMs());
  }

  private FakeTarget submit(Map<String, TopicPartition> changelogs) {
    FakeTarget target = new FakeTarget();
    submit(target, changelogs, Map.of());
    return target;
  }

  private void submit(
      FakeTarget target, Map<String, TopicPartition> changelogs, Map<TopicPartition, Long> limits) {
    service.submit(new RestoreRequest(TASK, target, changelogs, limits, null), outcomes::add);
  }

  private void runFor(long ms) {
    long endMs = time.milliseconds() + ms;
    while (time.milliseconds() < endMs) {
      exec.run(1);
      time.sleep(50);
    }
  }

  private RestoreOutcome outcome() {
    assertEquals(1, outcomes.size(), () -> "outcomes: " + outcomes);
    return outcomes.get(0);
  }

  private String causeText() {
    return String.valueOf(outcome().cause());
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  private class Recorder implements StateRestoreListener {
    @Override
    public void onRestoreStart(TopicPartition tp, String store, long start, long end) {
      events.add("start " + store + " " + start + "-" + end);
    }

    @Override
    public void onBatchRestored(TopicPartition tp, String store, long last, long records) {
      events.add("batch " + store + " " + last + " x" + records);
    }

    @Override
    public void onRestoreEnd(TopicPartition tp, String store, long total) {
      events.add("end " + store + " " + total);
    }

    @Override
    public void onRestoreSuspended(TopicPartition tp, String store, long total) {
      events.add("suspended " + store + " " + total);
    }
  }

  /** What a simulation does: steps of the loop whenever the test says. */
  private final class SteppedExec implements Exec, Running {
    private @Nullable Loop loop;
    private boolean alive = true;
    private int wakeUps;

    @Override
    public Running start(String threadName, Loop started) {
      assertEquals("cl-StateUpdater-1", threadName);
      loop = started;
      return this;
    }

    Loop loop() {
      return java.util.Objects.requireNonNull(loop);
    }

    void run(int steps) {
      for (int i = 0; i < steps && alive; i++) {
        if (!loop().step(time.milliseconds())) {
          alive = false;
          loop().finished(null);
        }
      }
    }

    void kill(Throwable cause) {
      alive = false;
      loop().finished(cause);
    }

    @Override
    public String name() {
      return "cl-StateUpdater-1";
    }

    @Override
    public boolean isAlive() {
      return alive;
    }

    @Override
    public void wakeUp() {
      wakeUps++;
    }

    @Override
    public boolean join(Duration timeout) {
      return !alive;
    }
  }
}
