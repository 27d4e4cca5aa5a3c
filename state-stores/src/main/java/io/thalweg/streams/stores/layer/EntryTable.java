package io.thalweg.streams.stores.layer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Open addressing over entries. One owner changes it; any thread may read optimistically: look at
 * {@link #version}, read, and believe what was read only if {@link #unchanged} says so.
 */
final class EntryTable<V> {
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
  private final @Nullable SessionIndex<V> sessions; // owner

  @SuppressWarnings("UnusedVariable") // through VERSION
  private long version; // odd while the owner is changing something

  private @Nullable Entry<V>[] slots = allocate(64); // owner
  private int count; // owner

  EntryTable(KeyLayout layout) {
    keyOffset = layout.prefix();
    keyOverhead = layout.prefix() + layout.suffix();
    sessions = layout.isSession() ? new SessionIndex<>(layout) : null;
  }

  /** The rows by key, of a session store. */
  SessionIndex<V> sessions() {
    return Objects.requireNonNull(sessions, "not a session store");
  }

  int count() {
    return count;
  }

  int capacity() {
    return slots.length;
  }

  @Nullable Entry<V> at(int slot) {
    return slots[slot];
  }

  /** The entry of a key (without window bytes) and a start. */
  @Nullable Entry<V> find(int hash, byte[] key, long start) {
    @Nullable Entry<V>[] table = slots; // read once: another thread may be the caller
    int mask = table.length - 1;
    int slot = hash & mask;
    for (int steps = 0; steps <= mask; steps++) {
      Entry<V> entry = table[slot];
      if (entry == null) {
        return null;
      }
      if (entry.hash == hash && entry.start == start && hasKey(entry, key)) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    return null; // only a reader who met a change gets here
  }

  /** The entry of an engine key. */
  @Nullable Entry<V> find(int hash, byte[] engineKey) {
    @Nullable Entry<V>[] table = slots; // read once: another thread may be the caller
    int mask = table.length - 1;
    int slot = hash & mask;
    for (int steps = 0; steps <= mask; steps++) {
      Entry<V> entry = table[slot];
      if (entry == null) {
        return null;
      }
      if (entry.hash == hash && Arrays.equals(entry.key, engineKey)) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    return null; // only a reader who met a change gets here
  }

  void insert(Entry<V> entry) {
    if ((count + 1) * 5L > slots.length * 3L) {
      resize(slots.length * 2);
    }
    beginWrite();
    place(slots, entry);
    count++;
    endWrite();
    if (sessions != null) {
      sessions.added(entry);
    }
  }

  void remove(Entry<V> entry) {
    int mask = slots.length - 1;
    int slot = entry.hash & mask;
    while (slots[slot] != null) {
      if (slots[slot] == entry) {
        removeAt(slot);
        return;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Empties a slot; an entry after it may move into it. */
  void removeAt(int slot) {
    Entry<V> gone = slots[slot];
    if (sessions != null && gone != null) {
      sessions.removed(gone);
    }
    int mask = slots.length - 1;
    beginWrite();
    int gap = slot;
    int next = slot;
    while (true) {
      next = (next + 1) & mask;
      Entry<V> entry = slots[next];
      if (entry == null) {
        break;
      }
      int home = entry.hash & mask;
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        slots[gap] = entry;
        gap = next;
      }
    }
    slots[gap] = null;
    count--;
    endWrite();
  }

  void clear() {
    beginWrite();
    slots = allocate(64);
    count = 0;
    endWrite();
    if (sessions != null) {
      sessions.clear();
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
    @Nullable Entry<V>[] grown = allocate(capacity);
    for (Entry<V> entry : slots) {
      if (entry != null) {
        place(grown, entry);
      }
    }
    beginWrite();
    slots = grown;
    endWrite();
  }

  private static <V> void place(@Nullable Entry<V>[] table, Entry<V> entry) {
    int mask = table.length - 1;
    int slot = entry.hash & mask;
    while (table[slot] != null) {
      slot = (slot + 1) & mask;
    }
    table[slot] = entry;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
  private static <V> @Nullable Entry<V>[] allocate(int capacity) {
    return new Entry[capacity];
  }
}
