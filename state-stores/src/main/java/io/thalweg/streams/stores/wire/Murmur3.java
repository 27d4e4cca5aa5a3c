package io.thalweg.streams.stores.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * MurmurHash3 by Austin Appleby (public domain), x64, 128 bits, with the seed that foreign-key
 * joins use on the wire.
 */
public final class Murmur3 {
  /** How many bytes a hash has. */
  public static final int LENGTH = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED = 104_729;
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private Murmur3() {}

  /** The hash, its two halves big-endian. */
  public static byte[] hash128(byte[] data) {
    long h1 = SEED;
    long h2 = SEED;
    int whole = data.length & -LENGTH;
    for (int i = 0; i < whole; i += LENGTH) {
      h1 ^= mix1((long) LONGS.get(data, i));
      h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
      h2 ^= mix2((long) LONGS.get(data, i + 8));
      h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
    }
    h1 ^= mix1(tail(data, whole, Math.min(data.length, whole + 8)));
    h2 ^= mix2(tail(data, whole + 8, data.length));
    h1 ^= data.length;
    h2 ^= data.length;
    h1 += h2;
    h2 += h1;
    h1 = finish(h1);
    h2 = finish(h2);
    h1 += h2;
    return ByteBuffer.allocate(LENGTH).putLong(h1).putLong(h2 + h1).array();
  }

  private static long tail(byte[] data, int from, int to) {
    long tail = 0;
    for (int i = to - 1; i >= from; i--) {
      tail = (tail << 8) | (data[i] & 0xff);
    }
    return tail;
  }

  private static long mix1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mix2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long finish(long k) {
    long mixed = (k ^ (k >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
