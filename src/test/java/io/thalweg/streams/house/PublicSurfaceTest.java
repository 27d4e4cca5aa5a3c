package io.thalweg.streams.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

/**
 * The public surface is a reviewed text file, and what it lacks against Kafka Streams is another.
 * {@code mvn -pl src/test -am test -Dtest=PublicSurfaceTest -Dthalweg.surface.update=true} rewrites
 * both.
 */
class PublicSurfaceTest {
  private static final boolean UPDATE = Boolean.getBoolean("thalweg.surface.update");
  private static final String PEER = "org.apache.kafka.streams";
  private static final Path SURFACE = Repository.resource("public-surface.txt");
  private static final Path MISSING = Repository.resource("surface-missing.txt");
  private static final Path SIGNATURES = Repository.resource("kafka-streams-4.3.1-api.txt");

  /** Classes of kafka-streams-test-utils, which is another jar. */
  private static final String TEST_UTILS =
      ".*org\\.apache\\.kafka\\.streams\\.(Test[IO]|TopologyTest|test\\.|processor\\.api\\.Mock).*";

  /** Differences shown; the files tell the rest. */
  private static final int SHOWN = 40;

  private static final String HINT =
      " is out of date: review the difference, then run this test with"
          + " -Dthalweg.surface.update=true and commit the file";

  @Test
  void theCommittedSurfaceIsWhatTheCodeHas() throws IOException {
    String actual = ownSurface();
    if (UPDATE) {
      Files.writeString(SURFACE, actual);
    }
    assertSameLines(Files.readAllLines(SURFACE), actual.lines().toList(), SURFACE + HINT);
  }

  @Test
  void theCommittedListOfMissingMembersIsExactAndOnlyShrinks() throws IOException {
    String wanted = Files.readString(SIGNATURES).replace(PEER, Rooms.P);
    List<String> actual = SurfaceDiff.missing(wanted, ownSurface());
    if (UPDATE) {
      Set<String> grown = new TreeSet<>(actual);
      Files.readAllLines(MISSING).forEach(grown::remove);
      assertTrue(grown.isEmpty(), () -> "the list of missing members only shrinks, new: " + grown);
      Files.write(MISSING, actual);
    }
    assertSameLines(Files.readAllLines(MISSING), actual, MISSING + HINT);
  }

  @Test
  void whenTheDumpIsTakenOfKafkaStreamsItselfThenItEqualsTheSignatureFile() throws Exception {
    Map<String, List<String>> expected = SurfaceDiff.blocks(Files.readString(SIGNATURES));
    Map<String, List<String>> actual = SurfaceDiff.blocks(peerSurface());
    expected.keySet().removeIf(header -> header.matches(TEST_UTILS));
    actual.keySet().removeIf(header -> header.contains("StreamsConfig$InternalConfig"));
    assertSameLines(sortedLines(expected), sortedLines(actual), "dump of Kafka Streams");
  }

  @Test
  void whenAMemberIsAbsentThenItIsMissingUnderItsClass() {
    String wanted =
        """
        # comment
        public class a.B
            public a.B()
            [internal] protected a.internals.X x
            public int size()

        public interface a.C
            public abstract void run(a.B)
            public abstract void stop()
        """;
    String have = "public interface a.C\n    public default void run(a.B)\n";

    assertEquals(
        List.of(
            "public class a.B",
            "a.B | public a.B()",
            "a.B | public int size()",
            "a.C | public abstract void stop()"),
        SurfaceDiff.missing(wanted, have));
  }

  /** Fails with the lines that only one side has, rather than with both texts. */
  private static void assertSameLines(List<String> expected, List<String> actual, String message) {
    List<String> difference = new ArrayList<>();
    expected.stream().filter(line -> !actual.contains(line)).forEach(l -> difference.add("- " + l));
    actual.stream().filter(line -> !expected.contains(line)).forEach(l -> difference.add("+ " + l));
    if (!difference.isEmpty()) {
      List<String> shown = difference.subList(0, Math.min(SHOWN, difference.size()));
      fail(message + ", " + difference.size() + " lines:\n" + String.join("\n", shown));
    }
    assertEquals(expected, actual, message);
  }

  private static List<String> sortedLines(Map<String, List<String>> blocks) {
    List<String> lines = new ArrayList<>();
    blocks.forEach(
        (header, members) -> {
          lines.add(header);
          members.forEach(member -> lines.add(header + " | " + member));
        });
    return lines.stream().sorted().toList();
  }

  private static String ownSurface() throws IOException {
    List<Class<?>> classes = new ArrayList<>();
    List<String> modules = List.of("streams-api", "state-stores", "streams-testing");
    for (Path folder : Repository.classFolders(modules)) {
      classes.addAll(classes(folder, Rooms.PUBLIC_PACKAGES));
    }
    return new SurfaceDump(PublicSurfaceTest::isOwnInternal).dump(classes);
  }

  private static boolean isOwnInternal(Class<?> type) {
    String name = type.getPackageName();
    return name.startsWith(Rooms.P) && !Rooms.PUBLIC_PACKAGES.contains(name);
  }

  private static String peerSurface() throws Exception {
    URI jar = KafkaStreams.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    TreeSet<String> packages = new TreeSet<>();
    Rooms.PUBLIC_PACKAGES.forEach(name -> packages.add(name.replace(Rooms.P, PEER)));
    try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
      return new SurfaceDump(
              type -> type.getName().startsWith(PEER) && type.getName().contains(".internals."))
          .dump(classes(files.getPath("/"), packages));
    }
  }

  private static List<Class<?>> classes(Path folder, Set<String> packages) {
    List<Class<?>> classes = new ArrayList<>();
    for (Path file : Repository.filesBelow(folder, ".class")) {
      String name =
          folder.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
      String packageName = name.substring(0, Math.max(0, name.lastIndexOf('.')));
      if (packages.contains(packageName) && !name.endsWith(".package-info")) {
        classes.add(load(name));
      }
    }
    return classes;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicSurfaceTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " is compiled but not on the class path", e);
    }
  }
}
