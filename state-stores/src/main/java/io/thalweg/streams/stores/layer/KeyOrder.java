package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.Keys;
import java.util.Arrays;

/**
 * Sorts entries by key. The first bytes in which any two keys differ are compared as one long, held
 * beside the entry, so that most comparisons touch no key.
 */
final class KeyOrder {
  private KeyOrder() {}

  private record Tagged<V>(long tag, Entry<V> entry) {}

  static <V> void sort(Entry<V>[] entries) {
    if (entries.length < 2) {
      return;
    }
    int skip = commonPrefix(entries);
    @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
    Tagged<V>[] tagged = new Tagged[entries.length];
    for (int i = 0; i < entries.length; i++) {
      tagged[i] = new Tagged<>(tag(entries[i].key, skip), entries[i]);
    }
    Arrays.sort(tagged, KeyOrder::compare);
    for (int i = 0; i < entries.length; i++) {
      entries[i] = tagged[i].entry;
    }
  }

  private static <V> int compare(Tagged<V> a, Tagged<V> b) {
    return a.tag != b.tag
        ? Long.compareUnsigned(a.tag, b.tag)
        : Arrays.compareUnsigned(a.entry.key, b.entry.key);
  }

  /** How many leading bytes all keys share. */
  private static int commonPrefix(Entry<?>[] entries) {
    byte[] first = entries[0].key;
    int common = first.length;
    for (Entry<?> entry : entries) {
      int upTo = Math.min(common, entry.key.length);
      int mismatch = Arrays.mismatch(first, 0, upTo, entry.key, 0, upTo);
      common = mismatch < 0 ? upTo : mismatch;
    }
    return common;
  }

  /** Eight bytes from {@code skip} on; a key that ends before is filled up with the least. */
  private static long tag(byte[] key, int skip) {
    if (key.length - skip >= 8) {
      return Keys.getLong(key, skip);
    }
    long tag = 0;
    for (int i = skip; i < key.length; i++) {
      tag |= (key[i] & 0xffL) << (56 - 8 * (i - skip));
    }
    return tag;
  }
}
