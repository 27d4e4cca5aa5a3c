package io.thalweg.streams.stores.user;

import org.jspecify.annotations.Nullable;

/** Point access to a user's store of bytes, whatever its kind. */
interface UserRows {
  /** The stored bytes of a row, null if there is none. */
  byte @Nullable [] get(RowKey key);

  /** Sets a row; null deletes it. */
  void put(RowKey key, byte @Nullable [] stored);

  /** The key of a change just made in the changelog's wire form. */
  byte[] changelogKey(RowKey key);
}
