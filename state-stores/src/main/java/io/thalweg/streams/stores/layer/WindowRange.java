package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.engine.Keys;
import io.thalweg.streams.stores.form.KeyLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a window store: a range of keys and a span of starts, bucket by bucket. Inside a bucket,
 * rows stand in the order of key and start written after each other, so that rows of keys of
 * different length may interleave; those that do not belong are passed over.
 */
public final class WindowRange implements RowRange {
  private final KeyLayout layout;
  private final byte @Nullable [] keyFrom;
  private final byte @Nullable [] keyTo;
  private final long from;
  private final long to;
  private final long latestStart; // of sessions
  private final boolean forward;
  private final byte[] lower; // of what follows the bucket
  private final byte @Nullable [] upper;

  private WindowRange(
      KeyLayout layout,
      byte @Nullable [] keyFrom,
      byte @Nullable [] keyTo,
      StoreReader.TimeSpan span,
      long latestStart,
      boolean forward) {
    this.layout = layout;
    this.keyFrom = keyFrom;
    this.keyTo = keyTo;
    from = span.first();
    to = span.last();
    this.latestStart = latestStart;
    this.forward = forward;
    boolean single = Arrays.equals(keyFrom, keyTo);
    lower = keyFrom == null ? new byte[0] : single ? joined(keyFrom, from, 8) : keyFrom;
    upper = keyTo == null ? null : joined(keyTo, single ? to : -1, layout.suffix());
  }

  /**
   * Keys from {@code keyFrom} to {@code keyTo}, both inclusive, null for open; starts inside {@code
   * wanted}, as far as they are live.
   */
  public static WindowRange of(
      StoreReader<?, ?> reader,
      byte @Nullable [] keyFrom,
      byte @Nullable [] keyTo,
      StoreReader.TimeSpan wanted,
      boolean forward) {
    return new WindowRange(
        reader.buffer().layout(), keyFrom, keyTo, live(reader, wanted), Long.MAX_VALUE, forward);
  }

  /**
   * Sessions that end inside {@code ends}, as far as they are live, and start at {@code
   * latestStart} or earlier; keys as above.
   */
  public static WindowRange ofSessions(
      StoreReader<?, ?> reader,
      byte @Nullable [] keyFrom,
      byte @Nullable [] keyTo,
      StoreReader.TimeSpan ends,
      long latestStart,
      boolean forward) {
    return new WindowRange(
        reader.buffer().layout(), keyFrom, keyTo, live(reader, ends), latestStart, forward);
  }

  private static StoreReader.TimeSpan live(StoreReader<?, ?> reader, StoreReader.TimeSpan wanted) {
    StoreReader.TimeSpan live = reader.live();
    return new StoreReader.TimeSpan(
        Math.max(0, Math.max(wanted.first(), live.first())), Math.min(wanted.last(), live.last()));
  }

  /** The rows of one key with times inside {@code span}, forward. */
  static WindowRange ofKey(KeyLayout layout, byte[] key, StoreReader.TimeSpan span) {
    return new WindowRange(layout, key, key, span, Long.MAX_VALUE, true);
  }

  /** The rows of all keys with times inside {@code span}, expired or not, forward. */
  static WindowRange all(KeyLayout layout, StoreReader.TimeSpan span) {
    return new WindowRange(layout, null, null, span, Long.MAX_VALUE, true);
  }

  @Override
  public boolean forward() {
    return forward;
  }

  /** The key, if it is about one only. */
  byte @Nullable [] onlyKey() {
    return keyFrom != null && Arrays.equals(keyFrom, keyTo) ? keyFrom : null;
  }

  /** The least time. */
  long from() {
    return from;
  }

  @Override
  public Filter filter() {
    return this::contains;
  }

  @Override
  public void begin(MergedCursor<?> rows) {
    if (from > to) {
      return; // an unpositioned cursor is at its end
    }
    if (forward) {
      rows.seek(inBucket(layout.bucket(from), lower));
    } else {
      rows.seek(endOf(layout.bucket(to)));
    }
  }

  @Override
  public boolean settle(MergedCursor<?> rows) {
    while (rows.isValid()) {
      byte[] key = rows.key();
      long bucket = KeyLayout.bucketOf(key);
      if (forward ? bucket > layout.bucket(to) : bucket < layout.bucket(from)) {
        return false;
      }
      if (compareRest(key, lower) < 0) {
        rows.seek(forward ? inBucket(bucket, lower) : KeyLayout.bucketStart(bucket));
      } else if (upper != null && compareRest(key, upper) > 0) {
        rows.seek(forward ? KeyLayout.bucketStart(bucket + 1) : inBucket(bucket, upper));
      } else if (contains(key, layout.start(key))) {
        return true;
      } else {
        rows.advance();
      }
    }
    return false;
  }

  private boolean contains(byte[] engineKey, long start) {
    return start >= from
        && start <= to
        && (latestStart == Long.MAX_VALUE || layout.sessionStart(engineKey) <= latestStart)
        && (keyFrom == null || layout.compareKey(engineKey, keyFrom) >= 0)
        && (keyTo == null || layout.compareKey(engineKey, keyTo) <= 0);
  }

  private byte[] endOf(long bucket) {
    return upper == null ? KeyLayout.bucketStart(bucket + 1) : inBucket(bucket, upper);
  }

  private static int compareRest(byte[] engineKey, byte[] bound) {
    return Arrays.compareUnsigned(engineKey, 8, engineKey.length, bound, 0, bound.length);
  }

  private static byte[] inBucket(long bucket, byte[] rest) {
    byte[] key = new byte[8 + rest.length];
    Keys.putLong(key, 0, bucket);
    System.arraycopy(rest, 0, key, 8, rest.length);
    return key;
  }

  /** The key followed by a time and 0xff to {@code length} bytes. */
  private static byte[] joined(byte[] key, long time, int length) {
    byte[] joined = Arrays.copyOf(key, key.length + length);
    Keys.putLong(joined, key.length, time);
    Arrays.fill(joined, key.length + 8, joined.length, (byte) 0xff);
    return joined;
  }
}
