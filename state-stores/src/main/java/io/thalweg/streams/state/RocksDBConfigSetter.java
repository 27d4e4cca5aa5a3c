package io.thalweg.streams.state;

import java.util.Map;
import org.rocksdb.Options;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an application change RocksDB's settings per store. An instance is made for each store by
 * its public no-argument constructor.
 *
 * <p>Thalweg keeps all stores of a task in one database. Settings of the store itself (memtable,
 * compaction, compression, block size, filters, a block cache of its own) apply to that store;
 * settings of the database as a whole apply to the task's database, and if two stores of a task
 * differ in one, the first counts and a warning says so. What crash consistency rests on
 * (write-ahead log, atomic flush) can not be changed.
 */
public interface RocksDBConfigSetter {
  Logger LOG = LoggerFactory.getLogger(RocksDBConfigSetter.class);

  /**
   * Sets options before the store is opened. Objects created here (caches, filters) must be closed
   * in {@link #close}.
   *
   * @param storeName the store about to be opened
   * @param options the store's options, with Thalweg's defaults filled in
   * @param configs the application's configuration
   */
  void setConfig(String storeName, Options options, Map<String, Object> configs);

  /** Closes what {@link #setConfig} created; called after the store was closed. */
  void close(String storeName, Options options);
}
