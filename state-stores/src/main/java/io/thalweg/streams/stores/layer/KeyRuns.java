package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Hash;
import io.thalweg.streams.stores.form.KeyLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows in memory of a window store with duplicates by key, each key's in order of start and
 * sequence, so that a join finds what is near a time without a scan. {@link EntryTable} tells it
 * what goes. Owner thread only.
 */
final class KeyRuns<V> {
  private final KeyLayout layout;
  private final Map<Key, Run<V>> runs = new HashMap<>();

  KeyRuns(KeyLayout layout) {
    this.layout = layout;
  }

  private static final class Key {
    final byte[] bytes;
    final int hash;

    Key(byte[] bytes, int hash) {
      this.bytes = bytes;
      this.hash = hash;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && hash == key.hash && Arrays.equals(bytes, key.bytes);
    }
  }

  /** An array with room at both ends: rows come at the end and go at the front, mostly. */
  private static final class Run<V> {
    private Entry<V>[] rows = allocate(4);
    private int from;
    private int to;

    void add(Entry<V> row) {
      if (to == rows.length) {
        makeRoom();
      }
      int at = to;
      while (at > from && isAfter(rows[at - 1], row)) {
        rows[at] = rows[at - 1];
        at--;
      }
      rows[at] = row;
      to++;
    }

    boolean remove(Entry<V> row) {
      int at = firstFrom(row.start);
      while (at < to && rows[at] != row) {
        at++;
      }
      if (at == from) {
        from++; // the array lets go of it when it is next tidied
      } else if (at < to) {
        System.arraycopy(rows, at + 1, rows, at, to - at - 1);
        to--;
      }
      return from == to;
    }

    /** The index of the first row that starts at or after {@code start}. */
    int firstFrom(long start) {
      int low = from;
      int high = to;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (rows[middle].start < start) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    KeptRows<V> between(long first, long last) {
      int begin = firstFrom(first);
      int end = begin;
      while (end < to && rows[end].start <= last) {
        end++;
      }
      return new KeptRows<>(Arrays.copyOfRange(rows, begin, end));
    }

    private void makeRoom() {
      int count = to - from;
      Entry<V>[] target = count > rows.length / 2 ? allocate(rows.length * 2) : rows;
      System.arraycopy(rows, from, target, 0, count);
      Arrays.fill(target, count, target.length, null);
      rows = target;
      from = 0;
      to = count;
    }

    private static boolean isAfter(Entry<?> a, Entry<?> b) {
      return a.start != b.start ? a.start > b.start : Arrays.compareUnsigned(a.key, b.key) > 0;
    }

    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // generic array; looked at from..to
    private static <V> Entry<V>[] allocate(int capacity) {
      return new Entry[capacity];
    }
  }

  void add(byte[] key, int keyHash, Entry<V> row) {
    runs.computeIfAbsent(new Key(key, keyHash), ignored -> new Run<>()).add(row);
  }

  void remove(Entry<V> row) {
    byte[] bytes = layout.rawKey(row.key);
    Key key = new Key(bytes, Hash.of(bytes));
    Run<V> run = runs.get(key);
    if (run != null && run.remove(row)) {
      runs.remove(key);
    }
  }

  void clear() {
    runs.clear();
  }

  /** The rows of a key that start between two times, both inclusive, as of now. */
  KeptRows<V> between(byte[] key, int keyHash, long first, long last) {
    Run<V> run = runs.get(new Key(key, keyHash));
    return run == null ? KeptRows.none() : run.between(first, last);
  }
}
