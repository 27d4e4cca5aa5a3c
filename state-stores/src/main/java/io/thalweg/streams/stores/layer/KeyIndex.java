package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Hash;
import io.thalweg.streams.stores.form.KeyLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows in memory of a session or window store by key, so that those around a time are found
 * without a scan. {@link EntryTable} keeps it up to date. Open addressing; owner only.
 */
final class KeyIndex<V> {
  private final KeyLayout layout;
  private @Nullable KeyRows<V>[] slots = allocate(64);
  private int count;
  private @Nullable KeyRows<V> vacant; // without rows yet, kept for what was learned

  KeyIndex(KeyLayout layout) {
    this.layout = layout;
  }

  @Nullable KeyRows<V> find(int hash, byte[] key) {
    return find(hash, key, 0, key.length);
  }

  /** The list of a key, made if there is none. Without rows it lasts until the next is made. */
  KeyRows<V> list(int hash, byte[] key) {
    KeyRows<V> list = find(hash, key);
    if (list == null) {
      KeyRows<V> before = vacant;
      if (before != null && before.count() == 0) {
        remove(before);
      }
      list = new KeyRows<>(key, hash);
      vacant = list;
      place(list);
    }
    return list;
  }

  void added(Entry<V> entry) {
    byte[] full = entry.key;
    int from = layout.prefix();
    int to = full.length - layout.suffix();
    int hash = Hash.of(full, from, to);
    KeyRows<V> list = find(hash, full, from, to);
    if (list == null) {
      list = new KeyRows<>(Arrays.copyOfRange(full, from, to), hash);
      place(list);
    }
    list.add(entry);
  }

  void removed(Entry<V> entry) {
    byte[] full = entry.key;
    int from = layout.prefix();
    int to = full.length - layout.suffix();
    KeyRows<V> list = find(Hash.of(full, from, to), full, from, to);
    if (list != null) {
      list.remove(entry);
      if (list.count() == 0) {
        vacate(list);
      }
    }
  }

  void clear() {
    slots = allocate(64);
    count = 0;
    vacant = null;
  }

  /** A session that grows is removed and put again: its list stays for a moment. */
  private void vacate(KeyRows<V> list) {
    KeyRows<V> before = vacant;
    if (before != null && before != list && before.count() == 0) {
      remove(before);
    }
    vacant = list;
  }

  private @Nullable KeyRows<V> find(int hash, byte[] bytes, int from, int to) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    KeyRows<V> list = slots[slot];
    while (list != null) {
      if (list.hash == hash && Arrays.equals(list.key, 0, list.key.length, bytes, from, to)) {
        return list;
      }
      slot = (slot + 1) & mask;
      list = slots[slot];
    }
    return null;
  }

  private void place(KeyRows<V> list) {
    if ((count + 1) * 5L > slots.length * 3L) {
      resize(slots.length * 2);
    }
    place(slots, list);
    count++;
  }

  private void remove(KeyRows<V> list) {
    int mask = slots.length - 1;
    int gap = list.hash & mask;
    while (slots[gap] != list) {
      gap = (gap + 1) & mask;
    }
    int next = gap;
    while (true) {
      next = (next + 1) & mask;
      KeyRows<V> other = slots[next];
      if (other == null) {
        break;
      }
      if (((next - other.hash) & mask) >= ((next - gap) & mask)) {
        slots[gap] = other;
        gap = next;
      }
    }
    slots[gap] = null;
    count--;
  }

  private void resize(int capacity) {
    @Nullable KeyRows<V>[] grown = allocate(capacity);
    for (KeyRows<V> list : slots) {
      if (list != null) {
        place(grown, list);
      }
    }
    slots = grown;
  }

  private static <V> void place(@Nullable KeyRows<V>[] table, KeyRows<V> list) {
    int mask = table.length - 1;
    int slot = list.hash & mask;
    while (table[slot] != null) {
      slot = (slot + 1) & mask;
    }
    table[slot] = list;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
  private static <V> @Nullable KeyRows<V>[] allocate(int capacity) {
    return new KeyRows[capacity];
  }
}
