package io.thalweg.streams.stores.engine;

/**
 * Changes to be written at once, applied in the order they were added. Stores must belong to the
 * engine that made the batch. Owner thread only.
 */
public interface Batch {
  void put(ByteStore store, byte[] key, byte[] value);

  /** Puts {@code prefix} (8 bytes, big-endian) followed by {@code value}. */
  void put(ByteStore store, byte[] key, long prefix, byte[] value);

  void delete(ByteStore store, byte[] key);

  /** Deletes all keys from {@code from} (inclusive) to {@code to} (exclusive). */
  void deleteRange(ByteStore store, byte[] from, byte[] to);
}
