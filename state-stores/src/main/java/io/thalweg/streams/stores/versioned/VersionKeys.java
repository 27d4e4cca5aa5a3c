package io.thalweg.streams.stores.versioned;

import io.thalweg.streams.stores.engine.Keys;
import io.thalweg.streams.stores.layer.KeyRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the versions of a versioned store are. Each has one row; those of a key form a chain, as
 * each ends where the next begins.
 *
 * <pre>
 * former version   0 bucket(8) length(4) key validTo(8)  ->  validFrom(8) [1 value]
 * newest version   1 key                                 ->  validFrom(8) [1 value]
 * newest is none   2 bucket(8) key                       ->  nothing
 * </pre>
 *
 * Buckets are of validTo, and of validFrom in the third kind: what is in a bucket is out of reach
 * when time has passed it by the retention. Times and buckets are big-endian with the sign flipped,
 * so that they stand in order. The versions of one key in one bucket stand together, since the
 * key's length comes first: nobody scans several keys.
 *
 * @param bucketMs the span of a bucket
 * @param retentionMs how far behind the observed time versions can be seen and put
 */
public record VersionKeys(long bucketMs, long retentionMs) {
  private static final int BUCKETS_IN_REACH = 32;
  private static final byte FORMER = 0;
  private static final byte NEWEST = 1;
  private static final byte ENDED = 2;

  /**
   * Buckets of about {@code segmentMs}, but not so narrow that a search has many of them to go
   * through.
   */
  public static VersionKeys of(long segmentMs, long retentionMs) {
    long least = retentionMs / BUCKETS_IN_REACH + 1;
    return new VersionKeys(Math.max(segmentMs, least), retentionMs);
  }

  /** The first time that can be seen and put. */
  long horizon(long observed) {
    return observed - retentionMs;
  }

  long bucket(long time) {
    return Math.floorDiv(time, bucketMs);
  }

  byte[] newest(byte[] key) {
    byte[] row = new byte[1 + key.length];
    row[0] = NEWEST;
    System.arraycopy(key, 0, row, 1, key.length);
    return row;
  }

  byte[] former(byte[] key, long validTo) {
    return former(key, bucket(validTo), validTo);
  }

  private static byte[] former(byte[] key, long bucket, long validTo) {
    byte[] row = new byte[13 + key.length + 8];
    row[0] = FORMER;
    putOrdered(row, 1, bucket);
    putInt(row, 9, key.length);
    System.arraycopy(key, 0, row, 13, key.length);
    putOrdered(row, 13 + key.length, validTo);
    return row;
  }

  byte[] ended(byte[] key, long validFrom) {
    byte[] row = new byte[9 + key.length];
    row[0] = ENDED;
    putOrdered(row, 1, bucket(validFrom));
    System.arraycopy(key, 0, row, 9, key.length);
    return row;
  }

  static byte[] keyOfEnded(byte[] row) {
    return Arrays.copyOfRange(row, 9, row.length);
  }

  /** When the version in a row of the first two kinds ends. */
  static long validTo(byte[] row) {
    return row[0] == NEWEST ? Version.OPEN : flipped(Keys.getLong(row, row.length - 8));
  }

  /** Where the former versions of a bucket begin. */
  static byte[] formerBucket(long bucket) {
    return bucketStart(FORMER, bucket);
  }

  /** Where the ended keys of a bucket begin. */
  static byte[] endedBucket(long bucket) {
    return bucketStart(ENDED, bucket);
  }

  static byte[] firstFormer() {
    return new byte[] {FORMER};
  }

  static byte[] firstEnded() {
    return new byte[] {ENDED};
  }

  /** Whether a row is one of a key's versions. */
  static boolean isVersion(byte[] row, byte[] key) {
    int at = row[0] == FORMER ? 13 : 1;
    int end = row[0] == FORMER ? row.length - 8 : row.length;
    return row[0] != ENDED && Arrays.equals(row, at, end, key, 0, key.length);
  }

  /**
   * The rows of a key's former versions that end from {@code first} to {@code last}, bucket by
   * bucket.
   */
  List<KeyRange> formerRanges(byte[] key, long first, long last, boolean forward) {
    List<KeyRange> ranges = new ArrayList<>();
    for (long bucket = bucket(first); bucket <= bucket(last); bucket++) {
      ranges.add(KeyRange.between(former(key, bucket, first), former(key, bucket, last), forward));
    }
    return ranges;
  }

  private static byte[] bucketStart(byte kind, long bucket) {
    byte[] bound = new byte[9];
    bound[0] = kind;
    putOrdered(bound, 1, bucket);
    return bound;
  }

  private static void putOrdered(byte[] target, int offset, long value) {
    Keys.putLong(target, offset, flipped(value));
  }

  private static long flipped(long value) {
    return value ^ Long.MIN_VALUE;
  }

  private static void putInt(byte[] target, int offset, int value) {
    for (int i = 3; i >= 0; i--) {
      target[offset + i] = (byte) value;
      value >>>= 8;
    }
  }
}
