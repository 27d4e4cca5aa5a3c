package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.KeyLayout;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows in memory of a window store with duplicates: those of a key together, in order of start
 * and sequence, so that a join finds what is near a time without a scan, and what is too old goes
 * without being looked for. It is what {@link EntryTable} is for other stores. Open addressing over
 * keys; owner thread only.
 */
final class KeyRuns<V> {
  /** Of the rows, what is given up at once when there is no room. */
  private static final int GIVEN_UP = 8;

  private static final int SAMPLES = 64;

  private final KeyLayout layout;
  private @Nullable Run<V>[] slots = allocate(64);
  private int keys;
  private int rows;
  private long bytes; // beside those of the rows
  private int added; // since the last look for expired ones
  private int patience; // rows to come until it makes sense to look for room again

  KeyRuns(KeyLayout layout) {
    this.layout = layout;
  }

  /** How many rows there are. */
  int count() {
    return rows;
  }

  /** Heap beside that of the rows. */
  long bytes() {
    return bytes + 4L * slots.length;
  }

  void add(Entry<V> row) {
    byte[] full = row.key;
    int from = layout.prefix();
    int to = full.length - layout.suffix();
    Run<V> run = find(row.hash, full, from, to);
    if (run == null) {
      run = new Run<>(Arrays.copyOfRange(full, from, to), row.hash);
      bytes += run.bytes();
      place(run);
    }
    long before = run.bytes();
    run.add(row);
    bytes += run.bytes() - before;
    rows++;
    added++;
    patience--;
  }

  void remove(Entry<V> row) {
    byte[] full = row.key;
    int from = layout.prefix();
    int to = full.length - layout.suffix();
    Run<V> run = find(row.hash, full, from, to);
    if (run != null && run.remove(row)) {
      rows--;
      if (run.isEmpty()) {
        vacate(slotOf(run));
      }
    }
  }

  void clear() {
    slots = allocate(64);
    keys = 0;
    rows = 0;
    added = 0;
    bytes = 0;
  }

  /** The rows of a key that start between two times, both inclusive, as of now. */
  KeptRows<V> between(byte[] key, int keyHash, long first, long last) {
    Run<V> run = find(keyHash, key, 0, key.length);
    return run == null ? KeptRows.none() : run.between(first, last);
  }

  /** Drops the clean rows that start up to {@code last}; returns their bytes. */
  long drop(long last) {
    return drop(last, Entry.DIRTY | Entry.UNEMITTED);
  }

  /** As {@link #drop}, changed rows as well. */
  long forget(long last) {
    added = 0;
    return drop(last, 0);
  }

  /** Whether so many rows came since {@link #forget} that a look at all keys costs each little. */
  boolean outgrown(int atLeast) {
    return added > slots.length && added > atLeast / 2;
  }

  private long drop(long last, int spared) {
    long dropped = 0;
    int slot = 0;
    while (slot < slots.length) {
      Run<V> run = slots[slot];
      if (run != null && run.from < run.to && run.rows[run.from].start <= last) {
        int count = run.count();
        dropped += run.drop(last, spared);
        rows -= count - run.count();
        if (run.isEmpty()) {
          vacate(slot);
          continue; // the next one may have moved here
        }
      }
      slot++;
    }
    return dropped;
  }

  /**
   * Whether it is worth to drop rows again: not while most of those that are left were found to be
   * dirty a moment ago.
   */
  boolean mayHaveRoom() {
    return patience <= 0;
  }

  /** The start up to which rows should go, to get rid of a part of them. */
  long startToGiveUp(long atLeast) {
    patience = Math.max(SAMPLES, rows / GIVEN_UP / 2);
    long[] starts = new long[SAMPLES];
    int found = 0;
    int stride = Math.max(1, slots.length / SAMPLES);
    for (int slot = 0; slot < slots.length && found < SAMPLES; slot += stride) {
      Run<V> run = slots[slot];
      if (run != null && !run.isEmpty()) {
        starts[found++] = run.rows[(run.from + run.to) >>> 1].start;
      }
    }
    Arrays.sort(starts, 0, found);
    return found == 0 ? atLeast : Math.max(atLeast, starts[found / GIVEN_UP]);
  }

  /** Nothing is dirty any more. */
  void cleaned() {
    patience = 0;
  }

  private @Nullable Run<V> find(int hash, byte[] source, int from, int to) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    Run<V> run = slots[slot];
    while (run != null) {
      if (run.hash == hash && Arrays.equals(run.key, 0, run.key.length, source, from, to)) {
        return run;
      }
      slot = (slot + 1) & mask;
      run = slots[slot];
    }
    return null;
  }

  private int slotOf(Run<V> run) {
    int mask = slots.length - 1;
    int slot = run.hash & mask;
    while (slots[slot] != run) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void place(Run<V> run) {
    if ((keys + 1) * 5L > slots.length * 3L) {
      @Nullable Run<V>[] before = slots;
      slots = allocate(before.length * 2);
      for (Run<V> moved : before) {
        if (moved != null) {
          put(moved);
        }
      }
    }
    put(run);
    keys++;
  }

  private void put(Run<V> run) {
    int mask = slots.length - 1;
    int slot = run.hash & mask;
    while (slots[slot] != null) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = run;
  }

  /** Empties a slot; a run after it may move into it. */
  private void vacate(int slot) {
    bytes -= Objects.requireNonNull(slots[slot]).bytes();
    int mask = slots.length - 1;
    int gap = slot;
    int next = slot;
    while (true) {
      next = (next + 1) & mask;
      Run<V> other = slots[next];
      if (other == null) {
        break;
      }
      if (((next - other.hash) & mask) >= ((next - gap) & mask)) {
        slots[gap] = other;
        gap = next;
      }
    }
    slots[gap] = null;
    keys--;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
  private static <V> @Nullable Run<V>[] allocate(int capacity) {
    return new Run[capacity];
  }

  /** An array with room at both ends: rows come at the end and go at the front, mostly. */
  private static final class Run<V> {
    private static final int OVERHEAD = 80; // this object, array headers

    final byte[] key;
    final int hash;
    private Entry<V>[] rows = allocate(4);
    private int from;
    private int to;

    Run(byte[] key, int hash) {
      this.key = key;
      this.hash = hash;
    }

    long bytes() {
      return OVERHEAD + key.length + 4L * rows.length;
    }

    int count() {
      return to - from;
    }

    boolean isEmpty() {
      return from == to;
    }

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
      if (at == to) {
        return false;
      }
      System.arraycopy(rows, at + 1, rows, at, to - at - 1);
      to--;
      Arrays.fill(rows, to, to + 1, null);
      return true;
    }

    /** Drops those that start up to {@code last} without one of some flags; returns their bytes. */
    long drop(long last, int spared) {
      long dropped = 0;
      int kept = from;
      int at = from;
      for (; at < to && rows[at].start <= last; at++) {
        Entry<V> row = rows[at];
        if (row.is(spared)) {
          rows[kept++] = row;
        } else {
          row.set(Entry.DETACHED);
          dropped += row.size;
        }
      }
      if (kept == from) { // as a rule all of them go
        Arrays.fill(rows, from, at, null);
        from = at;
      } else {
        System.arraycopy(rows, at, rows, kept, to - at);
        Arrays.fill(rows, to - (at - kept), to, null);
        to -= at - kept;
      }
      return dropped;
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
      return begin == end ? KeptRows.none() : new KeptRows<>(Arrays.copyOfRange(rows, begin, end));
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
}
