package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.Keys;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows in memory of one key of a session or window store, in the engine's order: by their time,
 * which is the end of a session and the start of a window. Owner only.
 */
final class KeyRows<V> {
  /** Bytes of a list beside those of its key and rows: this object, array headers, slots. */
  static final int OVERHEAD = 120;

  final byte[] key;
  final int hash; // of the key alone

  /** Rows after this time that are not in the list do not exist. */
  private long knownAfter = Long.MAX_VALUE;

  private @Nullable Entry<V>[] rows = allocate(2);
  private int count;

  KeyRows(byte[] key, int hash) {
    this.key = key;
    this.hash = hash;
  }

  int count() {
    return count;
  }

  @SuppressWarnings("NullAway") // below count there are no nulls
  Entry<V> at(int index) {
    return rows[index];
  }

  /** The time after which all rows that exist are in the list; the greatest if none is known. */
  long knownAfter() {
    return knownAfter;
  }

  /** The rows after {@code time} were added. */
  void learned(long time) {
    knownAfter = Math.min(knownAfter, time);
  }

  /** The index of the first row at {@code time} or later. */
  int firstAt(long time) {
    return position(time, Long.MIN_VALUE);
  }

  void add(Entry<V> entry) {
    int at = position(entry.start, tie(entry));
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, count * 2);
    }
    System.arraycopy(rows, at, rows, at + 1, count - at);
    rows[at] = entry;
    count++;
  }

  /** Takes a row out; if the engine may have it, the list is no longer known to be complete. */
  void remove(Entry<V> entry) {
    int at = position(entry.start, tie(entry));
    if (at < count && rows[at] == entry) {
      count--;
      System.arraycopy(rows, at + 1, rows, at, count - at);
      rows[count] = null;
      if (!entry.is(Entry.NOT_STORED) && knownAfter < entry.start) {
        knownAfter = entry.start;
      }
    }
  }

  /** What orders rows with the same time. */
  private static long tie(Entry<?> entry) {
    return Keys.getLong(entry.key, entry.key.length - 8);
  }

  private int position(long time, long tie) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      Entry<V> entry = at(middle);
      boolean before = entry.start != time ? entry.start < time : tie(entry) < tie;
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
  private static <V> @Nullable Entry<V>[] allocate(int capacity) {
    return new Entry[capacity];
  }
}
