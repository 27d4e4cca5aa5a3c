package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.stores.directory.Trash;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any file of a state directory, spoiled in any way: the application starts, nobody has to help,
 * and all rows are right. {@code -Dthalweg.damage.rounds} and {@code -Dthalweg.damage.seed} for
 * more.
 */
class DamageSweepTest {
  private static final int RECORDS = 12_000;

  private enum Damage {
    FLIP,
    FLIPS,
    GARBAGE,
    ZEROS,
    ALL_GARBAGE,
    TRUNCATE,
    EMPTY,
    APPEND,
    DELETE
  }

  @Test
  void whateverFileIsSpoiledAllRowsAreRight(@TempDir Path directory) throws IOException {
    long seed = Long.getLong("thalweg.damage.seed", 20261123);
    int rounds = Integer.getInteger("thalweg.damage.rounds", 60);
    Path pristine = directory.resolve("pristine");
    try (Application application = new Application(pristine, 0)) {
      application.process(0, RECORDS);
    }
    Files.createDirectories(pristine.resolve("app/.trash/0_9-1"));
    Files.writeString(pristine.resolve("app/.trash/0_9-1/000001.sst"), "on its way out");
    List<Path> files = files(pristine);
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      Random random = new Random(seed + round);
      Path file = files.get(round % files.size()); // each in turn
      Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
      String what = damage + " of " + file + ", seed " + (seed + round);
      Path copy = directory.resolve("round-" + round);
      copy(pristine, copy);
      inflict(damage, copy.resolve(file), random);
      outcomes.merge(start(copy, what), 1, Integer::sum);
      Trash.empty(copy);
    }
    System.out.println(rounds + " damages: " + outcomes);
    assertTrue(outcomes.getOrDefault("rebuilt", 0) > rounds / 5, outcomes::toString);
  }

  @Test
  void whatAKillLeavesOfADropIsSwept(@TempDir Path directory) throws IOException {
    try (Application application = new Application(directory, 0)) {
      application.process(0, RECORDS);
    }
    Path task = directory.resolve("app/0_1");
    for (String half : List.of("trash/rocksdb-0", "probe", "../.trash/0_1-1")) {
      Path dropped = task.resolve(half);
      copy(task.resolve("rocksdb"), dropped);
      Files.delete(dropped.resolve("CURRENT"));
    }
    try (Application application = new Application(directory, RECORDS)) {
      assertEquals(0, application.restored());
      application.check(RECORDS);
    }
    List<Path> files = files(directory);
    assertTrue(
        files.stream()
            .noneMatch(f -> f.toString().contains("trash") || f.toString().contains("probe")),
        files::toString);
  }

  @Test
  void anOlderCopyPutBackIsBroughtUpToDate(@TempDir Path directory) throws IOException {
    Path now = directory.resolve("now");
    Path older = directory.resolve("older");
    try (Application application = new Application(now, 0)) {
      application.process(0, RECORDS / 2);
    }
    copy(now, older);
    try (Application application = new Application(now, RECORDS / 2)) {
      application.process(RECORDS / 2, RECORDS);
    }
    try (Application application = new Application(older, RECORDS)) {
      assertEquals(RECORDS, application.restored(), "half of each of two changelogs");
      application.check(RECORDS);
    }
  }

  /** Starts until there is nothing to restore: a clean close may be what meets the damage. */
  private static String start(Path directory, String what) {
    try {
      String outcome;
      try (Application application = new Application(directory, RECORDS)) {
        application.check(RECORDS);
        outcome = application.restored() > 0 ? "rebuilt" : "harmless";
      }
      try (Application application = new Application(directory, RECORDS)) {
        outcome = application.restored() > 0 ? "rebuilt" : outcome;
      }
      try (Application application = new Application(directory, RECORDS)) {
        application.check(RECORDS);
        assertEquals(0, application.restored(), "restored after all was in order");
      }
      return outcome;
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(what, e);
    }
  }

  private static void inflict(Damage damage, Path file, Random random) throws IOException {
    if (damage == Damage.DELETE) {
      Files.delete(file);
      return;
    }
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      int length = (int) access.length();
      int from = length == 0 ? 0 : random.nextInt(length);
      switch (damage) {
        case FLIP -> flip(access, from, random);
        case FLIPS -> {
          for (int i = 0; i < 20; i++) {
            flip(access, length == 0 ? 0 : random.nextInt(length), random);
          }
        }
        case GARBAGE -> write(access, from, garbage(Math.min(500, length - from), random));
        case ZEROS -> write(access, from, new byte[Math.min(500, length - from)]);
        case ALL_GARBAGE -> write(access, 0, garbage(Math.max(20, length), random));
        case TRUNCATE -> access.setLength(from);
        case EMPTY -> access.setLength(0);
        case APPEND -> write(access, length, garbage(100, random));
        case DELETE -> throw new IllegalStateException();
      }
    }
  }

  private static void flip(RandomAccessFile file, long at, Random random) throws IOException {
    if (at < file.length()) {
      file.seek(at);
      int old = file.read();
      write(file, at, new byte[] {(byte) (old ^ (1 << random.nextInt(8)))});
    }
  }

  private static void write(RandomAccessFile file, long at, byte[] bytes) throws IOException {
    file.seek(at);
    file.write(bytes);
  }

  private static byte[] garbage(int length, Random random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).map(directory::relativize).sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
