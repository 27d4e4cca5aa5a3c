package io.thalweg.streams.stores.form;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** 32-bit hashes of serialized keys, eight bytes a step. */
public final class Hash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long M = 0x9E3779B97F4A7C15L;

  private Hash() {}

  public static int of(byte[] key) {
    return of(key, 0, key.length);
  }

  /** The hash of a key that stands among other bytes. */
  public static int of(byte[] key, int from, int to) {
    long hash = (to - from) * M;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      hash = step(hash, (long) LONGS.get(key, i));
    }
    long tail = 0;
    for (; i < to; i++) {
      tail = (tail << 8) | (key[i] & 0xff);
    }
    return fold(step(hash, tail));
  }

  /** The hash of a key and a window start. */
  public static int with(int keyHash, long start) {
    return fold(step(keyHash, start));
  }

  private static long step(long hash, long word) {
    long mixed = (hash ^ word) * M;
    return mixed ^ (mixed >>> 29);
  }

  private static int fold(long hash) {
    long mixed = hash * M;
    return (int) (mixed ^ (mixed >>> 32));
  }
}
