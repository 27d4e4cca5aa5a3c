package io.thalweg.streams.stores.rocksdb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.rocksdb.AbstractEventListener;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.LoggerInterface;
import org.rocksdb.Options;
import org.rocksdb.RateLimiter;
import org.rocksdb.SstFileManager;
import org.rocksdb.Statistics;
import org.rocksdb.TableFormatConfig;
import org.rocksdb.WriteBufferManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options that a user's config setter is given. It remembers the objects set for the database
 * as a whole, which cannot be read back from options, and keeps the format of files.
 */
final class UserOptions extends Options {
  private static final Logger LOG = LoggerFactory.getLogger(UserOptions.class);

  private final String store;
  private final Map<String, SharedObject> objects = new LinkedHashMap<>();
  private boolean ownTable;

  /** An object that the user has set, and how to set it elsewhere. */
  record SharedObject(Object value, Consumer<DBOptions> setting) {}

  UserOptions(String store) {
    this.store = store;
  }

  /** By the name of the setting, in the order they were set. */
  Map<String, SharedObject> objects() {
    return objects;
  }

  /** From here on it is the user who sets. */
  void handOut() {
    objects.clear();
    ownTable = true;
  }

  boolean hasStatistics() {
    return objects.containsKey("statistics");
  }

  @Override
  public Options setTableFormatConfig(TableFormatConfig config) {
    if (config instanceof BlockBasedTableConfig table) {
      if (table.formatVersion() > Defaults.FORMAT_VERSION) {
        table.setFormatVersion(Defaults.FORMAT_VERSION);
      }
      if (ownTable && config != tableFormatConfig()) {
        LOG.info(
            "Store {}: rocksdb.config.setter sets a table format of its own, so its block cache is"
                + " not part of thalweg.memory.max.bytes; to keep that, change the one that"
                + " options.tableFormatConfig() returns",
            store);
      }
    }
    return super.setTableFormatConfig(config);
  }

  @Override
  public Options setEnv(Env env) {
    objects.put("env", new SharedObject(env, shared -> shared.setEnv(env)));
    return super.setEnv(env);
  }

  @Override
  public Options setRateLimiter(RateLimiter limiter) {
    objects.put("rate_limiter", new SharedObject(limiter, s -> s.setRateLimiter(limiter)));
    return super.setRateLimiter(limiter);
  }

  @Override
  public Options setSstFileManager(SstFileManager manager) {
    objects.put("sst_file_manager", new SharedObject(manager, s -> s.setSstFileManager(manager)));
    return super.setSstFileManager(manager);
  }

  @Override
  public Options setLogger(LoggerInterface logger) {
    objects.put("info_log", new SharedObject(logger, shared -> shared.setLogger(logger)));
    return super.setLogger(logger);
  }

  @Override
  public Options setStatistics(Statistics statistics) {
    objects.put("statistics", new SharedObject(statistics, s -> s.setStatistics(statistics)));
    return super.setStatistics(statistics);
  }

  @Override
  public Options setRowCache(Cache cache) {
    objects.put("row_cache", new SharedObject(cache, shared -> shared.setRowCache(cache)));
    return super.setRowCache(cache);
  }

  @Override
  public Options setWriteBufferManager(WriteBufferManager manager) {
    objects.put(
        "write_buffer_manager", new SharedObject(manager, s -> s.setWriteBufferManager(manager)));
    return super.setWriteBufferManager(manager);
  }

  @Override
  public Options setListeners(List<AbstractEventListener> listeners) {
    objects.put("listeners", new SharedObject(listeners, s -> s.setListeners(listeners)));
    return super.setListeners(listeners);
  }
}
