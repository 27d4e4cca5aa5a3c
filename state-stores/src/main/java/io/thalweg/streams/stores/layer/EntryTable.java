package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.KeyLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows in memory. Those whose windows start, or sessions end, within a minute have a part of
 * their own, open addressing over entries: a record touches the little memory of the windows that
 * are open, whatever else is kept, and windows that are over go all at once. Other stores have one
 * part.
 *
 * <p>One owner changes it; any thread may read optimistically: look at {@link #version}, read, and
 * believe what was read only if {@link #unchanged} says so.
 */
final class EntryTable<V> {
  /** What a part spans; the least time that Kafka Streams' segments span. */
  private static final long SPAN_MS = 60_000;

  private static final int LEAST = 16;
  private static final int TAGGED = 1 << 31;
  private static final VarHandle VERSION;

  static {
    try {
      VERSION = MethodHandles.lookup().findVarHandle(EntryTable.class, "version", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int keyOffset;
  private final int keyOverhead;
  private final KeyLayout layout;
  private @Nullable KeyIndex<V> byKey; // owner

  @SuppressWarnings("UnusedVariable") // through VERSION
  private long version; // odd while the owner is changing something

  private @Nullable Part<V>[] parts = allocate(LEAST); // owner; open addressing by span
  private int partCount; // owner
  private int count; // owner
  private int capacity; // owner; slots of all parts

  /**
   * Entries and, beside them, their hashes with the highest bit set, or 0 for an empty slot: a
   * probe or a move to a larger part looks at no entry but the one it is for.
   */
  static final class Part<V> {
    private final long span;
    private final int[] tags;
    private final @Nullable Entry<V>[] entries;
    private int count; // owner

    private Part(long span, int capacity) {
      this.span = span;
      tags = new int[capacity];
      entries = slots(capacity);
    }

    int capacity() {
      return tags.length;
    }

    int count() {
      return count;
    }

    @Nullable Entry<V> at(int slot) {
      return entries[slot];
    }

    private boolean full() {
      return (count + 1) * 5L > capacity() * 3L;
    }

    private void place(int tag, Entry<V> entry) {
      int mask = tags.length - 1;
      int slot = tag & mask;
      while (tags[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      tags[slot] = tag;
      entries[slot] = entry;
      count++;
    }

    private Part<V> grown() {
      Part<V> grown = new Part<>(span, capacity() * 2);
      for (int slot = 0; slot < tags.length; slot++) {
        Entry<V> entry = entries[slot];
        if (entry != null) {
          grown.place(tags[slot], entry);
        }
      }
      return grown;
    }

    /** Empties a slot; an entry after it may move into it. */
    private void removeAt(int slot) {
      int mask = tags.length - 1;
      int gap = slot;
      int next = slot;
      while (true) {
        next = (next + 1) & mask;
        int tag = tags[next];
        if (tag == 0) {
          break;
        }
        int home = tag & mask;
        if (((next - home) & mask) >= ((next - gap) & mask)) {
          tags[gap] = tag;
          entries[gap] = entries[next];
          gap = next;
        }
      }
      tags[gap] = 0;
      entries[gap] = null;
      count--;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
    private static <V> @Nullable Entry<V>[] slots(int capacity) {
      return new Entry[capacity];
    }
  }

  EntryTable(KeyLayout layout) {
    keyOffset = layout.prefix();
    keyOverhead = layout.prefix() + layout.suffix();
    this.layout = layout;
    byKey = layout.isSession() ? new KeyIndex<>(layout) : null;
  }

  /** The rows by key, kept from now on if they were not before. */
  KeyIndex<V> byKey() {
    KeyIndex<V> index = byKey;
    if (index == null) {
      index = new KeyIndex<>(layout);
      for (Part<V> part : parts()) {
        for (int slot = 0; slot < part.capacity(); slot++) {
          Entry<V> entry = part.at(slot);
          if (entry != null) {
            index.added(entry);
          }
        }
      }
      byKey = index;
    }
    return index;
  }

  boolean indexedByKey() {
    return byKey != null;
  }

  int count() {
    return count;
  }

  /** Slots of all parts. */
  int capacity() {
    return capacity;
  }

  /** Places for parts, some of them empty. */
  int partSlots() {
    return parts.length;
  }

  @Nullable Part<V> part(int slot) {
    return parts[slot];
  }

  /** The parts there are now. */
  List<Part<V>> parts() {
    return Arrays.stream(parts).filter(Objects::nonNull).toList();
  }

  /** The entry of a key (without window bytes) and a start. */
  @Nullable Entry<V> find(int hash, byte[] key, long start) {
    Part<V> part = partOf(start);
    if (part == null) {
      return null;
    }
    int[] tags = part.tags;
    int mask = tags.length - 1;
    int tag = hash | TAGGED;
    int slot = tag & mask;
    for (int steps = 0; steps <= mask; steps++) {
      int found = tags[slot];
      if (found == 0) {
        return null;
      }
      if (found == tag) {
        Entry<V> entry = part.entries[slot];
        if (entry != null && entry.start == start && hasKey(entry, key)) {
          return entry;
        }
      }
      slot = (slot + 1) & mask;
    }
    return null; // only a reader who met a change gets here
  }

  /** The entry of an engine key, and the start in it. */
  @Nullable Entry<V> findRow(int hash, byte[] engineKey, long start) {
    Part<V> part = partOf(start);
    if (part == null) {
      return null;
    }
    int[] tags = part.tags;
    int mask = tags.length - 1;
    int tag = hash | TAGGED;
    int slot = tag & mask;
    for (int steps = 0; steps <= mask; steps++) {
      int found = tags[slot];
      if (found == 0) {
        return null;
      }
      if (found == tag) {
        Entry<V> entry = part.entries[slot];
        if (entry != null && Arrays.equals(entry.key, engineKey)) {
          return entry;
        }
      }
      slot = (slot + 1) & mask;
    }
    return null; // only a reader who met a change gets here
  }

  void insert(Entry<V> entry) {
    Part<V> part = roomFor(entry.start);
    beginWrite();
    part.place(entry.hash | TAGGED, entry);
    count++;
    endWrite();
    if (byKey != null) {
      byKey.added(entry);
    }
  }

  void remove(Entry<V> entry) {
    Part<V> part = partOf(entry.start);
    if (part == null) {
      return;
    }
    int mask = part.capacity() - 1;
    int slot = entry.hash & mask;
    while (part.tags[slot] != 0) {
      if (part.entries[slot] == entry) {
        removeAt(part, slot);
        return;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Empties a slot; an entry after it may move into it. A part that is empty then is gone. */
  void removeAt(Part<V> part, int slot) {
    Entry<V> gone = part.entries[slot];
    if (byKey != null && gone != null) {
      byKey.removed(gone);
    }
    beginWrite();
    part.removeAt(slot);
    count--;
    if (part.count == 0) {
      takeOut(part);
    }
    endWrite();
  }

  /** Lets go of a part and all entries in it. */
  void drop(Part<V> part) {
    for (int slot = 0; byKey != null && slot < part.capacity(); slot++) {
      Entry<V> entry = part.entries[slot];
      if (entry != null) {
        byKey.removed(entry);
      }
    }
    beginWrite();
    count -= part.count;
    takeOut(part);
    endWrite();
  }

  void clear() {
    beginWrite();
    parts = allocate(LEAST);
    partCount = 0;
    count = 0;
    capacity = 0;
    endWrite();
    if (byKey != null) {
      byKey.clear();
    }
  }

  /** From here to {@link #endWrite} readers do not believe what they see. */
  void beginWrite() {
    VERSION.setOpaque(this, version + 1);
    VarHandle.storeStoreFence();
  }

  void endWrite() {
    VERSION.setRelease(this, version + 1);
  }

  /** The version to read under; odd means try again. */
  long version() {
    return (long) VERSION.getAcquire(this);
  }

  /** Whether nothing was changed since {@link #version} answered {@code seen}. */
  boolean unchanged(long seen) {
    VarHandle.acquireFence();
    return (seen & 1) == 0 && (long) VERSION.getOpaque(this) == seen;
  }

  private boolean hasKey(Entry<V> entry, byte[] key) {
    byte[] full = entry.key;
    return full.length - keyOverhead == key.length
        && Arrays.equals(full, keyOffset, keyOffset + key.length, key, 0, key.length);
  }

  // ---- parts ----

  private static long span(long start) {
    return Math.floorDiv(start, SPAN_MS);
  }

  private @Nullable Part<V> partOf(long start) {
    long span = span(start);
    @Nullable Part<V>[] all = parts; // read once: another thread may be the caller
    int mask = all.length - 1;
    int slot = (int) span & mask;
    for (int steps = 0; steps <= mask; steps++) {
      Part<V> part = all[slot];
      if (part == null || part.span == span) {
        return part;
      }
      slot = (slot + 1) & mask;
    }
    return null; // only a reader who met a change gets here
  }

  /** The part for a start, with a slot left to fill. Readers wait for it to change hands only. */
  private Part<V> roomFor(long start) {
    Part<V> part = partOf(start);
    if (part == null) {
      Part<V> made = new Part<>(span(start), likelyCapacity(start));
      @Nullable Part<V>[] all = (partCount + 1) * 2 > parts.length ? spread() : parts;
      beginWrite();
      parts = all;
      parts[freeSlot(all, made.span)] = made;
      endWrite();
      partCount++;
      capacity += made.capacity();
      return made;
    }
    if (part.full()) {
      Part<V> grown = part.grown();
      beginWrite();
      parts[slotOf(part)] = grown;
      endWrite();
      capacity += grown.capacity() - part.capacity();
      return grown;
    }
    return part;
  }

  /** Most minutes are like the one before. */
  private int likelyCapacity(long start) {
    Part<V> before = partOf(start - SPAN_MS);
    return before == null || before.count <= LEAST
        ? LEAST
        : Integer.highestOneBit(before.count - 1) * 2;
  }

  /** The parts in twice the space. */
  private @Nullable Part<V>[] spread() {
    @Nullable Part<V>[] more = allocate(parts.length * 2);
    for (Part<V> part : parts) {
      if (part != null) {
        more[freeSlot(more, part.span)] = part;
      }
    }
    return more;
  }

  private void takeOut(Part<V> part) {
    int mask = parts.length - 1;
    int gap = slotOf(part);
    int next = gap;
    while (true) {
      next = (next + 1) & mask;
      Part<V> other = parts[next];
      if (other == null) {
        break;
      }
      if (((next - (int) other.span) & mask) >= ((next - gap) & mask)) {
        parts[gap] = other;
        gap = next;
      }
    }
    parts[gap] = null;
    partCount--;
    capacity -= part.capacity();
  }

  private int slotOf(Part<V> part) {
    int mask = parts.length - 1;
    int slot = (int) part.span & mask;
    while (parts[slot] != part) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static <V> int freeSlot(@Nullable Part<V>[] parts, long span) {
    int mask = parts.length - 1;
    int slot = (int) span & mask;
    while (parts[slot] != null) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
  private static <V> @Nullable Part<V>[] allocate(int capacity) {
    return new Part[capacity];
  }
}
