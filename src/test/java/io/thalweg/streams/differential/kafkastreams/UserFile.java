package io.thalweg.streams.differential.kafkastreams;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.BiConsumer;

/** All rows of a store in one file, written anew each time. */
final class UserFile {
  private final Path path;

  UserFile(File directory, String name) {
    path = directory.toPath().resolve(name + ".rows");
  }

  void load(BiConsumer<byte[], byte[]> rows) {
    if (!Files.exists(path)) {
      return;
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
      for (int left = in.readInt(); left > 0; left--) {
        byte[] key = in.readNBytes(in.readInt());
        rows.accept(key, in.readNBytes(in.readInt()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pairs of key and value. */
  void save(List<List<byte[]>> rows) {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(fresh))) {
        out.writeInt(rows.size());
        for (List<byte[]> row : rows) {
          for (byte[] part : row) {
            out.writeInt(part.length);
            out.write(part);
          }
        }
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
