package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.EvictedKeys;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes room in a table: a clock hand that drops clean entries nobody used since it last came by.
 * Rows of windows for which the table is known to be complete are spared until nothing older is
 * left; then the oldest tenth of them is given up.
 */
final class EvictionHand<V> {
  private static final int STEPS = 64;
  private static final int SAMPLES = 64;

  private final EntryTable<V> table;
  private int hand;
  private int fruitless; // slots passed since something was dropped
  private long completeAfter = Long.MIN_VALUE;
  private @Nullable EvictedKeys gone; // what advance has dropped, as far as that is all there is

  EvictionHand(EntryTable<V> table) {
    this.table = table;
  }

  /** The start from which on nothing was dropped by {@link #advance}. */
  long completeAfter() {
    return completeAfter;
  }

  /** From now on, all rows that are not in the table are those that {@link #advance} drops. */
  void remember(long bytes) {
    gone = new EvictedKeys(bytes);
  }

  /** Rows may exist that never were in the table. */
  void forget() {
    gone = null;
  }

  /** Whether a row that is not in the table may exist. */
  boolean mayHaveDropped(int hash) {
    return gone == null || gone.mayHave(hash);
  }

  /** Heap for what is remembered. */
  long bytes() {
    return gone == null ? 0 : gone.bytes();
  }

  /** Moves on a little; returns the bytes dropped. */
  long advance(long knownCompleteAfter) {
    completeAfter = Math.max(completeAfter, knownCompleteAfter);
    long dropped = 0;
    int mask = table.capacity() - 1;
    for (int step = 0; step < STEPS; step++) {
      Entry<V> entry = table.at(hand & mask);
      if (entry == null || !evictable(entry)) {
        hand = (hand + 1) & mask;
        fruitless++;
      } else {
        if (gone != null && !gone.add(entry.hash)) {
          gone = null;
        }
        dropped += drop(entry, hand & mask);
      }
    }
    if (fruitless > 2 * table.capacity()) {
      fruitless = 0;
      giveUpOldest();
    }
    return dropped;
  }

  /** Drops all entries that match and are clean; returns their bytes. */
  long sweep(Predicate<Entry<V>> condemned) {
    long dropped = 0;
    int slot = 0;
    while (slot < table.capacity()) {
      Entry<V> entry = table.at(slot);
      if (entry != null && clean(entry) && condemned.test(entry)) {
        dropped += drop(entry, slot); // the next one may have moved here
      } else {
        slot++;
      }
    }
    return dropped;
  }

  private boolean evictable(Entry<V> entry) {
    return clean(entry) && entry.start <= completeAfter && !entry.spared();
  }

  private static boolean clean(Entry<?> entry) {
    return !entry.is(Entry.DIRTY | Entry.UNEMITTED);
  }

  private long drop(Entry<V> entry, int slot) {
    fruitless = 0;
    entry.set(Entry.DETACHED);
    table.removeAt(slot);
    return entry.size;
  }

  private void giveUpOldest() {
    long[] starts = new long[SAMPLES];
    int found = 0;
    int stride = Math.max(1, table.capacity() / (2 * SAMPLES));
    for (int slot = 0; slot < table.capacity() && found < SAMPLES; slot += stride) {
      Entry<V> entry = table.at(slot);
      if (entry != null && clean(entry) && entry.start > completeAfter) {
        starts[found++] = entry.start;
      }
    }
    if (found > 0) {
      Arrays.sort(starts, 0, found);
      completeAfter = starts[found / 10];
    }
  }
}
