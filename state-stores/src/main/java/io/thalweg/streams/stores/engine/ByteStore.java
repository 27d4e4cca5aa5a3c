package io.thalweg.streams.stores.engine;

import org.jspecify.annotations.Nullable;

/**
 * The committed rows of one store, ordered by key as unsigned bytes. Written only through {@link
 * ByteEngine#write}; read by the owner at any time, by others only under the engine's {@link
 * Lease}.
 */
public interface ByteStore {
  /** The value, or null. The caller must not change the array. */
  byte @Nullable [] get(byte[] key);

  /** A cursor, not positioned yet; what it sees is fixed now or weakly consistent. */
  ByteCursor cursor();

  /** The cursors that are open now; any thread. */
  OpenCursors openCursors();

  /** About how many rows there are; exact in memory. */
  long approximateEntries();
}
