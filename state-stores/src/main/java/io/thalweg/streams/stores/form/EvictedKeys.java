package io.thalweg.streams.stores.form;

import org.jspecify.annotations.Nullable;

/**
 * The hashes of the rows that a table which once had every row has let go, as a Bloom filter: a row
 * that is neither in the table nor here does not exist, so that the first record of a new key need
 * not ask the engine. Four bits of one word a key. Owner only.
 */
public final class EvictedKeys {
  /** With more of the bits set it says yes too often to be worth its place. */
  private static final double FULL = 0.5;

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final int size; // a power of two
  private long @Nullable [] words; // made when the first one goes
  private long room; // bits that may yet be set

  /** A filter of at most so many bytes. */
  public EvictedKeys(long bytes) {
    size = (int) Long.highestOneBit(Math.max(1, Math.min(bytes, 1 << 24) / Long.BYTES));
    room = (long) (size * FULL * Long.SIZE);
  }

  public long bytes() {
    return words == null ? 0 : (long) size * Long.BYTES;
  }

  /** Whether there is room for more. */
  public boolean add(int hash) {
    long[] target = words;
    if (target == null) {
      target = new long[size];
      words = target;
    }
    long mixed = hash * MIX;
    int word = word(mixed);
    long before = target[word];
    long after = before | bits(mixed);
    target[word] = after;
    room -= Long.bitCount(after ^ before);
    return room > 0;
  }

  public boolean mayHave(int hash) {
    long[] source = words;
    if (source == null) {
      return false;
    }
    long mixed = hash * MIX;
    long bits = bits(mixed);
    return (source[word(mixed)] & bits) == bits;
  }

  private int word(long mixed) {
    return (int) (mixed >>> 40) & (size - 1);
  }

  private static long bits(long mixed) {
    return 1L << mixed | 1L << (mixed >>> 6) | 1L << (mixed >>> 12) | 1L << (mixed >>> 18);
  }
}
