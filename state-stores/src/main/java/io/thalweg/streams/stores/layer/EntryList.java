package io.thalweg.streams.stores.layer;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order they were added. Owner thread; readers may look under the table's version.
 */
final class EntryList<V> {
  private @Nullable Entry<V>[] items = allocate(64);
  private int count;
  private int dead; // items that are to be left out

  int count() {
    return count;
  }

  /** How many of the items are to stay. */
  int live() {
    return count - dead;
  }

  Entry<V> at(int index) {
    return Objects.requireNonNull(items[index]);
  }

  void add(Entry<V> entry) {
    if (count == items.length) {
      items = Arrays.copyOf(items, count * 2);
    }
    items[count++] = entry;
  }

  void clear() {
    if (items.length > 65_536) {
      items = allocate(1024);
    } else {
      Arrays.fill(items, 0, count, null);
    }
    count = 0;
    dead = 0;
  }

  /** One of the items is to be left out; whether it is time to {@link #compact}. */
  boolean died() {
    dead++;
    return dead > 64 && dead * 2 > count;
  }

  /** Leaves out the entries that were detached, if {@link #died} was told of some. */
  void compact() {
    if (dead > 0) {
      dropDetached();
    }
  }

  /** Leaves out the entries that are detached. */
  void dropDetached() {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      Entry<V> entry = at(i);
      if (!entry.is(Entry.DETACHED)) {
        items[kept++] = entry;
      }
    }
    Arrays.fill(items, kept, count, null);
    count = kept;
    dead = 0;
  }

  /** The entries that start at {@code first} or later. */
  Entry<V>[] copy(long first) {
    @Nullable Entry<V>[] copy = allocate(count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      Entry<V> entry = at(i);
      if (entry.start >= first) {
        copy[kept++] = entry;
      }
    }
    return nonNull(kept == count ? copy : Arrays.copyOf(copy, kept));
  }

  /** What is listed now; a reader who met a change may get fewer, but no nulls. */
  Entry<V>[] copy() {
    @Nullable Entry<V>[] seen = items;
    int upTo = Math.min(count, seen.length);
    Entry<V>[] copy = Arrays.copyOf(nonNull(seen), upTo);
    int kept = 0;
    for (Entry<V> entry : copy) {
      if (entry != null) {
        copy[kept++] = entry;
      }
    }
    return kept == upTo ? copy : Arrays.copyOf(copy, kept);
  }

  @SuppressWarnings("NullAway") // the caller looks at what is not null
  private static <V> Entry<V>[] nonNull(@Nullable Entry<V>[] items) {
    return items;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
  private static <V> @Nullable Entry<V>[] allocate(int capacity) {
    return new Entry[capacity];
  }
}
