package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Beside;
import io.thalweg.streams.stores.form.KeyLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The next rows of a buffer by time, so that those whose windows have closed are found without a
 * scan. Of many rows only the first ones are kept here, fewer if there is no room; when those have
 * been taken, and in the beginning, the next ones are collected from all rows there are. Owner
 * only.
 */
final class Closings<K, V> implements ClosingRows<K, V> {
  /** Before all rows, whose times are at least 0. */
  private static final Closing NOTHING = new Closing(Long.MIN_VALUE, 0, new byte[0]);

  private static final int CLOSING_BYTES = 32 + Beside.SET_ENTRY; // beside the key

  private final WriteBuffer<K, V> buffer;
  private final KeyLayout layout;
  private final boolean timeFirst;
  private final int most;
  private final Comparator<Closing> order;
  private final TreeSet<Closing> next;
  private final Beside beside;

  // owner
  private @Nullable Closing horizon; // rows before it are among the next ones; null: all are

  /**
   * A row.
   *
   * @param start of a session; 0 for windows
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by the comparator below
  private record Closing(long time, long start, byte[] engineKey) {}

  /**
   * Knows nothing yet.
   *
   * @param timeFirst whether Kafka Streams keeps the rows in order of time
   * @param most how many rows to keep
   */
  Closings(WriteBuffer<K, V> buffer, boolean timeFirst, int most) {
    this.buffer = buffer;
    this.timeFirst = timeFirst;
    this.most = most;
    layout = buffer.layout();
    beside = buffer.held;
    int prefix = layout.prefix();
    int suffix = layout.suffix();
    order =
        Comparator.comparingLong(Closing::time)
            .thenComparingLong(Closing::start)
            .thenComparing(
                Closing::engineKey,
                (a, b) ->
                    Arrays.compareUnsigned(
                        a, prefix, a.length - suffix, b, prefix, b.length - suffix));
    next = new TreeSet<>(order);
    horizon = NOTHING;
  }

  /** Whatever was known is known no more. */
  void forget(boolean empty) {
    next.forEach(closing -> weigh(closing, -1));
    next.clear();
    horizon = empty ? null : NOTHING;
  }

  /** No row before this time is still to be taken. */
  long earliest() {
    Closing limit = horizon;
    return !next.isEmpty() ? next.first().time : limit == null ? Long.MAX_VALUE : limit.time;
  }

  /** A row was written or removed. */
  void changed(Entry<V> entry) {
    if (!entry.is(Entry.PRESENT)) {
      if (entry.is(Entry.CLOSING)) {
        Closing closing = closing(entry.key);
        if (next.remove(closing)) {
          weigh(closing, -1);
        }
        entry.clear(Entry.CLOSING);
      }
    } else if (!entry.is(Entry.CLOSING) && add(closing(entry.key))) {
      entry.set(Entry.CLOSING);
    }
  }

  private Closing closing(byte[] engineKey) {
    long start = layout.isSession() ? layout.sessionStart(engineKey) : 0;
    return new Closing(layout.start(engineKey), start, engineKey);
  }

  private boolean add(Closing closing) {
    Closing limit = horizon;
    if (limit != null && order.compare(closing, limit) >= 0) {
      return false;
    }
    if (next.add(closing)) {
      weigh(closing, 1);
    }
    if (next.size() > most) {
      shed(most);
    } else if (next.size() > Beside.LEAST && beside.isCrowded()) {
      shed(Math.max(Beside.LEAST, next.size() / 2));
    }
    return true;
  }

  private void shed(int left) {
    while (next.size() > left) {
      Closing last = next.pollLast();
      weigh(last, -1);
      horizon = last;
    }
  }

  private void weigh(Closing closing, int sign) {
    beside.keeps(sign * (long) (CLOSING_BYTES + closing.engineKey.length));
  }

  @Override
  public void take(long from, long to, Taker<K, V> taker) {
    do {
      List<Closing> due = new ArrayList<>();
      while (!next.isEmpty() && next.first().time <= to) {
        Closing closing = next.pollFirst();
        weigh(closing, -1);
        due.add(closing);
      }
      if (!timeFirst) {
        due.sort((a, b) -> Arrays.compareUnsigned(a.engineKey, b.engineKey));
      }
      for (Closing closing : due) {
        if (closing.time >= from) {
          handOver(closing, taker);
        }
      }
    } while (learn(from, to));
  }

  /** Collects the next rows if some up to {@code to} may be missing; whether it had to. */
  private boolean learn(long from, long to) {
    Closing after = horizon;
    if (after == null || after.time > to) {
      return false;
    }
    horizon = null;
    StoreReader.TimeSpan rest =
        new StoreReader.TimeSpan(Math.max(0, Math.max(from, after.time)), buffer.observed());
    WindowRange range = WindowRange.all(layout, rest);
    try (MergedCursor<V> rows = buffer.cursor()) {
      range.begin(rows);
      while (range.settle(rows)) {
        Closing closing = closing(rows.key());
        if (order.compare(closing, after) >= 0) {
          add(closing);
        }
        rows.advance();
      }
    }
    return true;
  }

  /**
   * What Kafka Streams still sees of rows that expire depends on where it looks; a cache keeps
   * them.
   */
  private boolean isVisible(long time) {
    if (buffer.traits().caching()) {
      return true;
    }
    long firstLive = buffer.firstLive();
    if (!timeFirst) {
      return time >= firstLive;
    }
    return layout.isSession()
        ? layout.bucket(time) >= layout.bucket(firstLive - 1)
        : time >= firstLive - 1;
  }

  private void handOver(Closing closing, Taker<K, V> taker) {
    byte[] key = layout.rawKey(closing.engineKey);
    int hash =
        layout.isSession()
            ? SessionRows.hash(buffer.keyHash(key), closing.start, closing.time)
            : buffer.hash(key, closing.time);
    Row<V> row = buffer.peek(closing.engineKey, hash);
    V value = row == null || !isVisible(closing.time) ? null : row.value();
    if (row != null && value != null) {
      long start = layout.isSession() ? closing.start : closing.time;
      taker.take(buffer.keys().deserialize(key), start, closing.time, value, row.timestamp());
    }
  }
}
