package io.thalweg.streams.stores.engine;

/**
 * A position in a {@link ByteStore}. One thread at a time. After the engine was closed every move
 * throws {@code InvalidStateStoreException}; it must be closed all the same.
 */
public interface ByteCursor extends AutoCloseable {
  /** Whether it stands on a row. */
  boolean isValid();

  void seekToFirst();

  void seekToLast();

  /** To the first row at or after {@code key}. */
  void seek(byte[] key);

  /** To the last row at or before {@code key}. */
  void seekForPrev(byte[] key);

  /** To the row after; the cursor must be valid. */
  void next();

  /** To the row before; the cursor must be valid. */
  void prev();

  /** The key it stands on; the caller must not change the array. */
  byte[] key();

  /** The value it stands on; the caller must not change the array. */
  byte[] value();

  @Override
  void close();
}
