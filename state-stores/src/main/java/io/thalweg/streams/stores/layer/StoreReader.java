package io.thalweg.streams.stores.layer;

import org.jspecify.annotations.Nullable;

/** Read access to one store, the owner's or another thread's. */
public sealed interface StoreReader<K, V> permits OwnerReader, SharedReader {
  WriteBuffer<K, V> buffer();

  /** Whether the store can still be read. */
  boolean isOpen();

  /** The row of a key; {@code start} is 0 for key-value stores. Its value may be null. */
  Row<V> read(byte[] key, long start);

  /** The row of a session. Its value may be null. */
  Row<V> readSession(byte[] key, long start, long end);

  /** All rows of the range, and maybe others, as of now. */
  MergedCursor<V> cursor(RowRange range);

  /** The rows of a key of a store with duplicates, if all are in memory; else null. */
  @Nullable KeptRows<V> kept(byte[] key, TimeSpan span);

  /** The times of the rows to be seen: not expired, not later than any. */
  TimeSpan live();

  long approximateEntries();

  /** From {@code first} to {@code last}, both inclusive. */
  record TimeSpan(long first, long last) {}
}
