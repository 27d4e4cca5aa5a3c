package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.RocksDBConfigSetter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.Options;

class RocksSettingsTest {
  /** As applications write them. */
  public static final class Setter implements RocksDBConfigSetter {
    /** For RocksDB's sake by class name. */
    public Setter() {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockSize(32 << 10);
      options.setTableFormatConfig(table);
      options.setCompactionStyle(CompactionStyle.LEVEL);
      options.setMaxWriteBufferNumber(7);
      calls(configs).add("set " + storeName);
    }

    @Override
    public void close(String storeName, Options options) {
      // nothing was made
    }

    @SuppressWarnings("unchecked")
    private static List<String> calls(Map<String, Object> configs) {
      return (List<String>) Objects.requireNonNull(configs.get("calls"));
    }
  }

  @Test
  void aConfigSetterIsAskedForEachStoreAndItsSettingsReachTheDatabase(@TempDir Path directory)
      throws Exception {
    List<String> calls = new ArrayList<>();
    StateEngineConfig base = StateEngineConfig.defaults();
    StateEngineConfig config =
        new StateEngineConfig(
            base.budgets(), base.flush(), true, Setter.class, Map.of("calls", calls));
    try (Harness harness = new Harness(spec(), directory, config)) {
      KeyValueStore<String, String> store = harness.store();
      store.put("a", "1");
      harness.commit();
      assertEquals(0, harness.reopen(true));
      assertEquals("1", harness.<KeyValueStore<String, String>>store().get("a"));
    }
    assertEquals(List.of("set s", "set s"), calls);
    try (Stream<Path> files = Files.list(directory.resolve("rocksdb"))) {
      Path options =
          files.filter(f -> f.getFileName().toString().startsWith("OPTIONS")).findAny().get();
      String text = Files.readString(options);
      String store = text.substring(text.indexOf("[CFOptions \"store-s\"]"));
      assertTrue(store.contains("max_write_buffer_number=7"), store);
      assertTrue(store.contains("block_size=32768"), store);
      assertTrue(store.contains("format_version=6"), store);
      assertTrue(store.contains("compaction_style=kCompactionStyleLevel"), store);
      assertTrue(text.contains("atomic_flush=true"), text);
    }
  }

  @Test
  void aDatabaseInUseIsNotTakenForADamagedOne(@TempDir Path directory) {
    try (Harness first = new Harness(spec(), directory, Harness.config(1 << 16, true))) {
      first.<KeyValueStore<String, String>>store().put("a", "1");
      first.commit();
      ProcessorStateException e =
          assertThrows(
              ProcessorStateException.class,
              () -> new Harness(spec(), directory, Harness.config(1 << 16, true)).close());
      assertTrue(String.valueOf(e.getMessage()).contains("0_1"), e.toString());
      assertEquals(0, first.reopen(true), "and nothing was dropped");
    }
  }

  private static StoreSpec spec() {
    return Harness.spec(StoreSpec.Kind.KEY_VALUE, StoreSpec.Engine.ROCKSDB, Serdes.String(), null);
  }
}
