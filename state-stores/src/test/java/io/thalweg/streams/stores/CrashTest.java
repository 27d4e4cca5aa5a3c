package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.TimestampedWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.WindowStoreIterator;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A child process counts the same records into two stores of one task, commit after commit, and is
 * killed. What is found must be what some commit left: both stores and both positions of one
 * moment, and no older than the flush schedule allows.
 */
class CrashTest {
  private static final int KILLS = 10;
  private static final int KEYS = 500;
  private static final int PER_COMMIT = 1_000;
  private static final TopicPartition COUNTS = new TopicPartition("app-counts-changelog", 0);
  private static final TopicPartition WINDOWS = new TopicPartition("app-windows-changelog", 0);

  @Test
  void aKilledTaskIsFoundAsSomeCommitLeftIt(@TempDir Path directory) throws Exception {
    Random random = new Random(5);
    int progressed = 0;
    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long acknowledged = runAndKill(directory, random.nextInt(60) + 5);
      long found = check(directory);
      assertTrue(found <= acknowledged + 1, found + " commits found, " + acknowledged + " made");
      // the child flushes every 8,000 changelog records: 2 stores, at most 500 + 1 rows a commit
      assertTrue(found >= acknowledged - 60, found + " commits found of " + acknowledged + " made");
      progressed += found > before ? 1 : 0;
      before = found;
    }
    assertTrue(progressed >= KILLS - 2, progressed + " of " + KILLS + " kills left new commits");
  }

  /** Runs a child for some commits, then kills it without notice; returns its last commit. */
  private static long runAndKill(Path directory, int commits)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                directory.toString())
            .redirectError(new File(directory.toFile(), "child.log"))
            .start();
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

  /** Opens what was left and checks it; returns the number of commits it holds. */
  private static long check(Path directory) {
    try (StateEngine engine = StateEngine.create(Child.config())) {
      TaskState state = Child.open(engine, directory);
      long counted = 0;
      long commits = state.position(COUNTS).orElse(0);
      assertEquals(commits, state.position(WINDOWS).orElse(0));
      TimestampedKeyValueStore<String, Long> counts = Child.store(state, "counts");
      TimestampedWindowStore<String, Long> windows = Child.store(state, "windows");
      for (int key = 0; key < KEYS; key++) {
        ValueAndTimestamp<Long> count = counts.get("key-" + key);
        long windowed = 0;
        try (WindowStoreIterator<ValueAndTimestamp<Long>> rows =
            windows.fetch("key-" + key, 0, Long.MAX_VALUE)) {
          while (rows.hasNext()) {
            windowed += rows.next().value.value();
          }
        }
        assertEquals(count == null ? 0 : count.value(), windowed, "key-" + key);
        counted += windowed;
      }
      assertEquals(commits * PER_COMMIT, counted);
      assertEquals(0, state.stats().wipes());
      state.closeDirty();
      return commits;
    }
  }

  /** The process that gets killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      StateEngine engine = StateEngine.create(config());
      TaskState state = open(engine, Path.of(arguments[0]));
      TimestampedKeyValueStore<String, Long> counts = store(state, "counts");
      TimestampedWindowStore<String, Long> windows = store(state, "windows");
      Random random = new Random();
      long commit = state.position(COUNTS).orElse(0);
      while (true) {
        for (int i = 0; i < PER_COMMIT; i++) {
          String key = "key-" + random.nextInt(KEYS);
          ValueAndTimestamp<Long> count = counts.get(key);
          counts.put(key, ValueAndTimestamp.make(count == null ? 1 : count.value() + 1, commit));
          long start = commit / 10 * 1_000;
          ValueAndTimestamp<Long> window = windows.fetch(key, start);
          windows.put(
              key, ValueAndTimestamp.make(window == null ? 1 : window.value() + 1, commit), start);
        }
        commit++;
        state.writeChangelogs((topic, key, value, timestamp) -> {});
        state.commit(Map.of(COUNTS, commit, WINDOWS, commit), commit);
        System.out.println(commit);
      }
    }

    static StateEngineConfig config() {
      StateEngineConfig base = StateEngineConfig.defaults();
      return new StateEngineConfig(
          new StateEngineConfig.Budgets(8 << 20, 1 << 20, 64 << 20, 0),
          new StateEngineConfig.FlushPolicy(60_000, 8_000),
          base.changelogDedup(),
          null,
          Map.of());
    }

    static TaskState open(StateEngine engine, Path directory) {
      StoreSpec.Options options = new StoreSpec.Options(false, true, Map.of());
      StoreSpec counts =
          new StoreSpec(
              "counts",
              StoreSpec.Kind.TIMESTAMPED_KEY_VALUE,
              StoreSpec.Engine.ROCKSDB,
              null,
              Serdes.String(),
              Serdes.Long(),
              options,
              null);
      StoreSpec windows =
          new StoreSpec(
              "windows",
              StoreSpec.Kind.TIMESTAMPED_WINDOW,
              StoreSpec.Engine.ROCKSDB,
              null,
              Serdes.String(),
              Serdes.Long(),
              options,
              new StoreSpec.WindowSpec(Long.MAX_VALUE / 4, 1_000, 60_000, false));
      return engine.open(
          new TaskStateRequest(
              new TaskId(0, 0),
              directory,
              List.of(counts, windows),
              Map.of("counts", COUNTS, "windows", WINDOWS),
              Map.of(),
              Time.SYSTEM,
              () -> 0));
    }

    @SuppressWarnings("unchecked")
    static <S> S store(TaskState state, String name) {
      return (S) state.store(name);
    }
  }
}
