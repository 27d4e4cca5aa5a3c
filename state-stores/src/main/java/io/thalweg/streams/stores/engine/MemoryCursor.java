package io.thalweg.streams.stores.engine;

import io.thalweg.streams.errors.InvalidStateStoreException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks a sorted map entry by entry. */
final class MemoryCursor implements ByteCursor {
  private final NavigableMap<byte[], byte[]> rows;
  private final String name;
  private final Lease lease;
  private final OpenCursors open;
  private Map.@Nullable Entry<byte[], byte[]> current;

  MemoryCursor(NavigableMap<byte[], byte[]> rows, String name, Lease lease, OpenCursors open) {
    this.rows = rows;
    this.name = name;
    this.lease = lease;
    this.open = open;
  }

  @Override
  public boolean isValid() {
    return current != null;
  }

  @Override
  public void seekToFirst() {
    checkOpen();
    current = rows.firstEntry();
  }

  @Override
  public void seekToLast() {
    checkOpen();
    current = rows.lastEntry();
  }

  @Override
  public void seek(byte[] key) {
    checkOpen();
    current = rows.ceilingEntry(key);
  }

  @Override
  public void seekForPrev(byte[] key) {
    checkOpen();
    current = rows.floorEntry(key);
  }

  @Override
  public void next() {
    checkOpen();
    current = rows.higherEntry(key());
  }

  @Override
  public void prev() {
    checkOpen();
    current = rows.lowerEntry(key());
  }

  @Override
  public byte[] key() {
    return entry().getKey();
  }

  @Override
  public byte[] value() {
    return entry().getValue();
  }

  @Override
  public void close() {
    current = null;
    open.closed(this);
  }

  private Map.Entry<byte[], byte[]> entry() {
    if (current == null) {
      throw new NoSuchElementException("Store " + name + ": the cursor stands on no row");
    }
    return current;
  }

  private void checkOpen() {
    if (lease.isShut()) {
      throw new InvalidStateStoreException("Store " + name + " is closed");
    }
  }
}
