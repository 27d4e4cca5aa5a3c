package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.Windows;
import io.thalweg.streams.kstream.internals.TimeWindow;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aggregates a stream by key and time window. Windows are aligned to the epoch and closed when
 * {@code end <= stream time - grace}; what comes later for them is dropped. Stream time here is the
 * highest timestamp this operator has seen since it was made. Null values are aggregated like any
 * other, as Kafka Streams does with windows and only with windows.
 */
public final class WindowAggregateOperator extends RowOperator {
  private static final Logger LOG = LoggerFactory.getLogger(WindowAggregateOperator.class);

  private final Fold fold;
  private final Sizes sizes;
  private final RawUse rawKey;
  private final Lane lane;

  // [task's thread]
  private long streamTime = -1;
  private long currentStart;
  private boolean missed; // a window of the record in hand

  /**
   * Lengths in milliseconds.
   *
   * @param irregular asked for the window starts of each record; null if they follow from the
   *     lengths
   */
  public record Sizes(long size, long advance, long grace, @Nullable Windows<?> irregular) {
    public static Sizes of(Windows<?> windows) {
      return windows instanceof TimeWindows time
          ? new Sizes(time.sizeMs, time.advanceMs, time.gracePeriodMs(), null)
          : new Sizes(windows.size(), 0, windows.gracePeriodMs(), windows);
    }
  }

  public WindowAggregateOperator(
      String name,
      OperatorContext context,
      RowTable<Object, Object> rows,
      Fold fold,
      Sizes sizes,
      Lane lane,
      Operator downstream) {
    super(name, context, rows, lane, downstream);
    this.fold = fold;
    this.sizes = sizes;
    this.lane = lane;
    this.rawKey = lane.rawKey();
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null) {
      LOG.warn("Skipping record due to null key. {}", context.current().position());
      context.drop();
      return;
    }
    streamTime = Math.max(streamTime, timestamp);
    missed = false;
    addToAll(key, value, timestamp);
    passClosed(streamTime);
    if (missed) {
      lane.passLate(key, value, timestamp);
    }
  }

  @Override
  public boolean advanceStreamTime(long time) {
    streamTime = Math.max(streamTime, time);
    return passClosed(streamTime);
  }

  private void addToAll(Object key, @Nullable Object value, long timestamp) {
    long closeTime = streamTime - sizes.grace;
    byte[] raw = rawKey.pick(context.current().rawKey());
    Windows<?> irregular = sizes.irregular;
    if (irregular != null) {
      for (Long start : irregular.windowsFor(timestamp).keySet()) {
        raw = addIfOpen(key, raw, value, start, timestamp, closeTime);
      }
      return;
    }
    long earliest = Math.max(0, timestamp - sizes.size + sizes.advance) / sizes.advance;
    for (long start = earliest * sizes.advance; start <= timestamp; start += sizes.advance) {
      raw = addIfOpen(key, raw, value, start, timestamp, closeTime);
    }
  }

  private byte @Nullable [] addIfOpen(
      Object key,
      byte @Nullable [] raw,
      @Nullable Object value,
      long start,
      long timestamp,
      long closeTime) {
    if (end(start) > closeTime) {
      return add(key, raw, value, start, timestamp);
    }
    missed = true;
    dropLate(start, timestamp, closeTime);
    return raw;
  }

  private long end(long start) {
    long end = start + sizes.size;
    return end < 0 ? Long.MAX_VALUE : end;
  }

  @Override
  public void rollback() {
    super.rollback();
    streamTime = -1;
  }

  private byte[] add(
      Object key, byte @Nullable [] raw, @Nullable Object value, long start, long timestamp) {
    Row<Object> row = rows.locate(key, raw, start);
    Object old = row.value();
    currentStart = start;
    folded(row, key, fold.add(old, key, value), old, fold, timestamp);
    return rows.rawKey(row);
  }

  private void dropLate(long start, long timestamp, long closeTime) {
    LOG.warn(
        "Skipping record for expired window. {} timestamp=[{}] window=[{},{}) expiration=[{}]"
            + " streamTime=[{}]",
        context.current().position(),
        timestamp,
        start,
        end(start),
        closeTime,
        streamTime);
    context.drop();
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
    return new Windowed<>(key, new TimeWindow(windowStart, end(windowStart)));
  }
}
