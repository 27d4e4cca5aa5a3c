package io.thalweg.streams.stores.user;

import io.thalweg.streams.state.WindowStore;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Rows by key and window start. Owner thread only, but for reads. */
final class WindowRows implements UserRows {
  private final WindowStore<Bytes, byte[]> store;
  private final boolean duplicates;
  private int sequence; // owner

  /**
   * @param duplicates whether several rows may share key and start; the changelog tells them apart
   *     by a number
   */
  WindowRows(WindowStore<Bytes, byte[]> store, boolean duplicates) {
    this.store = store;
    this.duplicates = duplicates;
  }

  @Override
  public byte @Nullable [] get(RowKey key) {
    return store.fetch(key.key(), key.start());
  }

  @Override
  public void put(RowKey key, byte @Nullable [] stored) {
    store.put(key.key(), stored, key.start());
  }

  @Override
  public byte[] changelogKey(RowKey key) {
    if (duplicates) {
      sequence = (sequence + 1) & Integer.MAX_VALUE;
    }
    byte[] raw = key.key().get();
    return ByteBuffer.allocate(raw.length + 12)
        .put(raw)
        .putLong(key.start())
        .putInt(duplicates ? sequence : 0)
        .array();
  }
}
