package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.kstream.Window;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.kstream.internals.TimeWindow;
import io.thalweg.streams.runtime.metrics.NodeTally;
import io.thalweg.streams.runtime.output.EmittedTimes;
import io.thalweg.streams.stores.layer.ClosingRows;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the results of an aggregation when their windows have closed, each once. It looks for
 * them at most once an interval of wall-clock time, as Kafka Streams does. Up to when results were
 * passed on is committed with the task's offsets. Owner: the task's thread.
 */
public final class Closing {
  private final Place place;
  private final Rule rule;
  private final EmittedTimes emitted;
  private final NodeTally tally;
  private final ClosingRows<Object, Object> rows;

  // [task's thread]
  private @Nullable TaskServices services;
  private long nextMs = Long.MIN_VALUE;
  private long passed;

  /**
   * Where results come from and go to.
   *
   * @param operator that aggregates
   */
  public record Place(
      String operator, String store, OperatorContext context, Operator downstream) {}

  /**
   * Which windows have closed.
   *
   * @param kind of windows
   * @param sizeMs length of a window; gap of sessions
   * @param advanceMs from a window to the next; 1 for those that may start at any time
   * @param graceMs how long after its end a window closes
   * @param intervalMs least wall-clock time between two looks for what has closed
   */
  public record Rule(Kind kind, long sizeMs, long advanceMs, long graceMs, long intervalMs) {}

  /** Kinds of windows. */
  public enum Kind {
    /** Closed when stream time minus grace has reached the end. */
    ALIGNED,
    /** Closed when it is past the end. */
    SLIDING,
    /** Closed when, minus the gap, it is past the end. */
    SESSIONS
  }

  public Closing(Place place, ClosingRows<Object, Object> rows, Rule rule) {
    this.place = place;
    this.rows = rows;
    this.rule = rule;
    this.emitted = place.context.emitted();
    this.tally = place.context.tallies().closing(place.operator);
  }

  /** The task begins. */
  public void open(TaskServices taskServices) {
    services = taskServices;
  }

  /** What was learnt since the last commit is void. */
  public void rollback() {
    nextMs = Long.MIN_VALUE;
  }

  /**
   * Passes on what has closed by {@code streamTime}, if it is time to look; returns whether there
   * was anything.
   */
  public boolean passDue(long streamTime) {
    if (rule.intervalMs > 0) {
      long now = clock().wallClockTime();
      if (now < nextMs) {
        return false;
      }
      nextMs = now + rule.intervalMs;
    }
    long closed = streamTime - rule.graceMs - (rule.kind == Kind.SESSIONS ? rule.sizeMs : 0);
    long last = emitted.of(place.store);
    long to = latest(closed);
    if (closed <= last || to < 0) {
      return false;
    }
    long from = last == EmittedTimes.NONE ? 0 : Math.max(0, latest(last) + 1);
    if (to / rule.advanceMs * rule.advanceMs < from) {
      return false; // no window starts there
    }
    long before = passed;
    long began = clock().wallClockTime();
    rows.take(from, to, this::pass);
    tally.add(clock().wallClockTime() - began);
    tally.count(passed - before);
    emitted.advance(place.store, closed);
    return passed > before;
  }

  private TaskServices clock() {
    return Objects.requireNonNull(services, "not open");
  }

  /** The time of the latest row that has closed: the start of a window, the end of a session. */
  private long latest(long closed) {
    return switch (rule.kind) {
      case ALIGNED -> closed - rule.sizeMs;
      case SLIDING -> closed - rule.sizeMs - 1;
      case SESSIONS -> closed - 1;
    };
  }

  private void pass(Object key, long start, long end, Object value, long timestamp) {
    passed++;
    boolean session = rule.kind == Kind.SESSIONS;
    if (!session && timestamp < 0) {
      throw new StreamsException(
          "Operator "
              + place.operator
              + " is to pass on the result of a closed window, but store "
              + place.store
              + " does not keep the timestamp of it: with EmitStrategy.onWindowClose() give"
              + " Materialized a supplier of a store with timestamps, such as"
              + " Stores.persistentTimestampedWindowStore()");
    }
    Window window =
        session ? new SessionWindow(start, end) : new TimeWindow(start, start + rule.sizeMs);
    place.downstream.acceptChange(
        new Windowed<>(key, window), value, null, session ? end : timestamp);
  }
}
