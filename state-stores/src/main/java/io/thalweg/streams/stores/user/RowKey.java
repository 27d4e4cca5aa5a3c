package io.thalweg.streams.stores.user;

import org.apache.kafka.common.utils.Bytes;

/**
 * Where a row is: its key, and in a window store the start of its window, in a session store start
 * and end.
 */
record RowKey(Bytes key, long start, long end) {
  static RowKey of(byte[] key) {
    return new RowKey(Bytes.wrap(key), 0, 0);
  }

  static RowKey of(byte[] key, long start) {
    return new RowKey(Bytes.wrap(key), start, 0);
  }
}
