package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.state.RocksDBConfigSetter;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.VectorMemTableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options of one store: our defaults, then what the user's config setter makes of them. */
final class StoreOptions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreOptions.class);
  private static final long MB = 1L << 20;

  private final String store;
  private final BloomFilter filter = new BloomFilter(10);
  private final UserOptions options;
  private final ColumnFamilyOptions family;
  private final @Nullable RocksDBConfigSetter setter;

  /**
   * The options of {@code store}, which the spec's setter has seen.
   *
   * @throws ProcessorStateException if the setter fails
   */
  StoreOptions(RocksDatabaseSpec.Store store, RocksDatabaseSpec spec, NativeBudget budget) {
    this.store = store.name();
    options = new UserOptions(this.store);
    Defaults.database(options, budget);
    Defaults.store(options, store.bucketed(), budget, filter);
    options.handOut();
    try {
      setter = userSettings(spec);
    } catch (RuntimeException | LinkageError e) {
      options.close();
      filter.close();
      throw new ProcessorStateException(
          "Task "
              + spec.taskId()
              + ": rocksdb.config.setter "
              + spec.setter()
              + " failed for store "
              + this.store
              + " ("
              + e
              + "); correct it or leave it out",
          e);
    }
    options.setMinWriteBufferNumberToMerge(1); // with more, flushes of several families may part
    family = new ColumnFamilyOptions(options);
  }

  private @Nullable RocksDBConfigSetter userSettings(RocksDatabaseSpec spec) {
    if (spec.setter() == null) {
      return null;
    }
    RocksDBConfigSetter made = Utils.newInstance(spec.setter());
    made.setConfig(store, options, spec.configs());
    return made;
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

  UserOptions options() {
    return options;
  }

  @Override
  public void close() {
    family.close();
    if (setter != null) {
      try {
        setter.close(store, options);
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("Store {}: close of {} failed", store, setter.getClass().getName(), e);
      }
    }
    options.close();
    filter.close();
  }
}
