package io.thalweg.streams.stores.buffer;

import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.wire.BufferedChange;
import io.thalweg.streams.stores.wire.GraceKey;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stream records that wait until the grace period of their join with a table has passed, given back
 * in order of time, key and arrival. Keys and values are serialized. Owner thread only.
 */
public final class GraceBuffer {
  /** How many rows are kept in order in memory. */
  static final int HEAD_ROWS = 1 << 16;

  private final Rows rows;
  private final OldestFirst order;

  /** Takes records that are let go. */
  @FunctionalInterface
  public interface Evicted {
    /** A record, already removed. */
    void row(long time, byte[] key, byte @Nullable [] value, RecordOrigin origin);
  }

  public GraceBuffer(OwnerReader<byte[], byte[]> reader) {
    this(reader, HEAD_ROWS);
  }

  GraceBuffer(OwnerReader<byte[], byte[]> reader, int headRows) {
    rows = new Rows(reader);
    order = new OldestFirst(this::next, headRows, rows.beside());
  }

  public void put(long time, byte[] key, byte @Nullable [] value, RecordOrigin origin) {
    ready();
    byte[] rowKey = GraceKey.of(time, key, rows.nextSequence());
    rows.putNew(rowKey, new BufferedChange(origin, null, null, value, 0).encode(), -1);
    order.add(rowKey);
  }

  /** Lets records go, the oldest first, as long as there are any and {@code wanted} says so. */
  public void evictWhile(BooleanSupplier wanted, Evicted taker) {
    byte[] first = first();
    while (first != null && wanted.getAsBoolean()) {
      byte[] value = rows.get(first);
      rows.remove(first, -1);
      order.remove(first);
      if (value != null) {
        BufferedChange change = rows.read(value);
        taker.row(GraceKey.time(first), GraceKey.keyOf(first), change.now(), change.origin());
      }
      first = first();
    }
  }

  /** The least time of all records; {@code Long.MAX_VALUE} if there are none. */
  public long minTimestamp() {
    byte[] first = first();
    return first == null ? Long.MAX_VALUE : GraceKey.time(first);
  }

  private byte @Nullable [] first() {
    ready();
    return order.first();
  }

  private void ready() {
    if (rows.changedBehind()) {
      int room = order.room();
      order.reset(next(null, room), room);
    }
  }

  private NavigableSet<byte[]> next(byte @Nullable [] after, int limit) {
    NavigableSet<byte[]> found = OldestFirst.emptySet();
    rows.scan(
        after == null ? null : Arrays.copyOf(after, after.length + 1),
        (key, value) -> {
          found.add(key);
          return found.size() < limit;
        });
    return found;
  }
}
