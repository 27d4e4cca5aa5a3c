package io.thalweg.streams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the state of a test goes: a folder of its own unless one is given. Made by whoever writes
 * to it, deleted at the end.
 */
public final class ScratchFolder implements AutoCloseable {
  private final Path path;
  private final List<Path> toDelete = new ArrayList<>();

  private ScratchFolder(Path path) {
    this.path = path;
  }

  /**
   * A folder for state.
   *
   * @param given what the user configured; null for a temporary one
   */
  public static ScratchFolder forState(@Nullable Object given) {
    if (given != null) {
      return new ScratchFolder(Path.of(given.toString()));
    }
    ScratchFolder folder =
        new ScratchFolder(
            Path.of(System.getProperty("java.io.tmpdir"), "thalweg-test-" + UUID.randomUUID()));
    folder.toDelete.add(folder.path);
    return folder;
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** Something in it that is deleted at the end; the rest of a given folder stays. */
  public void add(String name) {
    toDelete.add(path.resolve(name));
  }

  @Override
  public void close() {
    toDelete.forEach(ScratchFolder::delete);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
