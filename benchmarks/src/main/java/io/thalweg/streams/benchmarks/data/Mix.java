package io.thalweg.streams.benchmarks.data;

/** 64-bit mixing: random access to a deterministic random sequence, and order-free checksums. */
public final class Mix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mix() {}

  /** The {@code index}-th number of the sequence named {@code seed}. */
  public static long at(long seed, long index) {
    return mix(seed * 0xD1342543DE82EF95L + index * GOLDEN);
  }

  /** A uniform double in [0, 1) from {@link #at}. */
  public static double unit(long seed, long index) {
    return (at(seed, index) >>> 11) * 0x1.0p-53;
  }

  public static long hash(byte[] bytes) {
    long h = 0xCBF29CE484222325L;
    for (byte b : bytes) {
      h = (h ^ b) * 0x100000001B3L;
    }
    return mix(h);
  }

  /** Hash of one key/value pair; sums of these compare multisets whatever their order. */
  public static long hash(byte[] key, byte[] value) {
    return mix(hash(key) * GOLDEN + hash(value));
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
