package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.stores.kit.ChildJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A child process changes four stores of one task, commit after commit, or restores them, and is
 * killed. Each store must hold what its changelog up to its position says, exactly; after commits
 * all positions are of one commit, and no older than the flush schedule allows. {@code
 * -Dthalweg.crash.kills} says how often.
 */
class CrashTest {
  private static final int KILLS = Integer.getInteger("thalweg.crash.kills", 20);

  /** What was seen of the kills. */
  private static final class Figures {
    private int kills;
    private int progressed;
    private long lost;
    private long mostLost;
    private long replayed;
    private long opening;
    private long slowestOpening;

    void killed(long commitsLost, boolean progress, long openMs) {
      long records = commitsLost * CrashWorkload.CHANGES_PER_COMMIT;
      kills++;
      progressed += progress ? 1 : 0;
      lost += records;
      mostLost = Math.max(mostLost, records);
      opening += openMs;
      slowestOpening = Math.max(slowestOpening, openMs);
    }

    @Override
    public String toString() {
      return kills
          + " kills, "
          + progressed
          + " left more than there was; records per store lost and to be replayed: mean "
          + lost / Math.max(1, kills)
          + ", most "
          + mostLost
          + "; replayed by children: "
          + replayed
          + "; opening: mean "
          + opening / Math.max(1, kills)
          + " ms, most "
          + slowestOpening
          + " ms";
    }
  }

  @Test
  void aKilledTaskIsFoundAsSomeCommitLeftIt(@TempDir Path directory) throws Exception {
    Random random = new Random(5);
    Figures live = new Figures();
    Figures restoring = new Figures();
    Map<String, CrashWorkload.Folded<?>> stores = CrashWorkload.stores();
    long[] before = new long[stores.size()];
    for (int kill = 0; kill < KILLS; kill++) {
      String mode = kill % 3 == 2 ? "bulk" : kill % 3 == 1 ? "restore" : "commit";
      long acknowledged = runAndKill(directory, mode, random.nextInt(40) + 1);
      long[] found = check(directory, stores, mode, acknowledged, before, live, restoring);
      if (mode.equals("restore")) {
        restoring.replayed += (found[0] - before[0]) * CrashWorkload.CHANGES_PER_COMMIT;
      }
      before = found;
    }
    System.out.println("committing: " + live);
    System.out.println("restoring: " + restoring);
    assertEquals(KILLS, live.kills + restoring.kills);
    assertTrue(live.progressed >= live.kills / 2, live::toString);
  }

  /** Runs a child until it has printed so many lines; returns the last commit it printed. */
  private static long runAndKill(Path directory, String mode, int commits)
      throws IOException, InterruptedException {
    Process child =
        new ChildJvm()
            .with("-Xmx128m", "-XX:TieredStopAtLevel=1")
            .start(
                CrashChild.class,
                new File(directory.toFile(), "child.log"),
                directory.toString(),
                mode);
    long last = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < commits; i++) {
        String line = lines.readLine();
        assertTrue(line != null, "the child ended by itself; see child.log");
        last = Long.parseLong(line);
      }
      child.toHandle().destroyForcibly(); // leaves the pipe open
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = Long.parseLong(line);
      }
    }
    child.waitFor();
    return last;
  }

  /** Opens what was left and checks it; returns the stores' positions. */
  private static long[] check(
      Path directory,
      Map<String, CrashWorkload.Folded<?>> stores,
      String mode,
      long acknowledged,
      long[] before,
      Figures live,
      Figures restoring) {
    long start = System.nanoTime();
    try (StateEngine engine = StateEngine.create(CrashWorkload.config())) {
      TaskState state = CrashWorkload.open(engine, stores, directory);
      long openMs = (System.nanoTime() - start) / 1_000_000;
      assertEquals(0, state.stats().wipes());
      List<Long> positions = new ArrayList<>();
      stores.forEach(
          (name, folded) -> {
            long position = state.position(CrashWorkload.changelog(name)).orElse(0);
            positions.add(position);
            assertTrue(position <= acknowledged + 1, name + " is ahead: " + position);
            folded.foldTo(position);
            assertEquals(
                folded.expected(), folded.found(state.store(name)), name + " after " + position);
          });
      state.closeDirty();
      long[] found = positions.stream().mapToLong(Long::longValue).toArray();
      long lost = Math.max(0, acknowledged - found[0]);
      if (mode.equals("commit")) {
        // else it is what a kill while restoring left, one store after the other
        boolean committed = Collections.max(positions) > Arrays.stream(before).max().orElse(0);
        assertTrue(
            !committed || positions.stream().distinct().count() == 1,
            () -> "not one commit " + positions);
        // while a flush goes on the next may become due
        assertTrue(
            lost * CrashWorkload.CHANGES_PER_COMMIT <= 3 * CrashWorkload.MAX_UNFLUSHED,
            () -> lost + " commits lost");
      }
      (mode.equals("commit") ? live : restoring).killed(lost, found[0] > before[0], openMs);
      return found;
    }
  }

  /** The process that gets killed. */
  static final class CrashChild {
    private CrashChild() {}

    public static void main(String[] arguments) {
      Map<String, CrashWorkload.Folded<?>> stores = CrashWorkload.stores();
      StateEngine engine = StateEngine.create(CrashWorkload.config());
      TaskState state = CrashWorkload.open(engine, stores, Path.of(arguments[0]));
      Map<String, Long> positions = new LinkedHashMap<>();
      stores
          .keySet()
          .forEach(
              name -> positions.put(name, state.position(CrashWorkload.changelog(name)).orElse(0)));
      catchUp(state, stores, positions);
      long commit = positions.values().iterator().next();
      if (arguments[1].equals("commit")) {
        commit(state, stores, commit);
      } else {
        restore(state, stores, commit, arguments[1].equals("bulk"));
      }
    }

    /** A kill while restoring leaves stores at different positions. */
    private static void catchUp(
        TaskState state, Map<String, CrashWorkload.Folded<?>> stores, Map<String, Long> positions) {
      long last = positions.values().stream().mapToLong(Long::longValue).max().orElse(0);
      positions.forEach(
          (name, position) -> {
            for (long commit = position + 1; commit <= last; commit++) {
              restore(state, stores, name, commit);
            }
          });
      positions.replaceAll((name, position) -> last);
      state.restoreCompleted();
    }

    private static void commit(
        TaskState state, Map<String, CrashWorkload.Folded<?>> stores, long from) {
      for (long commit = from + 1; ; commit++) {
        CrashWorkload.apply(state, stores, commit);
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (String name : stores.keySet()) {
          positions.put(CrashWorkload.changelog(name), commit);
        }
        state.writeChangelogs((topic, key, value, timestamp) -> {});
        state.commit(positions, Time.SYSTEM.milliseconds());
        System.out.println(commit);
      }
    }

    private static void restore(
        TaskState state, Map<String, CrashWorkload.Folded<?>> stores, long from, boolean bulk) {
      if (bulk) {
        state.prepareRestore(1_000_000);
      }
      for (long commit = from + 1; ; commit++) {
        for (String name : stores.keySet()) {
          restore(state, stores, name, commit);
        }
        System.out.println(commit);
        if (bulk && commit == from + 30) {
          state.restoreCompleted();
          commit(state, stores, commit);
        }
      }
    }

    private static void restore(
        TaskState state, Map<String, CrashWorkload.Folded<?>> stores, String name, long commit) {
      TopicPartition changelog = CrashWorkload.changelog(name);
      state.restore(changelog, records(stores, name, commit), commit);
    }

    /** A commit's changelog records, as a task in memory writes them. */
    private static List<ConsumerRecord<byte[], byte[]>> records(
        Map<String, CrashWorkload.Folded<?>> stores, String name, long commit) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      CrashWorkload.Folded<?> folded = Objects.requireNonNull(stores.get(name));
      try (StateEngine engine = StateEngine.create(CrashWorkload.config());
          Writer writer = new Writer(engine, name, folded)) {
        // the commits that may have made the rows which this one changes
        for (long former = CrashWorkload.firstRelated(commit); former < commit; former++) {
          folded.change(writer.state.store(name), former);
          writer.state.writeChangelogs((topic, key, value, timestamp) -> {});
          writer.state.commit(Map.of(), former);
        }
        folded.change(writer.state.store(name), commit);
        writer.state.writeChangelogs(
            (topic, key, value, timestamp) ->
                records.add(
                    new ConsumerRecord<>(
                        topic.topic(),
                        0,
                        commit - 1,
                        timestamp,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key,
                        value,
                        new RecordHeaders(),
                        Optional.empty())));
      }
      return records;
    }

    /** A task that is made for one commit. */
    private static final class Writer implements AutoCloseable {
      final TaskState state;

      Writer(StateEngine engine, String name, CrashWorkload.Folded<?> folded) {
        state = CrashWorkload.open(engine, Map.of(name, folded), null);
      }

      @Override
      public void close() {
        state.closeDirty();
      }
    }
  }
}
