package io.thalweg.streams.stores.rocksdb;

import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory of all databases of a process: one block cache for data, index and filter
 * blocks, to which memtables, at most half of it, are charged. Safe from any thread; close it after
 * the last database.
 */
public final class NativeBudget implements AutoCloseable {
  private static final long LARGEST_MEMTABLE = 16L << 20;
  private static final long LEAST_MEMTABLE = 1L << 20;
  private static final int STORES_EXPECTED = 8;

  /** Of the cache, what scans of data cannot push out: index and filter blocks. */
  private static final double PROTECTED = 0.3;

  private final long bytes;
  private final LRUCache cache;
  private final WriteBufferManager writeBuffers;
  private final AtomicInteger stores = new AtomicInteger();

  /** Loads the native library and makes the cache. */
  public NativeBudget(long bytes) {
    NativeLibrary.load();
    this.bytes = bytes;
    cache = new LRUCache(bytes, -1, false, PROTECTED);
    writeBuffers = new WriteBufferManager(bytes / 2, cache, false);
  }

  public long bytes() {
    return bytes;
  }

  /** Bytes in the cache now, memtables included. */
  public long used() {
    return cache.getUsage();
  }

  /** Bytes of it that cannot be evicted: memtables, and blocks in use. */
  public long pinned() {
    return cache.getPinnedUsage();
  }

  LRUCache cache() {
    return cache;
  }

  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  /** Stores are about to be opened. */
  void opening(int count) {
    stores.addAndGet(count);
  }

  void closed(int count) {
    stores.addAndGet(-count);
  }

  /**
   * The size of a memtable: a share of the memory for memtables. A memtable takes some of its
   * memory, a filter of its keys, when it is made; were all large, those of many stores would fill
   * the budget while empty.
   */
  long memtableBytes() {
    long share = bytes / 2 / Math.max(STORES_EXPECTED, stores.get());
    return Math.max(LEAST_MEMTABLE, Math.min(LARGEST_MEMTABLE, share));
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }
}
