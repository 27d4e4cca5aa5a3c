package io.thalweg.streams.stores.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences of operations on every kind of store against sorted maps; see docs/testing.md.
 * {@code -Dthalweg.fuzz.sequences} says how many per kind, {@code -Dthalweg.fuzz.seed} where to
 * begin: the seed of a failure with one sequence repeats it.
 */
class StoreModelTest {
  private static final long SEQUENCES = Long.getLong("thalweg.fuzz.sequences", 10_000);
  private static final long SEED = Long.getLong("thalweg.fuzz.seed", 0);
  private static final int STEPS_SHOWN = 60;

  static Stream<ModelKind> kinds() {
    return ModelKind.all().stream();
  }

  /** Stores are reset on purpose, again and again. */
  @BeforeAll
  static void quiet() {
    for (String noisy : List.of("TaskState", "StoreStack", "rocksdb.RocksEngine")) {
      System.setProperty("org.slf4j.simpleLogger.log.io.thalweg.streams.stores." + noisy, "error");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void holdsWhatASortedMapHolds(ModelKind kind) throws IOException {
    long sequences = 0;
    long seed = SEED;
    Path directory = scratch();
    try {
      for (; sequences < SEQUENCES; seed++) {
        run(kind, seed, directory);
        sequences += TaskRun.sequences(seed);
      }
    } finally {
      Utils.delete(directory.toFile());
    }
    System.out.println(
        kind + ": " + sequences + " sequences in seeds " + SEED + " to " + (seed - 1));
    assertTrue(sequences >= SEQUENCES);
  }

  /** In memory if there is a file system in memory: nothing here needs to survive the machine. */
  private static Path scratch() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? Files.createTempDirectory(memory, "thalweg-model-")
        : Files.createTempDirectory("thalweg-model-");
  }

  private static void run(ModelKind kind, long seed, Path directory) {
    try (TaskRun run = new TaskRun(kind, seed, directory.resolve("task"), null)) {
      run.run(seed);
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          kind
              + " failed; repeat with -Dthalweg.fuzz.sequences=1 -Dthalweg.fuzz.seed="
              + seed
              + "\nlast steps:\n  "
              + String.join("\n  ", steps(kind, seed, directory)),
          failure);
    }
  }

  /** The last steps before the failure, from a run that notes them. */
  private static List<String> steps(ModelKind kind, long seed, Path directory) {
    List<String> steps = new ArrayList<>();
    try (TaskRun run = new TaskRun(kind, seed, directory.resolve("again"), steps::add)) {
      run.run(seed);
      steps.add("no failure this time");
    } catch (RuntimeException | AssertionError failure) {
      steps.add("failure: " + failure.getMessage());
    }
    List<String> last =
        new ArrayList<>(steps.subList(Math.max(0, steps.size() - STEPS_SHOWN), steps.size()));
    try {
      Path all = Files.createTempFile("model-" + seed + "-", ".txt");
      Files.write(all, steps);
      last.add("all steps are in " + all);
    } catch (IOException e) {
      last.add("writing all steps failed: " + e);
    }
    return last;
  }
}
