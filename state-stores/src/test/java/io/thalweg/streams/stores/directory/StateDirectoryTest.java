package io.thalweg.streams.stores.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  @Test
  void theProcessIdSurvivesARestartButNotGarbage(@TempDir Path dir) throws IOException {
    UUID id;
    try (StateDirectory directory = StateDirectory.open(dir, "app", true)) {
      id = directory.processId(UUID::randomUUID);
    }
    try (StateDirectory directory = StateDirectory.open(dir, "app", true)) {
      assertEquals(id, directory.processId(UUID::randomUUID));
    }
    Files.writeString(dir.resolve("app/.process"), "not an id");
    try (StateDirectory directory = StateDirectory.open(dir, "app", true)) {
      UUID fresh = directory.processId(UUID::randomUUID);
      assertNotEquals(id, fresh);
      assertEquals(fresh, directory.processId(UUID::randomUUID));
    }
  }

  @Test
  void aSecondInstanceInTheSameProcessIsRefused(@TempDir Path dir) {
    try (StateDirectory first = StateDirectory.open(dir, "app", true)) {
      StreamsException e =
          assertThrows(StreamsException.class, () -> StateDirectory.open(dir, "app", true));
      assertTrue(e.toString().contains("state.dir"), e.toString());
      assertEquals(List.of(), first.taskDirectories());
      StateDirectory.open(dir, "other", true).close();
    }
    StateDirectory.open(dir, "app", true).close();
  }

  @Test
  void aSecondProcessIsRefused(@TempDir Path dir) throws Exception {
    try (StateDirectory first = StateDirectory.open(dir, "app", true)) {
      assertEquals(List.of(), first.taskDirectories());
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Opener.class.getName(),
                  dir.toString())
              .redirectErrorStream(true)
              .start();
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      String output = new String(child.getInputStream().readAllBytes(), UTF_8);
      assertTrue(output.contains("in use by another instance"), output);
    }
  }

  @Test
  void anUnknownFormatIsRefused(@TempDir Path dir) throws IOException {
    StateDirectory.open(dir, "app", true).close();
    Files.writeString(dir.resolve("app/.format"), StateDirectory.sealed("99"));
    StreamsException e =
        assertThrows(StreamsException.class, () -> StateDirectory.open(dir, "app", true));
    assertTrue(e.toString().contains("99"), e.toString());
  }

  @Test
  void aFileInTheWayIsNamed(@TempDir Path dir) throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    StreamsException e =
        assertThrows(StreamsException.class, () -> StateDirectory.open(file, "app", true));
    assertTrue(e.toString().contains("state.dir=" + file), e.toString());
  }

  @Test
  void withoutPersistentStoresNothingIsWritten(@TempDir Path dir) {
    try (StateDirectory directory = StateDirectory.open(dir, "app", false)) {
      directory.processId(UUID::randomUUID);
      assertEquals(List.of(), directory.taskDirectories());
    }
    assertFalse(Files.exists(dir.resolve("app")));
  }

  @Test
  void obsoleteTaskDirectoriesAreDropped(@TempDir Path dir) throws IOException {
    try (StateDirectory directory = StateDirectory.open(dir, "app", true)) {
      for (int i = 0; i < 3; i++) {
        Path task = directory.taskDirectory(new TaskId(0, i));
        Files.writeString(task.resolve("file"), "x");
        Files.setLastModifiedTime(task, FileTime.fromMillis(1_000L * i));
      }
      directory.taskDirectory(new TaskId(1, 0)); // empty: nothing worth a task
      assertEquals(
          List.of(new TaskId(0, 0), new TaskId(0, 1), new TaskId(0, 2)),
          directory.taskDirectories());
      directory.cleanObsolete(Set.of(new TaskId(0, 0)), 10_000, 8_500);
      assertEquals(List.of(new TaskId(0, 0), new TaskId(0, 2)), directory.taskDirectories());
      directory.wipe(new TaskId(0, 0));
      assertEquals(List.of(new TaskId(0, 2)), directory.taskDirectories());
      directory.cleanUp();
      assertEquals(List.of(), directory.taskDirectories());
    }
  }

  /** Tries to open the directory its parent holds. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] arguments) {
      StateDirectory.open(Path.of(arguments[0]), "app", true).close();
    }
  }
}
