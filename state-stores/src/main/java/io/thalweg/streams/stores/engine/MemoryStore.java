package io.thalweg.streams.stores.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One store of a {@link MemoryEngine}. Cursors are weakly consistent. */
final class MemoryStore implements ByteStore {
  private final ConcurrentSkipListMap<byte[], byte[]> rows =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
  private final AtomicLong count = new AtomicLong(); // the map's own size() walks it
  private final String name;
  private final Lease lease;
  private final OpenCursors cursors;

  MemoryStore(String name, Lease lease, CursorWatch watch) {
    this.name = name;
    this.lease = lease;
    cursors = new OpenCursors(watch);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public ByteCursor cursor() {
    MemoryCursor cursor = new MemoryCursor(rows, name, lease, cursors);
    cursors.opened(cursor);
    return cursor;
  }

  @Override
  public OpenCursors openCursors() {
    return cursors;
  }

  @Override
  public long approximateEntries() {
    return count.get();
  }

  void put(byte[] key, byte[] value) {
    if (rows.put(key, value) == null) {
      count.incrementAndGet();
    }
  }

  void remove(byte[] key) {
    if (rows.remove(key) != null) {
      count.decrementAndGet();
    }
  }

  void removeRange(byte[] from, byte[] to) {
    Map<byte[], byte[]> range = rows.subMap(from, to);
    count.addAndGet(-range.size());
    range.clear();
  }

  void clear() {
    rows.clear();
    count.set(0);
  }
}
