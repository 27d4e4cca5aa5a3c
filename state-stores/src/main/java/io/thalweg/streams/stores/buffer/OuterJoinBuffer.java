package io.thalweg.streams.stores.buffer;

import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.stores.form.Beside;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.wire.SidedValues;
import io.thalweg.streams.stores.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of a left or outer stream-stream join that have not met a partner yet, by time, side
 * and key. Several values may share all three: they come and go together. Keys and values are
 * serialized. Owner thread only.
 */
public final class OuterJoinBuffer {
  /** How many rows of a side are kept in order in memory. */
  static final int HEAD_ROWS = 1 << 15;

  private final Rows rows;
  private final OldestFirst lefts;
  private final OldestFirst rights;
  private final LongSupplier recordTimestamp;

  /** Takes rows whose time has come, in the order of time, side (right first) and key. */
  @FunctionalInterface
  public interface Expired {
    /** A row, already removed; its values stand in the order they were added. */
    void row(long time, boolean left, byte[] key, List<byte[]> values);
  }

  /**
   * A buffer over the rows of {@code reader}.
   *
   * @param recordTimestamp the time of the record being processed: what changelog records carry
   */
  public OuterJoinBuffer(OwnerReader<byte[], byte[]> reader, LongSupplier recordTimestamp) {
    this(reader, recordTimestamp, HEAD_ROWS);
  }

  OuterJoinBuffer(OwnerReader<byte[], byte[]> reader, LongSupplier recordTimestamp, int headRows) {
    rows = new Rows(reader);
    this.recordTimestamp = recordTimestamp;
    Beside beside = rows.beside();
    lefts = new OldestFirst((after, limit) -> next(true, after, limit), headRows, beside);
    rights = new OldestFirst((after, limit) -> next(false, after, limit), headRows, beside);
  }

  /** Adds a value to those of a time, side and key. */
  public void append(long time, boolean left, byte[] key, byte[] value) {
    OldestFirst side = side(left);
    byte[] rowKey = SidedValues.key(time, left, key);
    boolean known = side.covers(rowKey);
    if (known && !side.has(rowKey)) {
      byte[] list = SidedValues.append(null, left, value);
      rows.putNew(rowKey, list, recordTimestamp.getAsLong());
    } else {
      byte[] list = SidedValues.append(rows.get(rowKey), left, value);
      rows.put(rowKey, list, recordTimestamp.getAsLong());
    }
    side.add(rowKey);
  }

  /** Removes all values of a time, side and key: they have met a partner. */
  public void remove(long time, boolean left, byte[] key) {
    OldestFirst side = side(left);
    byte[] rowKey = SidedValues.key(time, left, key);
    boolean exists = side.covers(rowKey) ? side.has(rowKey) : rows.get(rowKey) != null;
    if (exists) {
      remove(side, rowKey);
    }
  }

  /** The least time of a side's rows; {@code Long.MAX_VALUE} if it has none. */
  public long minTimestamp(boolean left) {
    byte[] first = side(left).first();
    return first == null ? Long.MAX_VALUE : SidedValues.time(first);
  }

  /** The least time of all rows; {@code Long.MAX_VALUE} if there are none. */
  public long minTimestamp() {
    return Math.min(minTimestamp(true), minTimestamp(false));
  }

  /**
   * Removes rows from the oldest on and hands them over: left ones with times below {@code
   * leftBefore}, right ones with times below {@code rightBefore}.
   *
   * @return the time of the last row that Kafka Streams looks at when it does this; {@code
   *     Long.MAX_VALUE} if there are no rows
   */
  public long expire(long leftBefore, long rightBefore, Expired taker) {
    long last = Long.MAX_VALUE;
    while (true) {
      byte[] left = due(side(true), leftBefore);
      byte[] right = due(side(false), rightBefore);
      if (left == null && right == null) {
        return lookedAt(last);
      }
      boolean takeLeft = right == null || (left != null && Arrays.compareUnsigned(left, right) < 0);
      byte[] rowKey = takeLeft ? left : right;
      if (rowKey != null) {
        last = SidedValues.time(rowKey);
        take(takeLeft, rowKey, taker);
      }
    }
  }

  /** It goes one value beyond the first that has to stay on each side, else through all of them. */
  private long lookedAt(long lastTaken) {
    byte[] left = lefts.first();
    byte[] right = rights.first();
    if (left != null && right != null) {
      byte[] later = Arrays.compareUnsigned(left, right) < 0 ? right : left;
      byte[] next = least(lefts.after(later), rights.after(later));
      byte[] list = rows.get(later);
      boolean more = list != null && SidedValues.count(list) > 1;
      return SidedValues.time(more || next == null ? later : next);
    }
    byte[] end = left != null ? lefts.last() : rights.last();
    if (end == null) {
      return lastTaken;
    }
    long last = SidedValues.time(end);
    return lastTaken == Long.MAX_VALUE ? last : Math.max(lastTaken, last);
  }

  private static byte @Nullable [] least(byte @Nullable [] a, byte @Nullable [] b) {
    return a == null ? b : b == null || Arrays.compareUnsigned(a, b) < 0 ? a : b;
  }

  private void take(boolean left, byte[] rowKey, Expired taker) {
    byte[] list = rows.get(rowKey);
    remove(side(left), rowKey);
    if (list != null) {
      taker.row(SidedValues.time(rowKey), left, SidedValues.keyOf(rowKey), values(list, rowKey));
    }
  }

  private List<byte[]> values(byte[] list, byte[] rowKey) {
    try {
      return SidedValues.values(list);
    } catch (WireException e) {
      throw new ProcessorStateException(
          "Outer-join buffer "
              + rows.name()
              + ": the row at time "
              + SidedValues.time(rowKey)
              + " cannot be read; its changelog was written by something else: give the join a new"
              + " name, or reset the application",
          e);
    }
  }

  private void remove(OldestFirst side, byte[] rowKey) {
    rows.remove(rowKey, recordTimestamp.getAsLong());
    side.remove(rowKey);
  }

  private static byte @Nullable [] due(OldestFirst side, long before) {
    byte[] first = side.first();
    return first != null && SidedValues.time(first) < before ? first : null;
  }

  private OldestFirst side(boolean left) {
    if (rows.changedBehind()) {
      int room = lefts.room();
      lefts.reset(next(true, null, room), room);
      rights.reset(next(false, null, room), room);
    }
    return left ? lefts : rights;
  }

  private NavigableSet<byte[]> next(boolean left, byte @Nullable [] after, int limit) {
    NavigableSet<byte[]> found = OldestFirst.emptySet();
    rows.scan(
        after == null ? null : Arrays.copyOf(after, after.length + 1),
        (key, value) -> {
          if (SidedValues.isLeft(key) == left) {
            found.add(key);
          }
          return found.size() < limit;
        });
    return found;
  }
}
