package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.EvictedKeys;
import io.thalweg.streams.stores.layer.EntryTable.Part;
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
  private int partHand; // of the part that the hand is in
  private int hand; // of the slot in that part
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
    for (int step = 0; step < STEPS; step++) {
      partHand &= table.partSlots() - 1;
      Part<V> part = table.part(partHand);
      if (part == null || hand >= part.capacity()) {
        partHand++;
        hand = 0;
        fruitless++;
        continue;
      }
      Entry<V> entry = part.at(hand);
      if (entry == null || !evictable(entry)) {
        hand++;
        fruitless++;
      } else {
        if (gone != null && !gone.add(entry.hash)) {
          gone = null;
        }
        dropped += drop(entry);
        table.removeAt(part, hand);
      }
    }
    if (fruitless > 2 * (table.capacity() + table.partSlots())) {
      fruitless = 0;
      giveUpOldest();
    }
    return dropped;
  }

  /** Drops all entries that match and are clean; returns their bytes. */
  long sweep(Predicate<Entry<V>> condemned) {
    Predicate<Entry<V>> goes = entry -> clean(entry) && condemned.test(entry);
    long dropped = 0;
    for (Part<V> part : table.parts()) {
      dropped += sweep(part, goes);
    }
    return dropped;
  }

  private long sweep(Part<V> part, Predicate<Entry<V>> goes) {
    boolean whole = true;
    for (int slot = 0; whole && slot < part.capacity(); slot++) {
      Entry<V> entry = part.at(slot);
      whole = entry == null || goes.test(entry);
    }
    long dropped = 0;
    int slot = 0;
    while (slot < part.capacity()) {
      Entry<V> entry = part.at(slot);
      if (entry == null || !(whole || goes.test(entry))) {
        slot++;
        continue;
      }
      dropped += drop(entry);
      if (whole) {
        slot++;
      } else {
        table.removeAt(part, slot); // the next one may have moved here
      }
    }
    if (whole) {
      table.drop(part);
    }
    return dropped;
  }

  private boolean evictable(Entry<V> entry) {
    return clean(entry) && entry.start <= completeAfter && !entry.spared();
  }

  private static boolean clean(Entry<?> entry) {
    return !entry.is(Entry.DIRTY | Entry.UNEMITTED);
  }

  private long drop(Entry<V> entry) {
    fruitless = 0;
    entry.set(Entry.DETACHED);
    return entry.size;
  }

  private void giveUpOldest() {
    long[] starts = new long[SAMPLES];
    int found = 0;
    int stride = Math.max(1, table.capacity() / (2 * SAMPLES));
    int slot = 0;
    for (Part<V> part : table.parts()) {
      for (; slot < part.capacity() && found < SAMPLES; slot += stride) {
        Entry<V> entry = part.at(slot);
        if (entry != null && clean(entry) && entry.start > completeAfter) {
          starts[found++] = entry.start;
        }
      }
      slot -= part.capacity();
    }
    if (found > 0) {
      Arrays.sort(starts, 0, found);
      completeAfter = starts[found / 10];
    }
  }
}
