package io.thalweg.streams.stores.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops directories in one atomic step (a rename), then deletes them. */
public final class Trash {
  private static final Logger LOG = LoggerFactory.getLogger(Trash.class);

  private Trash() {}

  /**
   * Moves {@code directory} into {@code trash} (on the same file system) and deletes it there. What
   * cannot be deleted stays in the trash for the next {@link #empty}.
   *
   * @param hint makes the name in the trash; any number
   * @throws UncheckedIOException if the move fails
   */
  public static void discard(Path directory, Path trash, long hint) {
    try {
      Files.createDirectories(trash);
      Path target = trash.resolve(directory.getFileName() + "-" + hint);
      for (long n = hint; Files.exists(target); n++) {
        target = trash.resolve(directory.getFileName() + "-" + n);
      }
      Files.move(directory, target);
      deleteTree(target);
      Files.deleteIfExists(trash);
    } catch (DirectoryNotEmptyException e) {
      LOG.debug("Something is left in {}", trash, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Dropping " + directory + " failed", e);
    }
  }

  /** Deletes what is in the trash, and the trash. */
  public static void empty(Path trash) {
    if (Files.exists(trash)) {
      deleteTree(trash);
    }
  }

  private static void deleteTree(Path tree) {
    try {
      Files.walkFileTree(tree, new Deleter());
    } catch (IOException e) {
      LOG.warn("Deleting {} failed; it will be tried again at the next start", tree, e);
    }
  }

  private static final class Deleter extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
