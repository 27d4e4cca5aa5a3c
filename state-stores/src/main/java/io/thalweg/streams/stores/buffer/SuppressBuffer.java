package io.thalweg.streams.stores.buffer;

import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.wire.BufferedChange;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Updates that {@code suppress} holds back, one row a key, given back in order of time and key. A
 * row keeps the time of the first update since it was empty, and the value downstream has seen
 * last. Keys and values are serialized. Owner thread only.
 */
public final class SuppressBuffer {
  /** How many rows are kept in order in memory. */
  static final int HEAD_ROWS = 1 << 16;

  private final Rows rows;
  private final OldestFirst order;
  private long records; // owner
  private long bytes; // owner

  /** Takes rows that are let go. */
  @FunctionalInterface
  public interface Evicted {
    /** A row, already removed. */
    void row(byte[] key, BufferedChange change);
  }

  public SuppressBuffer(OwnerReader<byte[], byte[]> reader) {
    this(reader, HEAD_ROWS);
  }

  SuppressBuffer(OwnerReader<byte[], byte[]> reader, int headRows) {
    rows = new Rows(reader);
    order = new OldestFirst(this::next, headRows, rows.beside());
  }

  /** Holds an update from {@code old} to {@code now} back; null is no value. */
  public void put(
      long time, byte[] key, byte @Nullable [] old, byte @Nullable [] now, RecordOrigin origin) {
    BufferedChange before = get(key);
    if (before == null) {
      BufferedChange first = new BufferedChange(origin, old, old, now, time);
      rows.put(key, first.encode(), -1);
      order.add(orderKey(time, key));
      records++;
      bytes += first.countedSize(key);
    } else {
      BufferedChange next = new BufferedChange(origin, before.prior(), old, now, before.time());
      rows.put(key, next.encode(), -1);
      bytes += next.countedSize(key) - before.countedSize(key);
    }
  }

  /** What is held back of a key, null if nothing; its prior value is what downstream knows. */
  public @Nullable BufferedChange get(byte[] key) {
    ready();
    byte[] value = rows.get(key);
    return value == null ? null : rows.read(value);
  }

  /** Lets rows go, the oldest first, as long as there are any and {@code wanted} says so. */
  public void evictWhile(BooleanSupplier wanted, Evicted taker) {
    ready();
    while (records > 0 && wanted.getAsBoolean()) {
      byte[] first = order.first();
      if (first == null) {
        return;
      }
      byte[] key = Arrays.copyOfRange(first, 8, first.length);
      BufferedChange change = get(key);
      if (change != null) {
        taker.row(key, change); // who looks into the buffer meanwhile still finds the row
        records--;
        bytes -= change.countedSize(key);
      }
      rows.remove(key, -1);
      order.remove(first);
    }
  }

  /** How many rows there are. */
  public long records() {
    ready();
    return records;
  }

  /** The size of all rows in bytes, counted as Kafka Streams does. */
  public long bytes() {
    ready();
    return bytes;
  }

  /** The least time of all rows; {@code Long.MAX_VALUE} if there are none. */
  public long minTimestamp() {
    ready();
    byte[] first = order.first();
    return first == null ? Long.MAX_VALUE : ByteBuffer.wrap(first).getLong();
  }

  private void ready() {
    if (rows.changedBehind()) {
      records = 0;
      bytes = 0;
      int room = order.room();
      order.reset(scan(null, room, this::count), room);
    }
  }

  private void count(byte[] key, byte[] value) {
    records++;
    bytes += rows.read(value).countedSize(key);
  }

  private NavigableSet<byte[]> next(byte @Nullable [] after, int limit) {
    return scan(after, limit, (key, value) -> {});
  }

  private interface Visitor {
    void row(byte[] key, byte[] value);
  }

  /** Rows stand in order of their keys, so that all have to be looked at. */
  private NavigableSet<byte[]> scan(byte @Nullable [] after, int limit, Visitor visitor) {
    NavigableSet<byte[]> least = OldestFirst.emptySet();
    rows.scan(
        null,
        (key, value) -> {
          visitor.row(key, value);
          byte[] found = orderKey(BufferedChange.timeOf(value), key);
          if (after == null || Arrays.compareUnsigned(found, after) > 0) {
            addIfLeast(least, found, limit);
          }
          return true;
        });
    return least;
  }

  private static void addIfLeast(NavigableSet<byte[]> least, byte[] found, int limit) {
    if (least.size() < limit) {
      least.add(found);
    } else if (Arrays.compareUnsigned(found, least.last()) < 0) {
      least.pollLast();
      least.add(found);
    }
  }

  private static byte[] orderKey(long time, byte[] key) {
    return ByteBuffer.allocate(8 + key.length).putLong(time).put(key).array();
  }
}
