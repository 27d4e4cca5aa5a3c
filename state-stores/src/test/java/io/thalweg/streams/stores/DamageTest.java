package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.stores.directory.Trash;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of a store that were deleted or spoiled while nobody looked. */
class DamageTest {
  private static final int ROWS = 5_000;

  enum Damage {
    TRUNCATED_SST,
    DELETED_SST,
    GARBAGE_CURRENT,
    DELETED_CURRENT,
    SPOILED_MANIFEST,
    DELETED_MANIFEST
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void filesThatCannotBeOpenedAreRebuilt(Damage damage, @TempDir Path directory)
      throws IOException {
    try (Harness harness = filled(directory)) {
      harness.state().close();
      inflict(damage, directory.resolve("rocksdb"));
      assertEquals(ROWS, harness.reopen(false), "all records are restored");
      assertEquals(1, harness.state().stats().wipes());
      checkRows(harness);
      assertFalse(Files.exists(directory.resolve("trash")), "nothing is left behind");
      assertEquals(0, harness.reopen(true), "and it is good for the next start");
    }
  }

  @Test
  void aFlippedByteIsFoundWhenReadAndTheTaskRebuilt(@TempDir Path directory) throws IOException {
    try (Harness harness = filled(directory)) {
      harness.state().close();
      for (Path table : tables(directory.resolve("rocksdb"))) {
        if (Files.size(table) > 20_000) {
          overwrite(table, Files.size(table) / 3, 64);
        }
      }
      harness.reopen(false);
      TaskCorruptedException e =
          assertThrows(TaskCorruptedException.class, () -> checkRows(harness));
      assertEquals("[0_1]", e.corruptedTasks().toString());
      assertTrue(String.valueOf(e.getCause()).contains("store s"), String.valueOf(e.getCause()));
      assertEquals(ROWS, harness.reopen(false), "all records are restored");
      checkRows(harness);
    }
  }

  @Test
  void damageThatAnotherThreadReadsReachesTheOwner(@TempDir Path directory) throws IOException {
    try (Harness harness = filled(directory)) {
      harness.state().close();
      for (Path table : tables(directory.resolve("rocksdb"))) {
        if (Files.size(table) > 20_000) {
          overwrite(table, Files.size(table) / 3, 64);
        }
      }
      harness.reopen(false);
      ReadOnlyKeyValueStore<String, String> view = harness.state().readView("s").keyValue();
      harness.state().servePendingSnapshots();
      assertThrows(InvalidStateStoreException.class, () -> Harness.drain(view.all()));
      assertThrows(TaskCorruptedException.class, () -> harness.state().servePendingSnapshots());
      assertEquals(ROWS, harness.reopen(false), "all records are restored");
    }
  }

  @Test
  void aDeletedDirectoryIsRebuilt(@TempDir Path directory) throws IOException {
    try (Harness harness = filled(directory)) {
      harness.state().close();
      Trash.discard(directory.resolve("rocksdb"), directory.resolve("elsewhere"), 1);
      assertEquals(ROWS, harness.reopen(false));
      checkRows(harness);
    }
  }

  private static Harness filled(Path directory) {
    StoreSpec spec =
        Harness.spec(StoreSpec.Kind.KEY_VALUE, StoreSpec.Engine.ROCKSDB, Serdes.String(), null);
    Harness harness = new Harness(spec, directory, Harness.config(1 << 16, true));
    KeyValueStore<String, String> store = harness.store();
    for (int i = 0; i < ROWS; i++) {
      store.put("key-" + i, value(i));
    }
    harness.commit();
    return harness;
  }

  private static void checkRows(Harness harness) {
    KeyValueStore<String, String> store = harness.store();
    for (int i = 0; i < ROWS; i++) {
      assertEquals(value(i), store.get("key-" + i));
    }
  }

  /** Hard to compress. */
  private static String value(int i) {
    return Integer.toHexString(Integer.reverse(i * 0x9E3779B9)).repeat(5);
  }

  private static void inflict(Damage damage, Path database) throws IOException {
    switch (damage) {
      case TRUNCATED_SST -> {
        Path table = largest(tables(database));
        try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "rw")) {
          file.setLength(file.length() / 2);
        }
      }
      case DELETED_SST -> Files.delete(largest(tables(database)));
      case GARBAGE_CURRENT -> Files.writeString(database.resolve("CURRENT"), "garbage");
      case DELETED_CURRENT -> Files.delete(database.resolve("CURRENT"));
      case DELETED_MANIFEST -> {
        try (Stream<Path> files = Files.list(database)) {
          for (Path file : files.filter(f -> f.toString().contains("MANIFEST")).toList()) {
            Files.delete(file);
          }
        }
      }
      case SPOILED_MANIFEST -> {
        try (Stream<Path> files = Files.list(database)) {
          for (Path file : files.filter(f -> f.toString().contains("MANIFEST")).toList()) {
            overwrite(file, 0, 200);
          }
        }
      }
    }
  }

  private static Path largest(List<Path> tables) throws IOException {
    Path largest = tables.get(0);
    for (Path table : tables) {
      largest = Files.size(table) > Files.size(largest) ? table : largest;
    }
    return largest;
  }

  private static List<Path> tables(Path database) throws IOException {
    try (Stream<Path> files = Files.list(database)) {
      return files.filter(file -> file.toString().endsWith(".sst")).toList();
    }
  }

  private static void overwrite(Path file, long position, int bytes) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(position);
      for (int i = 0; i < bytes; i++) {
        access.write(0x5a);
      }
    }
  }
}
