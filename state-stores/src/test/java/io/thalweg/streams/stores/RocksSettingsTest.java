package io.thalweg.streams.stores;

import static java.util.Comparator.naturalOrder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.RocksDBConfigSetter;
import io.thalweg.streams.stores.kit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.Statistics;
import org.rocksdb.WriteBufferManager;

class RocksSettingsTest {
  /** As applications write them. */
  public static final class Setter implements RocksDBConfigSetter {
    private List<String> calls = List.of();

    /** For RocksDB's sake by class name. */
    public Setter() {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockSize(32 << 10);
      options.setTableFormatConfig(table);
      options.setCompactionStyle(CompactionStyle.LEVEL);
      options.setMaxWriteBufferNumber(7);
      calls = calls(configs);
      calls.add("set " + storeName);
    }

    @Override
    public void close(String storeName, Options options) {
      calls.add("close " + storeName);
    }

    @SuppressWarnings("unchecked")
    static List<String> calls(Map<String, Object> configs) {
      return (List<String>) Objects.requireNonNull(configs.get("calls"));
    }
  }

  /** The example of Kafka's documentation: memory bounded by static objects. */
  public static final class BoundedMemory implements RocksDBConfigSetter {
    static final LRUCache CACHE = new LRUCache(8 << 20, -1, false, 0.1);
    static final WriteBufferManager BUFFERS = new WriteBufferManager(4 << 20, CACHE);

    /** For RocksDB's sake by class name. */
    public BoundedMemory() {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockCache(CACHE);
      table.setCacheIndexAndFilterBlocks(true);
      table.setCacheIndexAndFilterBlocksWithHighPriority(true);
      table.setPinTopLevelIndexAndFilter(true);
      table.setBlockSize(4096);
      options.setWriteBufferManager(BUFFERS);
      options.setMaxWriteBufferNumber(3);
      options.setWriteBufferSize(1 << 20);
      options.setTableFormatConfig(table);
    }

    @Override
    public void close(String storeName, Options options) {
      // the objects are shared
    }
  }

  /** Makes objects per store, replaces the table format, asks for more than it can have. */
  public static final class OwnObjects implements RocksDBConfigSetter {
    private final Statistics statistics = new Statistics();
    private final LRUCache cache = new LRUCache(1 << 20);

    /** For RocksDB's sake by class name. */
    public OwnObjects() {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      options.setTableFormatConfig(
          new BlockBasedTableConfig().setBlockCache(cache).setFormatVersion(7 - 1));
      options.setCompressionType(CompressionType.ZSTD_COMPRESSION);
      options.setStatistics(statistics);
      options.setMaxOpenFiles(storeName.equals("s") ? 100 : 200);
      options.setStatsDumpPeriodSec(storeName.equals("s") ? 0 : 77);
      options.setIncreaseParallelism(5);
      options.setAtomicFlush(false);
      options.setEnablePipelinedWrite(true);
      options.setMinWriteBufferNumberToMerge(2);
      Setter.calls(configs).add("set " + storeName);
    }

    @Override
    public void close(String storeName, Options options) {
      assertTrue(options.isOwningHandle(), "still open");
      statistics.close();
      cache.close();
    }
  }

  /** Fails. */
  public static final class Failing implements RocksDBConfigSetter {
    /** For RocksDB's sake by class name. */
    public Failing() {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      if (storeName.equals("t")) {
        throw new NoSuchMethodError("setMaxWriteBufferNumberToMaintain");
      }
    }

    @Override
    public void close(String storeName, Options options) {
      throw new IllegalStateException("close fails, too");
    }
  }

  @Test
  void aConfigSetterIsAskedForEachStoreAndItsSettingsReachTheDatabase(@TempDir Path directory)
      throws Exception {
    List<String> calls = new ArrayList<>();
    writeAndReopen(directory, with(Setter.class, calls));
    assertEquals(List.of("set s", "set t", "close s", "close t"), calls.subList(0, 4));
    assertEquals(8, calls.size(), "both opened twice");
    String text = options(directory);
    String store = text.substring(text.indexOf("[CFOptions \"store-s\"]"));
    assertTrue(store.contains("max_write_buffer_number=7"), store);
    assertTrue(store.contains("block_size=32768"), store);
    assertTrue(store.contains("format_version=6"), store);
    assertTrue(store.contains("compaction_style=kCompactionStyleLevel"), store);
    assertTrue(text.contains("atomic_flush=true"), text);
  }

  @Test
  void theExampleOfKafkasDocumentationBoundsMemoryByItsOwnObjects(@TempDir Path directory)
      throws Exception {
    writeAndReopen(directory, with(BoundedMemory.class, new ArrayList<>()));
    assertTrue(BoundedMemory.CACHE.getUsage() > 100_000, "rows and memtables are charged to it");
    String text = options(directory);
    assertTrue(text.contains("write_buffer_size=1048576"), text);
    assertTrue(text.contains("max_write_buffer_number=3"), text);
  }

  @Test
  void settingsOfTheDatabaseAreMergedAndWhatCrashConsistencyNeedsStays(@TempDir Path directory)
      throws Exception {
    writeAndReopen(directory, with(OwnObjects.class, new ArrayList<>()));
    String text = options(directory);
    assertTrue(text.contains("max_open_files=100"), "of two that differ the first counts: " + text);
    assertTrue(text.contains("stats_dump_period_sec=77"), "what one store only changes: " + text);
    assertTrue(text.contains("max_background_jobs=5"), text);
    assertTrue(text.contains("atomic_flush=true"), text);
    assertTrue(text.contains("enable_pipelined_write=false"), text);
    assertFalse(text.contains("min_write_buffer_number_to_merge=2"), text);
    assertTrue(text.contains("compression=kZSTD"), text);
    assertFalse(text.contains("format_version=7"), text);
  }

  @Test
  void aFailingConfigSetterIsNamedAndNothingStaysOpen(@TempDir Path directory) throws Exception {
    ProcessorStateException e =
        assertThrows(
            ProcessorStateException.class,
            () -> writeAndReopen(directory, with(Failing.class, new ArrayList<>())));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("store t"), message);
    assertTrue(message.contains(Failing.class.getName()), message);
    assertTrue(message.contains("setMaxWriteBufferNumberToMaintain"), message);
    writeAndReopen(directory, with(null, new ArrayList<>()));
  }

  @Test
  void aSettingThatRocksDbRefusesIsNoDamage(@TempDir Path directory) throws Exception {
    writeAndReopen(directory, with(null, new ArrayList<>()));
    ProcessorStateException e =
        assertThrows(
            ProcessorStateException.class,
            () -> writeAndReopen(directory, with(Impossible.class, new ArrayList<>())));
    assertTrue(String.valueOf(e.getMessage()).contains("rocksdb.config.setter"), e.toString());
    StateEngine engine = StateEngine.create(with(null, new ArrayList<>()));
    TaskState state = engine.open(request(directory));
    assertEquals("1", RocksSettingsTest.<KeyValueStore<String, String>>store(state, "s").get("a"));
    assertEquals(0, state.stats().wipes());
    state.close();
    engine.close();
  }

  /** Asks for what no RocksDB does. */
  public static final class Impossible implements RocksDBConfigSetter {
    /** For RocksDB's sake by class name. */
    public Impossible() {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      options.setUseDirectReads(true);
      options.setAllowMmapReads(true);
    }

    @Override
    public void close(String storeName, Options options) {
      // nothing was made
    }
  }

  private static StateEngineConfig with(
      @Nullable Class<? extends RocksDBConfigSetter> setter, List<String> calls) {
    StateEngineConfig base = StateEngineConfig.defaults();
    return new StateEngineConfig(
        base.budgets(), base.flush(), true, setter, Map.of("calls", calls));
  }

  /** A task with the stores s and t. */
  private static void writeAndReopen(Path directory, StateEngineConfig config) {
    try (StateEngine engine = StateEngine.create(config)) {
      TaskState state = engine.open(request(directory));
      for (String store : List.of("s", "t")) {
        for (int i = 0; i < 3_000; i++) {
          store(state, store, "key-" + i, "x".repeat(50));
        }
        store(state, store, "a", "1");
      }
      state.commit(Map.of(), 0);
      state.close();
      state = engine.open(request(directory));
      for (String store : List.of("s", "t")) {
        KeyValueStore<String, String> rows = store(state, store);
        assertEquals("1", rows.get("a"));
        assertEquals(3_001, Harness.drain(rows.all()).size());
      }
      state.close();
    }
  }

  private static void store(TaskState state, String store, String key, String value) {
    RocksSettingsTest.<KeyValueStore<String, String>>store(state, store).put(key, value);
  }

  @SuppressWarnings("unchecked")
  private static <S> S store(TaskState state, String name) {
    return (S) state.store(name);
  }

  private static TaskStateRequest request(Path directory) {
    StoreSpec s = spec();
    StoreSpec t =
        new StoreSpec(
            "t",
            s.kind(),
            s.engine(),
            null,
            s.keySerde(),
            s.valueSerde(),
            new StoreSpec.Options(false, false, Map.of()),
            null);
    return new TaskStateRequest(
        new TaskId(0, 1), directory, List.of(s, t), Map.of(), Map.of(), new ManualTime(), () -> 0);
  }

  private static String options(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("rocksdb"))) {
      Path latest =
          files
              .filter(f -> f.getFileName().toString().startsWith("OPTIONS"))
              .max(naturalOrder())
              .orElseThrow();
      return Files.readString(latest);
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
