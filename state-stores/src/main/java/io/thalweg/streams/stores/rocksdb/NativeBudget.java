package io.thalweg.streams.stores.rocksdb;

import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory that all databases of one instance share: one block cache, to which memtables
 * are charged. Safe from any thread; close it after the last database.
 */
public final class NativeBudget implements AutoCloseable {
  private final LRUCache cache;
  private final WriteBufferManager writeBuffers;
  private final boolean tight;

  /** Loads the native library and makes the cache. */
  public NativeBudget(long bytes) {
    NativeLibrary.load();
    cache = new LRUCache(bytes);
    writeBuffers = new WriteBufferManager(bytes / 2, cache, false);
    tight = bytes < 1L << 30;
  }

  LRUCache cache() {
    return cache;
  }

  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  /** Whether indexes and filters must be charged to the cache, too, to stay within the budget. */
  boolean tight() {
    return tight;
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }
}
