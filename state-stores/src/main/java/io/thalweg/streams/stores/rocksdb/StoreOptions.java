package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.state.RocksDBConfigSetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.VectorMemTableConfig;

/** The options of one store: our defaults, then what the user's config setter makes of them. */
final class StoreOptions implements AutoCloseable {
  private static final long MB = 1L << 20;

  private final String store;
  private final BloomFilter filter = new BloomFilter(10);
  private final Options options = new Options();
  private final ColumnFamilyOptions family;
  private final @Nullable RocksDBConfigSetter setter;

  StoreOptions(
      RocksDatabaseSpec.Store store,
      NativeBudget budget,
      @Nullable RocksDBConfigSetter setter,
      Map<String, Object> configs) {
    this.store = store.name();
    this.setter = setter;
    defaults(store.bucketed(), budget);
    if (setter != null) {
      setter.setConfig(this.store, options, configs);
    }
    options.setMinWriteBufferNumberToMerge(1); // with more, flushes of several families may part
    family = new ColumnFamilyOptions(options);
  }

  ColumnFamilyOptions family() {
    return family;
  }

  /** A copy for bulk loading; the caller closes it. */
  ColumnFamilyOptions bulkFamily() {
    ColumnFamilyOptions bulk = new ColumnFamilyOptions(options);
    bulk.setMemTableConfig(new VectorMemTableConfig());
    bulk.setMemtablePrefixBloomSizeRatio(0);
    bulk.setDisableAutoCompactions(true);
    bulk.setWriteBufferSize(64 * MB);
    bulk.setMaxWriteBufferNumber(4); // a flush must not hold up the load
    bulk.setLevel0SlowdownWritesTrigger(1 << 20);
    bulk.setLevel0StopWritesTrigger(1 << 20);
    bulk.setSoftPendingCompactionBytesLimit(0);
    bulk.setHardPendingCompactionBytesLimit(0);
    return bulk;
  }

  /** Whether a user's hand was at work. */
  boolean custom() {
    return setter != null;
  }

  Options options() {
    return options;
  }

  /** The database options, from this store's point of view; the caller closes them. */
  DBOptions database() {
    return new DBOptions(options);
  }

  @Override
  public void close() {
    family.close();
    if (setter != null) {
      setter.close(store, options);
    }
    options.close();
    filter.close();
  }

  private void defaults(boolean bucketed, NativeBudget budget) {
    BlockBasedTableConfig table = new BlockBasedTableConfig();
    table.setBlockCache(budget.cache());
    table.setBlockSize(bucketed ? 16 << 10 : 4 << 10);
    table.setFilterPolicy(filter);
    table.setFormatVersion(6); // what RocksDB 10 reads: going back to it must not cost a restore
    table.setCacheIndexAndFilterBlocks(budget.tight());
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinL0FilterAndIndexBlocksInCache(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferSize(16 * MB);
    options.setMaxWriteBufferNumber(2);
    options.setMemtablePrefixBloomSizeRatio(0.05);
    options.setMemtableWholeKeyFiltering(true);
    options.setOptimizeFiltersForHits(false); // absent keys are common: the first of each key
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    // expired buckets drop out as whole files where files do not overlap
    options.setCompactionStyle(bucketed ? CompactionStyle.LEVEL : CompactionStyle.UNIVERSAL);
    options.setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
    options.setKeepLogFileNum(1);
    options.setMaxOpenFiles(-1);
    options.setStatsDumpPeriodSec(0);
    // threads are shared by all databases of the process: one flushes, the others compact
    options.setMaxBackgroundJobs(Math.max(3, 1 + Runtime.getRuntime().availableProcessors() / 2));
    options.setWriteBufferManager(budget.writeBuffers());
  }
}
