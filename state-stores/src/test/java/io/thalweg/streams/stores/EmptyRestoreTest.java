package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known to be absent is not looked up in the engine. */
final class EmptyRestoreTest {
  @Test
  void aNewStoreWhoseChangelogIsEmptyIsKnownToBeEmpty(@TempDir Path directory) {
    try (Harness harness = harness(directory)) {
      harness.state().restore(Harness.CHANGELOG, List.of(), 0);
      harness.state().restoreCompleted();
      count(harness, 100);
      assertEquals(0, harness.state().stats().engineReads());
      assertEquals(0, harness.state().position(Harness.CHANGELOG).orElseThrow());
    }
  }

  @Test
  void rowsOfAnEarlierRunAreLookedUp(@TempDir Path directory) {
    try (Harness harness = harness(directory)) {
      count(harness, 100);
      harness.commit();
      harness.reopen(true);
      harness.state().restore(Harness.CHANGELOG, List.of(), 100);
      harness.state().restoreCompleted();
      count(harness, 100);
      RowTable<String, Long> table = harness.state().table("s");
      assertEquals(2L, table.locate("k99", null).value());
      assertEquals(100, harness.state().stats().engineReads());
    }
  }

  private static Harness harness(Path directory) {
    StoreSpec spec =
        Harness.spec(
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, StoreSpec.Engine.ROCKSDB, Serdes.Long(), null);
    return new Harness(spec, directory, Harness.config(8 << 20, true));
  }

  private static void count(Harness harness, int keys) {
    RowTable<String, Long> table = harness.state().table("s");
    for (int i = 0; i < keys; i++) {
      Row<Long> row = table.locate("k" + i, null);
      Long before = row.value();
      table.update(row, before == null ? 1L : before + 1, i);
    }
  }
}
