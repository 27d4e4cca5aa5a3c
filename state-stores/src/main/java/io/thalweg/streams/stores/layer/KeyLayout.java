package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.Keys;
import java.util.Arrays;

/**
 * How a row's key is laid out in the engine and in the changelog.
 *
 * <pre>
 * key-value   engine: key                                       changelog: key
 * window      engine: bucket(8) key start(8) sequence(4)        changelog: key start(8) sequence(4)
 * </pre>
 *
 * Numbers are big-endian. A bucket is a span of time in which rows expire together.
 */
public final class KeyLayout {
  private static final int BUCKET = 8;
  private static final int SUFFIX = 12;

  private final boolean windowed;
  private final long bucketMs;

  private KeyLayout(boolean windowed, long bucketMs) {
    this.windowed = windowed;
    this.bucketMs = bucketMs;
  }

  public static KeyLayout plain() {
    return new KeyLayout(false, 1);
  }

  /** Windows in buckets of {@code bucketMs}; with 1, rows stand in order of their start. */
  public static KeyLayout windowed(long bucketMs) {
    return new KeyLayout(true, Math.max(1, bucketMs));
  }

  boolean isWindowed() {
    return windowed;
  }

  long bucket(long start) {
    return Math.floorDiv(start, bucketMs);
  }

  /** The first bucket that has rows which start at or after {@code start}, all of them. */
  long firstWholeBucket(long start) {
    return Math.floorDiv(start + bucketMs - 1, bucketMs);
  }

  byte[] engineKey(byte[] key, long start, int sequence) {
    if (!windowed) {
      return key;
    }
    byte[] full = new byte[BUCKET + key.length + SUFFIX];
    Keys.putLong(full, 0, bucket(start));
    System.arraycopy(key, 0, full, BUCKET, key.length);
    Keys.putLong(full, BUCKET + key.length, start);
    putInt(full, BUCKET + key.length + 8, sequence);
    return full;
  }

  byte[] changelogKey(byte[] engineKey) {
    return windowed ? Arrays.copyOfRange(engineKey, BUCKET, engineKey.length) : engineKey;
  }

  byte[] fromChangelogKey(byte[] key) {
    if (!windowed) {
      return key;
    }
    byte[] full = new byte[BUCKET + key.length];
    Keys.putLong(full, 0, bucket(Keys.getLong(key, key.length - SUFFIX)));
    System.arraycopy(key, 0, full, BUCKET, key.length);
    return full;
  }

  /** Whether a changelog key is long enough to be one. */
  boolean isChangelogKey(byte[] key) {
    return !windowed || key.length >= SUFFIX;
  }

  public byte[] rawKey(byte[] engineKey) {
    return windowed ? Arrays.copyOfRange(engineKey, BUCKET, engineKey.length - SUFFIX) : engineKey;
  }

  public long start(byte[] engineKey) {
    return windowed ? Keys.getLong(engineKey, engineKey.length - SUFFIX) : 0;
  }

  static int sequenceOfChangelogKey(byte[] key) {
    int sequence = 0;
    for (int i = key.length - 4; i < key.length; i++) {
      sequence = (sequence << 8) | (key[i] & 0xff);
    }
    return sequence;
  }

  boolean isKey(byte[] engineKey, byte[] key) {
    if (!windowed) {
      return Arrays.equals(engineKey, key);
    }
    int end = engineKey.length - SUFFIX;
    return end - BUCKET == key.length && Arrays.equals(engineKey, BUCKET, end, key, 0, key.length);
  }

  /** Compares the key inside {@code engineKey} with {@code key}. */
  int compareKey(byte[] engineKey, byte[] key) {
    if (!windowed) {
      return Arrays.compareUnsigned(engineKey, key);
    }
    return Arrays.compareUnsigned(engineKey, BUCKET, engineKey.length - SUFFIX, key, 0, key.length);
  }

  /** The least engine key of a bucket. */
  static byte[] bucketStart(long bucket) {
    byte[] bound = new byte[BUCKET];
    Keys.putLong(bound, 0, bucket);
    return bound;
  }

  static long bucketOf(byte[] engineKey) {
    return Keys.getLong(engineKey, 0);
  }

  private static void putInt(byte[] target, int offset, int value) {
    for (int i = 3; i >= 0; i--) {
      target[offset + i] = (byte) value;
      value >>>= 8;
    }
  }
}
