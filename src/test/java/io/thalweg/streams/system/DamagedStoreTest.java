package io.thalweg.streams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Store files spoiled while the instance is down: the store is rebuilt, without human hands. */
@WithKafka
class DamagedStoreTest {
  private static final int PARTITIONS = 2;
  private static final Pattern REBUILT =
      Pattern.compile("rebuil|damaged", Pattern.CASE_INSENSITIVE);

  enum Damage {
    DATA_DELETED {
      @Override
      void apply(Path file) throws IOException {
        Files.delete(file);
      }
    },
    DATA_TRUNCATED {
      @Override
      void apply(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(channel.size() / 2);
        }
      }
    },
    DATA_OVERWRITTEN {
      @Override
      void apply(Path file) throws IOException {
        garbage(file, 0, Files.size(file));
      }
    },
    /** The biggest file only: the database opens, and the checksum of a block fails in a read. */
    ROWS_OVERWRITTEN {
      @Override
      List<Path> choose(List<Path> files) throws IOException {
        Path biggest = files.get(0);
        for (Path file : files) {
          biggest = Files.size(file) > Files.size(biggest) ? file : biggest;
        }
        return List.of(biggest);
      }

      @Override
      void apply(Path file) throws IOException {
        garbage(file, 0, Math.min(1_000, Files.size(file) / 4));
      }
    },
    /** Nothing is left that could be seen as damaged. */
    ALL_DELETED {
      @Override
      boolean visible() {
        return false;
      }

      @Override
      boolean hits(String file) {
        return true;
      }

      @Override
      void apply(Path file) throws IOException {
        Files.delete(file);
      }
    },
    CURRENT_GARBAGE {
      @Override
      boolean hits(String file) {
        return file.equals("CURRENT");
      }

      @Override
      void apply(Path file) throws IOException {
        Files.write(file, new byte[] {1, 2, 3, '\n'});
      }
    },
    CURRENT_DELETED {
      @Override
      boolean hits(String file) {
        return file.equals("CURRENT");
      }

      @Override
      void apply(Path file) throws IOException {
        Files.delete(file);
      }
    },
    /** To RocksDB this is the end of a crash: it opens the older state that the rest describes. */
    MANIFEST_TRUNCATED {
      @Override
      boolean visible() {
        return false;
      }

      @Override
      boolean hits(String file) {
        return file.startsWith("MANIFEST-");
      }

      @Override
      void apply(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(channel.size() / 3);
        }
      }
    };

    boolean hits(String file) {
      return file.endsWith(".sst");
    }

    /** Whether what is left can be told from a state that is just old, or new. */
    boolean visible() {
      return true;
    }

    List<Path> choose(List<Path> files) throws IOException {
      return files;
    }

    abstract void apply(Path file) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void whenStoreFilesAreDamagedThenTheStoreIsRebuiltWithOneWarning(
      Damage damage, KafkaCluster kafka, @TempDir Path folder) throws IOException {
    App app = new App(kafka, AppTopology.COUNT, PARTITIONS, App.EXACTLY_ONCE, folder);
    Feed feed = new Feed(kafka, app.name(), 400, 11);
    feed.send(4_000);
    try (Instance first = app.start("instance")) {
      first.awaitRunning();
      app.awaitCounts(feed, first);
      first.stop();
    }

    Path spoiled = damageOneTask(damage, app.stateDirectory("instance"));
    feed.send(2_000);
    int warned;
    try (Instance second = app.start("instance")) {
      second.awaitRunning();
      app.awaitCounts(feed, second);
      warned = assertWarned(damage, spoiled, second);
      assertOneTaskRebuilt(second);
      second.stop();
    }

    // Healed for good: the next start finds nothing to say.
    feed.send(500);
    try (Instance third = app.start("instance")) {
      third.awaitRunning();
      app.awaitCounts(feed, third);
      assertEquals(warned, warnings(third).size(), "warnings in the log, which is appended to");
      third.stop();
    }
  }

  private static int assertWarned(Damage damage, Path spoiled, Instance instance)
      throws IOException {
    List<String> warnings = warnings(instance);
    String what = "warnings after damage in " + spoiled + ": " + warnings;
    assertTrue(warnings.size() <= 1, what);
    if (damage.visible()) {
      assertEquals(1, warnings.size(), what);
    }
    return warnings.size();
  }

  private static void assertOneTaskRebuilt(Instance instance) {
    long fromTheBeginning =
        instance.restores().stream()
            .filter(restore -> restore.start() == 0 && restore.end() > 0)
            .map(Instance.Restore::partition)
            .distinct()
            .count();
    assertEquals(1, fromTheBeginning, () -> "tasks rebuilt: " + instance.restores());
  }

  /** Damages one task's store only; the other shows that it is left alone. */
  private static Path damageOneTask(Damage damage, Path stateDirectory) throws IOException {
    List<Path> databases = files(stateDirectory, path -> path.endsWith("CURRENT"));
    assertEquals(PARTITIONS, databases.size(), () -> "databases " + databases);
    Path folder = databases.get(0).resolveSibling("").normalize();
    List<Path> files =
        files(
            folder, path -> path.startsWith(folder) && damage.hits(path.getFileName().toString()));
    assertFalse(files.isEmpty(), "nothing to damage in " + folder);
    for (Path file : damage.choose(files)) {
      damage.apply(file);
    }
    return folder;
  }

  private static List<Path> files(Path root, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).filter(wanted).sorted().toList();
    }
  }

  private static void garbage(Path file, long from, long to) throws IOException {
    byte[] bytes = new byte[(int) (to - from)];
    new Random(5).nextBytes(bytes);
    try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
      target.seek(from);
      target.write(bytes);
    }
  }

  /** Lines of the log at level WARN that speak of damage. */
  private static List<String> warnings(Instance instance) throws IOException {
    return Arrays.stream(Files.readString(instance.log()).split("\n"))
        .filter(line -> line.contains(" WARN "))
        .filter(line -> REBUILT.matcher(line).find())
        .toList();
  }
}
