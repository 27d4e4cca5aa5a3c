package io.thalweg.streams.stores.rocksdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Utils;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All options of one database: of each store, of the meta rows, and of the whole. */
final class DatabaseOptions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseOptions.class);

  private final Map<String, StoreOptions> stores = new LinkedHashMap<>();
  private final ColumnFamilyOptions meta = new ColumnFamilyOptions();
  private final ColumnFamilyOptions dropped = new ColumnFamilyOptions();
  private final RocksDatabaseSpec spec;

  DatabaseOptions(RocksDatabaseSpec spec, NativeBudget budget) {
    this.spec = spec;
    meta.setWriteBufferSize(1 << 20);
    meta.setMinWriteBufferNumberToMerge(1);
    meta.setTableFormatConfig(
        new BlockBasedTableConfig().setBlockCache(budget.cache()).setFormatVersion(6));
    for (RocksDatabaseSpec.Store store : spec.stores()) {
      stores.put(
          store.name(),
          new StoreOptions(
              store,
              budget,
              spec.setter() == null ? null : Utils.newInstance(spec.setter()),
              spec.configs()));
    }
    warnOfConflicts();
  }

  ColumnFamilyOptions meta() {
    return meta;
  }

  /** Options of a family; stores that the topology no longer has get plain ones. */
  ColumnFamilyOptions family(String name) {
    StoreOptions store = stores.get(name);
    return store == null ? dropped : store.family();
  }

  /** As {@link #family}, for bulk loading; the caller closes it. */
  ColumnFamilyOptions bulkFamily(String name) {
    return Objects.requireNonNull(stores.get(name)).bulkFamily();
  }

  /** Options of the database; the caller closes them. */
  DBOptions database(boolean bulk) {
    DBOptions database =
        stores.isEmpty() ? new DBOptions() : stores.values().iterator().next().database();
    database.setCreateIfMissing(true);
    database.setCreateMissingColumnFamilies(true);
    database.setAtomicFlush(true); // with the log off, what keeps rows and positions together
    database.setAvoidFlushDuringShutdown(true); // we flush when we mean to
    if (bulk) {
      database.setAllowConcurrentMemtableWrite(false); // vector memtables cannot
    }
    return database;
  }

  @Override
  public void close() {
    stores.values().forEach(StoreOptions::close);
    meta.close();
    dropped.close();
  }

  private void warnOfConflicts() {
    List<StoreOptions> all = new ArrayList<>(stores.values());
    if (all.isEmpty() || !all.get(0).custom()) {
      return;
    }
    Map<String, Object> first = databaseSettings(all.get(0).options());
    for (StoreOptions other : all.subList(1, all.size())) {
      databaseSettings(other.options())
          .forEach(
              (setting, value) -> {
                if (!value.equals(first.get(setting))) {
                  LOG.warn(
                      "Task {}: rocksdb.config.setter {} gives stores of one task different {} ({}"
                          + " and {}); they share a database, the first counts",
                      spec.taskId(),
                      spec.setter(),
                      setting,
                      first.get(setting),
                      value);
                }
              });
    }
  }

  private static Map<String, Object> databaseSettings(Options options) {
    return Map.of(
        "max_background_jobs", options.maxBackgroundJobs(),
        "max_open_files", options.maxOpenFiles(),
        "max_subcompactions", options.maxSubcompactions(),
        "bytes_per_sync", options.bytesPerSync(),
        "stats_dump_period_sec", options.statsDumpPeriodSec(),
        "use_direct_reads", options.useDirectReads(),
        "db_write_buffer_size", options.dbWriteBufferSize(),
        "info_log_level", options.infoLogLevel());
  }
}
