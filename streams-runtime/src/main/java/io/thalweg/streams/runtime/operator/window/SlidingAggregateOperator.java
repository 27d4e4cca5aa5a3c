package io.thalweg.streams.runtime.operator.window;

import io.thalweg.streams.kstream.Aggregator;
import io.thalweg.streams.kstream.Initializer;
import io.thalweg.streams.kstream.SlidingWindows;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.TimeWindow;
import io.thalweg.streams.runtime.operator.Fold;
import io.thalweg.streams.runtime.operator.Lane;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.RowOperator;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.WindowTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aggregates a stream by key and sliding window: all windows of one length, inclusive at both ends,
 * whose contents differ. A record at {@code t} goes into every window there is around {@code t},
 * and makes up to three that were not there: the one that ends at {@code t} (its left window), the
 * one that begins right after {@code t} (its right window, if there are later records), and the
 * right window of the record before it. A new window begins as a copy of the neighbour that has the
 * same records; a row's timestamp, that of its latest record, tells which that is.
 *
 * <p>Windows do not start before 0: a record earlier than their length has one window from 0 on as
 * its left one, which may have later records, too.
 */
public final class SlidingAggregateOperator extends RowOperator {
  private static final Logger LOG = LoggerFactory.getLogger(SlidingAggregateOperator.class);
  private static final long NONE = Long.MIN_VALUE;

  private final WindowTable<Object, Object> windows;
  private final Initializer<Object> initializer;
  private final Fold fold;
  private final long size;
  private final long grace;
  private final RawUse rawKey;
  private final Lane lane;

  // [task's thread]
  private long streamTime = -1;
  private long currentStart;
  private boolean missed; // a window of the record in hand
  private final Scene scene = new Scene();

  /** The record in hand and what the windows around it say. */
  private static final class Scene {
    Object key = NONE;
    byte[] raw = {};
    @Nullable Object value;
    long time;
    long previous; // time of the record before, as far as it is known
    boolean left; // the left window is there
    boolean right; // the right window is there
    @Nullable Object later; // what the right window begins with
    long laterTime;

    void begin(Object recordKey, byte[] rawKey, @Nullable Object recordValue, long timestamp) {
      key = recordKey;
      raw = rawKey;
      value = recordValue;
      time = timestamp;
      previous = NONE;
      left = false;
      right = false;
      later = null;
      laterTime = NONE;
    }

    void later(@Nullable Object aggregate, long timestamp) {
      later = aggregate;
      laterTime = timestamp;
    }

    boolean needsRight() {
      return !right && laterTime > time;
    }
  }

  /** How a window begins and goes on. */
  public record Rule(
      Initializer<Object> initializer, Aggregator<Object, Object, Object> aggregator) {}

  public SlidingAggregateOperator(
      String name,
      OperatorContext context,
      WindowTable<Object, Object> windows,
      Rule rule,
      SlidingWindows sizes,
      Lane lane,
      Operator downstream) {
    super(name, context, windows, lane, downstream);
    this.windows = windows;
    this.initializer = rule.initializer();
    this.fold = Fold.of(rule.initializer(), rule.aggregator());
    this.size = sizes.timeDifferenceMs();
    this.grace = sizes.gracePeriodMs();
    this.rawKey = lane.rawKey();
    this.lane = lane;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null || value == null) {
      LOG.warn("Skipping record due to null key or value. {}", context.current().position());
      context.drop();
      return;
    }
    streamTime = Math.max(streamTime, timestamp);
    missed = false;
    addToAll(key, value, timestamp);
    if (missed) {
      lane.passLate(key, value, timestamp);
    }
  }

  @Override
  public boolean advanceStreamTime(long time) {
    streamTime = Math.max(streamTime, time);
    return passClosed(streamTime);
  }

  private void addToAll(Object key, Object value, long timestamp) {
    if (timestamp + 1 + size <= streamTime - grace) {
      dropLate(timestamp);
      return;
    }
    byte[] given = rawKey.pick(context.current().rawKey());
    scene.begin(key, given != null ? given : windows.serialized(key), value, timestamp);
    if (timestamp < size) {
      processEarly();
    } else {
      processLatestFirst();
      passClosed(streamTime); // here only, as Kafka Streams
    }
  }

  private void processLatestFirst() {
    long time = scene.time;
    long leftStart = time - size;
    List<Row<Object>> near =
        windows.latest(scene.key, scene.raw, leftStart - size, leftStart, time + 1);
    Row<Object> before = null; // the last window that ends before the record
    for (int i = 0; i < near.size(); i++) {
      Row<Object> row = near.get(i);
      long start = windows.start(row);
      if (start < leftStart) {
        before = row;
      }
      look(row, start);
    }
    Object leftBegins = before != null && scene.previous >= leftStart ? before.value() : null;
    for (int i = 0; i < near.size(); i++) {
      Row<Object> row = near.get(i);
      long start = windows.start(row);
      if (start >= leftStart && start <= time) {
        add(row, start);
      }
    }
    if (scene.previous >= leftStart - 1) { // if it is the left one as well, it is passed on twice
      makePreviousRight(near);
    }
    if (!scene.left) {
      begin(leftStart, leftBegins);
    }
    if (scene.needsRight()) {
      write(time + 1, scene.later, null, scene.laterTime);
    }
  }

  /** Notes what a window tells; they come the latest first. */
  private void look(Row<Object> row, long start) {
    if (start > scene.time) {
      scene.right = true;
      return;
    }
    long latest = row.timestamp();
    if (start == scene.time - size) {
      scene.left = true;
    }
    if (scene.laterTime == NONE && latest > scene.time) {
      scene.later(row.value(), latest);
    } else if (scene.previous == NONE && latest < scene.time && tellsPrevious(start)) {
      scene.previous = latest;
    }
  }

  /**
   * Whether the latest record of a window may be taken for the one before the record in hand. Kafka
   * Streams asks windows that end by then only, which makes a difference where some have expired.
   */
  private boolean tellsPrevious(long start) {
    return start <= scene.time - size || scene.time < size;
  }

  private void processEarly() {
    long time = scene.time;
    List<Row<Object>> near = windows.latest(scene.key, scene.raw, 0, 0, time + 1);
    Row<Object> combined = null;
    for (int i = 0; i < near.size(); i++) {
      Row<Object> row = near.get(i);
      long start = windows.start(row);
      if (start == 0) {
        combined = row;
      }
      look(row, start);
    }
    for (int i = near.size() - 1; i >= 0; i--) {
      Row<Object> row = near.get(i);
      long start = windows.start(row);
      if (start > 0 && start <= time) {
        add(row, start);
      }
    }
    if (scene.previous != NONE) {
      makePreviousRight(near);
    }
    if (scene.needsRight()) {
      write(time + 1, scene.later, null, scene.laterTime);
    }
    if (combined != null) {
      add(combined, 0);
    } else {
      begin(0, null);
    }
  }

  /** Makes the right window of the record before, unless it is there; this record is all it has. */
  private void makePreviousRight(List<Row<Object>> near) {
    long start = scene.previous + 1;
    for (int i = 0; i < near.size(); i++) {
      if (windows.start(near.get(i)) == start) {
        return;
      }
    }
    begin(start, null);
  }

  /** Makes a window of this record and those before it; what it begins with counts as old value. */
  private void begin(long start, @Nullable Object before) {
    Object first = before != null ? before : initializer.apply();
    write(start, fold.add(first, scene.key, scene.value), first, scene.time);
  }

  private void add(Row<Object> row, long start) {
    if (isOpen(start)) {
      Object old = row.value();
      currentStart = start;
      aggregated(row, scene.key, fold.add(old, scene.key, scene.value), old, scene.time);
    } else {
      dropLate(start);
    }
  }

  /** Writes a window that was not there. */
  private void write(
      long start, @Nullable Object aggregate, @Nullable Object before, long timestamp) {
    if (isOpen(start)) {
      currentStart = start;
      Row<Object> row = windows.locate(scene.key, scene.raw, start);
      update(row, scene.key, aggregate, before, timestamp);
    } else {
      dropLate(start);
    }
  }

  private boolean isOpen(long start) {
    return start + size >= streamTime - grace;
  }

  private void dropLate(long start) {
    missed = true;
    LOG.warn(
        "Skipping record for expired window. {} timestamp=[{}] window=[{},{}] expiration=[{}]"
            + " streamTime=[{}]",
        context.current().position(),
        scene.time,
        start,
        start + size,
        streamTime - grace,
        streamTime);
    context.drop();
  }

  @Override
  public void rollback() {
    super.rollback();
    streamTime = -1;
  }

  @Override
  protected long windowStart() {
    return currentStart;
  }

  @Override
  protected Object emittedKey(Object key, Row<Object> row) {
    return emittedKey(key, currentStart);
  }

  @Override
  protected Object emittedKey(Object key, long windowStart) {
    return new Windowed<>(key, new TimeWindow(windowStart, windowStart + size));
  }
}
