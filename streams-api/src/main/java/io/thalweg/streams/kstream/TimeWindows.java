package io.thalweg.streams.kstream;

import io.thalweg.streams.kstream.internals.TimeWindow;
import io.thalweg.streams.support.TimeArgs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fixed windows, tumbling or hopping, aligned to the epoch. Immutable. */
public final class TimeWindows extends Windows<TimeWindow> {
  /** Size in milliseconds. */
  public final long sizeMs;

  /** Distance between the starts of two windows, in milliseconds. */
  public final long advanceMs;

  private final long graceMs;

  private TimeWindows(long sizeMs, long advanceMs, long graceMs) {
    if (sizeMs <= 0) {
      throw new IllegalArgumentException(
          "Window size must be more than zero; it is " + sizeMs + " ms.");
    }
    if (advanceMs <= 0 || advanceMs > sizeMs) {
      throw new IllegalArgumentException(
          "Window advance must be more than zero and at most the window size of "
              + sizeMs
              + " ms; it is "
              + advanceMs
              + " ms.");
    }
    this.sizeMs = sizeMs;
    this.advanceMs = advanceMs;
    this.graceMs = TimeArgs.notNegative(graceMs, "Grace period");
  }

  /**
   * Makes tumbling windows without grace.
   *
   * @throws IllegalArgumentException if {@code size} is null, less than a millisecond or does not
   *     fit in milliseconds
   */
  public static TimeWindows ofSizeWithNoGrace(Duration size) throws IllegalArgumentException {
    return ofSizeAndGrace(size, Duration.ZERO);
  }

  /**
   * Makes tumbling windows with grace.
   *
   * @throws IllegalArgumentException if {@code size} is null, less than a millisecond or does not
   *     fit in milliseconds, or {@code afterWindowEnd} is null, negative or does not fit
   */
  public static TimeWindows ofSizeAndGrace(Duration size, Duration afterWindowEnd)
      throws IllegalArgumentException {
    long sizeMs = TimeArgs.millis(size, "size");
    return new TimeWindows(sizeMs, sizeMs, TimeArgs.millis(afterWindowEnd, "afterWindowEnd"));
  }

  /**
   * Makes hopping windows of the same size and grace.
   *
   * @throws IllegalArgumentException if {@code advance} is null, less than a millisecond or more
   *     than the size
   */
  public TimeWindows advanceBy(Duration advance) {
    return new TimeWindows(sizeMs, TimeArgs.millis(advance, "advance"), graceMs);
  }

  @Override
  public Map<Long, TimeWindow> windowsFor(long timestamp) {
    Map<Long, TimeWindow> windows = new LinkedHashMap<>();
    for (long start = firstStart(timestamp); start <= timestamp; start += advanceMs) {
      windows.put(start, new TimeWindow(start, start + sizeMs));
    }
    return windows;
  }

  /** The least start, a multiple of the advance, of a window that has not ended by then. */
  private long firstStart(long timestamp) {
    if (timestamp < sizeMs) {
      return 0;
    }
    long endedBefore = timestamp - sizeMs;
    return endedBefore - endedBefore % advanceMs + advanceMs;
  }

  @Override
  public long size() {
    return sizeMs;
  }

  @Override
  public long gracePeriodMs() {
    return graceMs;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimeWindows that
        && sizeMs == that.sizeMs
        && advanceMs == that.advanceMs
        && graceMs == that.graceMs;
  }

  @Override
  public int hashCode() {
    return Objects.hash(sizeMs, advanceMs, graceMs);
  }

  @Override
  public String toString() {
    return "TimeWindows{, sizeMs="
        + sizeMs
        + ", advanceMs="
        + advanceMs
        + ", graceMs="
        + graceMs
        + '}';
  }
}
