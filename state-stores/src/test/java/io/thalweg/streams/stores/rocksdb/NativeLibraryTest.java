package io.thalweg.streams.stores.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.stores.kit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that unpack and load the native library, with a temporary directory of their own. */
class NativeLibraryTest {
  private Path temp = Path.of("");
  private File errors = temp.toFile();

  @BeforeEach
  void makeTemp(@TempDir Path directory) throws IOException {
    temp = Files.createDirectory(directory.resolve("tmp"));
    errors = directory.resolve("errors.log").toFile();
  }

  @Test
  void processesStartedAtOnceShareOneCopy() throws Exception {
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      children.add(start(temp));
    }
    for (Process child : children) {
      assertTrue(mapped(child).startsWith(temp.toString()));
    }
    checkOneCopy();
  }

  @Test
  void aCopySpoiledOrCutIsReplaced() throws Exception {
    Path library = Path.of(mapped(start(temp)));
    long length = Files.size(library);
    try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "rw")) {
      file.seek(length / 2);
      file.write(new byte[100_000]);
    }
    assertEquals(library.toString(), mapped(start(temp)));
    try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "rw")) {
      file.setLength(length / 3);
    }
    assertEquals(library.toString(), mapped(start(temp)));
    assertEquals(length, Files.size(library));
    checkOneCopy();
  }

  @Test
  void processesKilledWhileUnpackingLeaveNothingBehind() throws Exception {
    Random random = new Random(11);
    for (int kill = 0; kill < 8; kill++) {
      Process child = start(temp);
      if (!child.waitFor(100 + random.nextInt(400), TimeUnit.MILLISECONDS)) {
        child.destroyForcibly().waitFor();
      }
    }
    Path library = Path.of(mapped(start(temp)));
    assertTrue(library.startsWith(temp));
    checkOneCopy();
    Files.delete(library); // a draft is looked for when there is something to unpack
    Files.writeString(library.resolveSibling("unpacking123.tmp"), "left by a kill");
    assertEquals(library.toString(), mapped(start(temp)));
    checkOneCopy();
  }

  @Test
  void aDirectoryOthersCanWriteToIsNotTrusted() throws Exception {
    Path library = Path.of(mapped(start(temp)));
    assertTrue(library.resolveSibling("").toFile().setWritable(true, false));
    String other = mapped(start(temp));
    assertNotEquals(library.toString(), other);
    assertTrue(other.startsWith(temp.toString()), other);
  }

  @Test
  void aPlaceThatCannotBeWrittenToIsNamed() throws Exception {
    Process child = start(Path.of("/proc"));
    assertEquals("", new String(child.getInputStream().readAllBytes(), UTF_8));
    assertNotEquals(0, child.waitFor());
    String log = Files.readString(errors.toPath());
    assertTrue(log.contains("java.io.tmpdir=/proc"), log);
  }

  private Process start(Path tempDirectory) throws IOException {
    return new ChildJvm()
        .with("-Djava.io.tmpdir=" + tempDirectory, "-XX:TieredStopAtLevel=1")
        .start(Loader.class, errors);
  }

  /** The file that the child has loaded. */
  private String mapped(Process child) throws Exception {
    String output = new String(child.getInputStream().readAllBytes(), UTF_8).strip();
    assertEquals(0, child.waitFor(), Files.readString(errors.toPath()));
    return output;
  }

  /** The library and its lock, and nothing else. */
  private void checkOneCopy() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.startsWith("hsperf"))
              .sorted()
              .toList();
      assertEquals(2, names.size(), names::toString);
      assertTrue(names.get(0).startsWith("librocksdbjni"), names::toString);
      assertEquals("lock", names.get(1));
    }
  }

  /** Loads the library and says from where. */
  static final class Loader {
    private Loader() {}

    public static void main(String[] arguments) throws IOException {
      try (NativeBudget budget = new NativeBudget(1 << 20)) {
        assertEquals(1 << 20, budget.bytes());
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
          String line = maps.filter(l -> l.contains("librocksdbjni")).findFirst().orElseThrow();
          System.out.println(line.substring(line.indexOf('/')));
        }
      }
    }
  }
}
