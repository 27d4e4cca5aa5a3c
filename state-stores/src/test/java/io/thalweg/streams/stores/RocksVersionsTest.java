package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thalweg.streams.stores.kit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one version of RocksDB has written another one opens, newer or older, without a restore:
 * with those that are in the local Maven repository beside the one of this build.
 */
class RocksVersionsTest {
  private static final int RECORDS = 12_000;

  @Test
  void otherVersionsReadWhatThisOneWritesAndTheOtherWayRound(@TempDir Path directory)
      throws Exception {
    List<Path> others = otherVersions();
    assumeTrue(!others.isEmpty(), "no other version of rocksdbjni in the local repository");
    try (Application application = new Application(directory, 0)) {
      application.process(0, RECORDS);
    }
    int records = RECORDS;
    for (Path other : others) {
      Process child =
          new ChildJvm()
              .classPath(with(other))
              .with("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"))
              .start(
                  Child.class,
                  new File(directory.toFile(), "child.log"),
                  directory.toString(),
                  Integer.toString(records));
      String output = new String(child.getInputStream().readAllBytes(), UTF_8);
      assertEquals(0, child.waitFor(), output + Files.readString(directory.resolve("child.log")));
      System.out.println(other.getFileName() + ": " + output.strip());
      records += RECORDS;
      try (Application application = new Application(directory, records)) {
        assertEquals(0, application.restored(), other::toString);
        application.check(records);
      }
    }
  }

  private static String with(Path jar) {
    return String.join(
        File.pathSeparator,
        classPath().map(part -> isRocks(part) ? jar.toString() : part).toList());
  }

  private static List<Path> otherVersions() throws IOException {
    Path current = Path.of(classPath().filter(RocksVersionsTest::isRocks).findAny().orElseThrow());
    Path versions = current.resolveSibling("..").normalize();
    List<Path> others = new ArrayList<>();
    try (Stream<Path> all = Files.walk(versions, 2)) {
      all.filter(path -> isRocks(path.toString()))
          .filter(path -> !path.getFileName().equals(current.getFileName()))
          .forEach(others::add);
    }
    return others;
  }

  private static Stream<String> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static boolean isRocks(String path) {
    return path.matches(".*[/\\\\]rocksdbjni-[0-9.]+\\.jar");
  }

  /** Reads what is there and adds as much again. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      int records = Integer.parseInt(arguments[1]);
      try (Application application = new Application(Path.of(arguments[0]), records)) {
        assertEquals(0, application.restored());
        application.check(records);
        application.process(records, records + RECORDS);
        System.out.println("read " + records + " records, wrote " + RECORDS);
      }
    }
  }
}
