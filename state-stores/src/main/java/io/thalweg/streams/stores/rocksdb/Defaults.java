package io.thalweg.streams.stores.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.Filter;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;

/** Our settings, before a user's config setter changes some. */
final class Defaults {
  /** What RocksDB 10 reads: going back to it must not cost a restore. */
  static final int FORMAT_VERSION = 6;

  private Defaults() {}

  static void store(Options options, boolean bucketed, NativeBudget budget, Filter filter) {
    BlockBasedTableConfig table = table(budget);
    table.setBlockSize(bucketed ? 16 << 10 : 4 << 10);
    table.setFilterPolicy(filter);
    options.setTableFormatConfig(table);
    options.setWriteBufferSize(budget.memtableBytes());
    options.setMaxWriteBufferNumber(2);
    options.setMemtablePrefixBloomSizeRatio(0.05);
    options.setMemtableWholeKeyFiltering(true);
    options.setOptimizeFiltersForHits(false); // absent keys are common: the first of each key
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    // expired buckets drop out as whole files where files do not overlap
    options.setCompactionStyle(bucketed ? CompactionStyle.LEVEL : CompactionStyle.UNIVERSAL);
  }

  static void meta(ColumnFamilyOptions options, NativeBudget budget) {
    options.setWriteBufferSize(1 << 20);
    options.setMinWriteBufferNumberToMerge(1);
    options.setTableFormatConfig(table(budget));
  }

  static void database(Options options, NativeBudget budget) {
    options.setCreateIfMissing(true);
    options.setCreateMissingColumnFamilies(true);
    options.setAtomicFlush(true); // with the log off, what keeps rows and positions together
    options.setAvoidFlushDuringShutdown(true); // we flush when we mean to
    options.setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
    options.setKeepLogFileNum(1);
    options.setMaxOpenFiles(-1);
    options.setStatsDumpPeriodSec(0);
    // threads are shared by all databases of the process: one flushes, the others compact
    options.setMaxBackgroundJobs(Math.max(3, 1 + Runtime.getRuntime().availableProcessors() / 2));
    options.setWriteBufferManager(budget.writeBuffers());
  }

  /** Indexes and filters are in the cache, too: else they grow with the data, without a bound. */
  private static BlockBasedTableConfig table(NativeBudget budget) {
    BlockBasedTableConfig table = new BlockBasedTableConfig();
    table.setBlockCache(budget.cache());
    table.setFormatVersion(FORMAT_VERSION);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinL0FilterAndIndexBlocksInCache(true);
    // whole, the index or filter of a large file is larger than a shard of a small cache: it would
    // be read again for each row
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    table.setMetadataBlockSize(4096);
    table.setPinTopLevelIndexAndFilter(true);
    return table;
  }
}
