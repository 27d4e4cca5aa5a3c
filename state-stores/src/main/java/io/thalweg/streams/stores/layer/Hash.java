package io.thalweg.streams.stores.layer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** 32-bit hashes of serialized keys, eight bytes a step. */
final class Hash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long M = 0x9E3779B97F4A7C15L;

  private Hash() {}

  static int of(byte[] key) {
    long hash = key.length * M;
    int i = 0;
    for (; i + 8 <= key.length; i += 8) {
      hash = step(hash, (long) LONGS.get(key, i));
    }
    long tail = 0;
    for (; i < key.length; i++) {
      tail = (tail << 8) | (key[i] & 0xff);
    }
    return fold(step(hash, tail));
  }

  /** The hash of a key and a window start. */
  static int with(int keyHash, long start) {
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
