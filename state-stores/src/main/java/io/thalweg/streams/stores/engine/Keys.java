package io.thalweg.streams.stores.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bounds of byte-key ranges. */
public final class Keys {
  private Keys() {}

  /** The least key greater than {@code key}. */
  public static byte[] successor(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  /** The least key greater than all keys that start with {@code prefix}; null if there is none. */
  public static byte @Nullable [] afterPrefix(byte[] prefix) {
    int last = prefix.length - 1;
    while (last >= 0 && prefix[last] == (byte) 0xff) {
      last--;
    }
    if (last < 0) {
      return null;
    }
    byte[] bound = Arrays.copyOf(prefix, last + 1);
    bound[last]++;
    return bound;
  }

  /** Writes {@code value} big-endian at {@code offset}. */
  public static void putLong(byte[] target, int offset, long value) {
    for (int i = 7; i >= 0; i--) {
      target[offset + i] = (byte) value;
      value >>>= 8;
    }
  }

  /** Reads a big-endian long at {@code offset}. */
  public static long getLong(byte[] source, int offset) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (source[offset + i] & 0xff);
    }
    return value;
  }
}
