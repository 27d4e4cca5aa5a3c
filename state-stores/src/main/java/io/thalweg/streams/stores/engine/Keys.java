package io.thalweg.streams.stores.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bounds of byte-key ranges. */
public final class Keys {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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
    LONGS.set(target, offset, value);
  }

  /** Reads a big-endian long at {@code offset}. */
  public static long getLong(byte[] source, int offset) {
    return (long) LONGS.get(source, offset);
  }
}
