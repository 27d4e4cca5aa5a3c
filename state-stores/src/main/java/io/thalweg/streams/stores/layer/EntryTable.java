package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.KeyLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Open addressing over entries. One owner changes it; any thread may read optimistically: look at
 * {@link #version}, read, and believe what was read only if {@link #unchanged} says so.
 */
final class EntryTable<V> {
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

  private Slots<V> slots = new Slots<>(64); // owner
  private int count; // owner

  /**
   * Entries and, beside them, their hashes with the highest bit set, or 0 for an empty slot: a
   * probe or a move to a larger table looks at no entry but the one it is for.
   */
  private static final class Slots<V> {
    final int[] tags;
    final @Nullable Entry<V>[] entries;

    Slots(int capacity) {
      tags = new int[capacity];
      entries = allocate(capacity);
    }

    void place(int tag, Entry<V> entry) {
      int mask = tags.length - 1;
      int slot = tag & mask;
      while (tags[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      tags[slot] = tag;
      entries[slot] = entry;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
    private static <V> @Nullable Entry<V>[] allocate(int capacity) {
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
      for (Entry<V> entry : slots.entries) {
        if (entry != null) {
          index.added(entry);
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

  int capacity() {
    return slots.tags.length;
  }

  @Nullable Entry<V> at(int slot) {
    return slots.entries[slot];
  }

  /** The entry of a key (without window bytes) and a start. */
  @Nullable Entry<V> find(int hash, byte[] key, long start) {
    Slots<V> table = slots; // read once: another thread may be the caller
    int[] tags = table.tags;
    int mask = tags.length - 1;
    int tag = hash | TAGGED;
    int slot = tag & mask;
    for (int steps = 0; steps <= mask; steps++) {
      int found = tags[slot];
      if (found == 0) {
        return null;
      }
      if (found == tag) {
        Entry<V> entry = table.entries[slot];
        if (entry != null && entry.start == start && hasKey(entry, key)) {
          return entry;
        }
      }
      slot = (slot + 1) & mask;
    }
    return null; // only a reader who met a change gets here
  }

  /** The entry of an engine key. */
  @Nullable Entry<V> find(int hash, byte[] engineKey) {
    Slots<V> table = slots; // read once: another thread may be the caller
    int[] tags = table.tags;
    int mask = tags.length - 1;
    int tag = hash | TAGGED;
    int slot = tag & mask;
    for (int steps = 0; steps <= mask; steps++) {
      int found = tags[slot];
      if (found == 0) {
        return null;
      }
      if (found == tag) {
        Entry<V> entry = table.entries[slot];
        if (entry != null && Arrays.equals(entry.key, engineKey)) {
          return entry;
        }
      }
      slot = (slot + 1) & mask;
    }
    return null; // only a reader who met a change gets here
  }

  void insert(Entry<V> entry) {
    if ((count + 1) * 5L > capacity() * 3L) {
      resize(capacity() * 2);
    }
    beginWrite();
    slots.place(entry.hash | TAGGED, entry);
    count++;
    endWrite();
    if (byKey != null) {
      byKey.added(entry);
    }
  }

  void remove(Entry<V> entry) {
    int mask = capacity() - 1;
    int slot = entry.hash & mask;
    while (slots.tags[slot] != 0) {
      if (slots.entries[slot] == entry) {
        removeAt(slot);
        return;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Empties a slot; an entry after it may move into it. */
  void removeAt(int slot) {
    int[] tags = slots.tags;
    @Nullable Entry<V>[] entries = slots.entries;
    Entry<V> gone = entries[slot];
    if (byKey != null && gone != null) {
      byKey.removed(gone);
    }
    int mask = tags.length - 1;
    beginWrite();
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
    endWrite();
  }

  void clear() {
    beginWrite();
    slots = new Slots<>(64);
    count = 0;
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

  private void resize(int capacity) {
    Slots<V> grown = new Slots<>(capacity);
    Slots<V> before = slots;
    for (int slot = 0; slot < before.tags.length; slot++) {
      Entry<V> entry = before.entries[slot];
      if (entry != null) {
        grown.place(before.tags[slot], entry);
      }
    }
    beginWrite();
    slots = grown;
    endWrite();
  }
}
