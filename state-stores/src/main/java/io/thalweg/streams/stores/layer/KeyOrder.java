package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.Keys;
import java.util.Arrays;

/**
 * Sorts entries by key. The first eight bytes after those that all keys share are sorted as
 * numbers, byte by byte from the last to the first, without a look at the keys; then the same with
 * each run of keys that have those in common, too. A few keys are put in order one after the other:
 * runs are short and mostly in order already, since windows of a key come one after the other.
 */
final class KeyOrder<V> {
  private static final int FEW = 24;
  private static final int DIGITS = 256;
  private static final int TAG = 8;

  private final Entry<V>[] entries;
  private final Entry<V>[] moved;
  private final long[] tags;
  private final long[] movedTags;

  private KeyOrder(Entry<V>[] entries) {
    this.entries = entries;
    moved = entries.clone();
    tags = new long[entries.length];
    movedTags = new long[entries.length];
  }

  static <V> void sort(Entry<V>[] entries) {
    if (entries.length < FEW) {
      insert(entries, 0, entries.length);
    } else {
      new KeyOrder<>(entries).sort(0, entries.length, 0);
    }
  }

  private static int compare(Entry<?> a, Entry<?> b) {
    return Arrays.compareUnsigned(a.key, b.key);
  }

  private static <V> void insert(Entry<V>[] entries, int from, int to) {
    for (int next = from + 1; next < to; next++) {
      Entry<V> entry = entries[next];
      int at = next;
      while (at > from && compare(entries[at - 1], entry) > 0) {
        entries[at] = entries[at - 1];
        at--;
      }
      entries[at] = entry;
    }
  }

  /** Sorts a part whose keys share the first {@code least} bytes, or end before. */
  private void sort(int from, int to, int least) {
    if (to - from < FEW) {
      insert(entries, from, to);
      return;
    }
    int skip = commonPrefix(from, to);
    if (skip < least) {
      Arrays.sort(entries, from, to, KeyOrder::compare);
      return;
    }
    for (int i = from; i < to; i++) {
      tags[i] = tag(entries[i].key, skip);
    }
    for (int shift = 0; shift < 64; shift += 8) {
      pass(from, to, shift);
    }
    int start = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || tags[i] != tags[start]) {
        if (i - start > 1) {
          sort(start, i, skip + TAG);
        }
        start = i;
      }
    }
  }

  /** Orders by one byte of the tags, keeping the order of equal ones. */
  private void pass(int from, int to, int shift) {
    int[] next = new int[DIGITS + 1];
    for (int i = from; i < to; i++) {
      next[digit(tags[i], shift) + 1]++;
    }
    if (next[digit(tags[from], shift) + 1] == to - from) {
      return; // all alike
    }
    next[0] = from;
    for (int digit = 0; digit < DIGITS; digit++) {
      next[digit + 1] += next[digit];
    }
    for (int i = from; i < to; i++) {
      int target = next[digit(tags[i], shift)]++;
      movedTags[target] = tags[i];
      moved[target] = entries[i];
    }
    System.arraycopy(movedTags, from, tags, from, to - from);
    System.arraycopy(moved, from, entries, from, to - from);
  }

  private static int digit(long tag, int shift) {
    return (int) (tag >>> shift) & 0xff;
  }

  /** How many leading bytes all keys of a part share. */
  private int commonPrefix(int from, int to) {
    byte[] first = entries[from].key;
    int common = first.length;
    for (int i = from + 1; i < to && common > 0; i++) {
      byte[] key = entries[i].key;
      int upTo = Math.min(common, key.length);
      int mismatch = Arrays.mismatch(first, 0, upTo, key, 0, upTo);
      common = mismatch < 0 ? upTo : mismatch;
    }
    return common;
  }

  /** Eight bytes from {@code skip} on; a key that ends before is filled up with the least. */
  private static long tag(byte[] key, int skip) {
    if (key.length - skip >= TAG) {
      return Keys.getLong(key, skip);
    }
    long tag = 0;
    for (int i = skip; i < key.length; i++) {
      tag |= (key[i] & 0xffL) << (56 - 8 * (i - skip));
    }
    return tag;
  }
}
