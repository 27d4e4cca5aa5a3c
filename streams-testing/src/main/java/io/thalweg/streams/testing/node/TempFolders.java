package io.thalweg.streams.testing.node;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Deletes folders of data that nobody needs any more. */
public final class TempFolders {
  private static final int ATTEMPTS = 40;
  private static final long PAUSE_MS = 50;

  private TempFolders() {}

  /**
   * Deletes a folder with all it contains, though brokers that are just ending may still create
   * files in it; does not give up before two seconds have passed.
   *
   * @return whether the folder is gone
   */
  public static boolean deleteWhileInUse(Path folder) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        deleteOnce(folder);
        if (!Files.exists(folder)) {
          return true;
        }
      } catch (IOException e) {
        // Another process removed or added a file in the meantime: look again.
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static void deleteOnce(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
