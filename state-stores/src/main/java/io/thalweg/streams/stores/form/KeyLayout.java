package io.thalweg.streams.stores.form;

import io.thalweg.streams.stores.engine.Keys;
import java.util.Arrays;

/**
 * How a row's key is laid out in the engine and in the changelog.
 *
 * <pre>
 * key-value   engine: key                                       changelog: key
 * window      engine: bucket(8) key start(8) sequence(4)        changelog: key start(8) sequence(4)
 * session     engine: bucket(8) key end(8) start(8)             changelog: key end(8) start(8)
 * </pre>
 *
 * In memory the start of a session is inverted, since there Kafka Streams has the latest one first.
 * Numbers are big-endian. A bucket is a span of time in which rows expire together. The time that
 * follows the key is the row's: windows stand, and expire, by their start, sessions by their end.
 */
public final class KeyLayout {
  private static final int BUCKET = 8;
  private static final int WINDOW_SUFFIX = 12;
  private static final int SESSION_SUFFIX = 16;

  private final boolean windowed;
  private final int suffix; // bytes after the key
  private final long startMask; // what is different about the start of a session in the engine
  private final long bucketMs;

  private KeyLayout(int suffix, long startMask, long bucketMs) {
    windowed = suffix > 0;
    this.suffix = suffix;
    this.startMask = startMask;
    this.bucketMs = bucketMs;
  }

  public static KeyLayout plain() {
    return new KeyLayout(0, 0, 1);
  }

  /** Windows in buckets of {@code bucketMs}; with 1, rows stand in order of their start. */
  public static KeyLayout windowed(long bucketMs) {
    return new KeyLayout(WINDOW_SUFFIX, 0, Math.max(1, bucketMs));
  }

  /**
   * Sessions in buckets of {@code bucketMs}; with 1, rows stand in order of their end.
   *
   * @param latestStartFirst the order of sessions with the same key and end
   */
  public static KeyLayout sessions(long bucketMs, boolean latestStartFirst) {
    return new KeyLayout(SESSION_SUFFIX, latestStartFirst ? -1L : 0, Math.max(1, bucketMs));
  }

  /** Whether rows have a time by which they expire: windows and sessions. */
  public boolean isWindowed() {
    return windowed;
  }

  /** Whether each start is a bucket of its own, as in memory. */
  public boolean isExact() {
    return bucketMs == 1;
  }

  public boolean isSession() {
    return suffix == SESSION_SUFFIX;
  }

  /** How many bytes of an engine key stand before the key. */
  public int prefix() {
    return windowed ? BUCKET : 0;
  }

  /** How many bytes of an engine key stand after the key. */
  public int suffix() {
    return suffix;
  }

  public long bucket(long start) {
    return Math.floorDiv(start, bucketMs);
  }

  /** The first bucket that has rows which start at or after {@code start}, all of them. */
  public long firstWholeBucket(long start) {
    return Math.floorDiv(start + bucketMs - 1, bucketMs);
  }

  public byte[] engineKey(byte[] key, long start, int sequence) {
    if (!windowed) {
      return key;
    }
    byte[] full = timedKey(key, start);
    putInt(full, BUCKET + key.length + 8, sequence);
    return full;
  }

  public byte[] sessionKey(byte[] key, long end, long start) {
    byte[] full = timedKey(key, end);
    Keys.putLong(full, BUCKET + key.length + 8, start ^ startMask);
    return full;
  }

  /** Bucket, key and time; what follows is left to fill in. */
  private byte[] timedKey(byte[] key, long time) {
    byte[] full = new byte[BUCKET + key.length + suffix];
    Keys.putLong(full, 0, bucket(time));
    System.arraycopy(key, 0, full, BUCKET, key.length);
    Keys.putLong(full, BUCKET + key.length, time);
    return full;
  }

  public byte[] changelogKey(byte[] engineKey) {
    if (!windowed) {
      return engineKey;
    }
    byte[] key = Arrays.copyOfRange(engineKey, BUCKET, engineKey.length);
    maskStart(key);
    return key;
  }

  public byte[] fromChangelogKey(byte[] key) {
    if (!windowed) {
      return key;
    }
    byte[] full = new byte[BUCKET + key.length];
    Keys.putLong(full, 0, bucket(Keys.getLong(key, key.length - suffix)));
    System.arraycopy(key, 0, full, BUCKET, key.length);
    maskStart(full);
    return full;
  }

  private void maskStart(byte[] key) {
    if (startMask != 0) {
      Keys.putLong(key, key.length - 8, Keys.getLong(key, key.length - 8) ^ startMask);
    }
  }

  /** Whether a changelog key is long enough to be one. */
  public boolean isChangelogKey(byte[] key) {
    return key.length >= suffix;
  }

  public byte[] rawKey(byte[] engineKey) {
    return windowed ? Arrays.copyOfRange(engineKey, BUCKET, engineKey.length - suffix) : engineKey;
  }

  /** The row's time: the start of a window, the end of a session. */
  public long start(byte[] engineKey) {
    return windowed ? Keys.getLong(engineKey, engineKey.length - suffix) : 0;
  }

  public long sessionStart(byte[] engineKey) {
    return Keys.getLong(engineKey, engineKey.length - 8) ^ startMask;
  }

  /** The number that tells windows with the same key and start apart; 0 for sessions. */
  public int sequenceOfChangelogKey(byte[] key) {
    if (isSession()) {
      return 0;
    }
    int sequence = 0;
    for (int i = key.length - 4; i < key.length; i++) {
      sequence = (sequence << 8) | (key[i] & 0xff);
    }
    return sequence;
  }

  public boolean isKey(byte[] engineKey, byte[] key) {
    if (!windowed) {
      return Arrays.equals(engineKey, key);
    }
    int end = engineKey.length - suffix;
    return end - BUCKET == key.length && Arrays.equals(engineKey, BUCKET, end, key, 0, key.length);
  }

  /** Compares the key inside {@code engineKey} with {@code key}. */
  public int compareKey(byte[] engineKey, byte[] key) {
    if (!windowed) {
      return Arrays.compareUnsigned(engineKey, key);
    }
    return Arrays.compareUnsigned(engineKey, BUCKET, engineKey.length - suffix, key, 0, key.length);
  }

  /** The least engine key of a bucket. */
  public static byte[] bucketStart(long bucket) {
    byte[] bound = new byte[BUCKET];
    Keys.putLong(bound, 0, bucket);
    return bound;
  }

  public static long bucketOf(byte[] engineKey) {
    return Keys.getLong(engineKey, 0);
  }

  private static void putInt(byte[] target, int offset, int value) {
    for (int i = 3; i >= 0; i--) {
      target[offset + i] = (byte) value;
      value >>>= 8;
    }
  }
}
