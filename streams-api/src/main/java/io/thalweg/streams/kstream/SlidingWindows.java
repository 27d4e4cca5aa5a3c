package io.thalweg.streams.kstream;

import io.thalweg.streams.support.TimeArgs;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Windows that slide with the records: two records share one if their timestamps differ by at most
 * the time difference. Inclusive at both ends. Immutable.
 */
public final class SlidingWindows {
  private final long timeDifferenceMs;
  private final long graceMs;

  private SlidingWindows(long timeDifferenceMs, long graceMs) {
    this.timeDifferenceMs = TimeArgs.notNegative(timeDifferenceMs, "Window time difference");
    this.graceMs = TimeArgs.notNegative(graceMs, "Grace period");
  }

  /**
   * Makes sliding windows without grace.
   *
   * @throws IllegalArgumentException if {@code timeDifference} is null, negative or does not fit in
   *     milliseconds
   */
  public static SlidingWindows ofTimeDifferenceWithNoGrace(Duration timeDifference)
      throws IllegalArgumentException {
    return ofTimeDifferenceAndGrace(timeDifference, Duration.ZERO);
  }

  /**
   * Makes sliding windows with grace.
   *
   * @throws IllegalArgumentException if one of the two is null, negative or does not fit in
   *     milliseconds
   */
  public static SlidingWindows ofTimeDifferenceAndGrace(
      Duration timeDifference, Duration afterWindowEnd) throws IllegalArgumentException {
    return new SlidingWindows(
        TimeArgs.millis(timeDifference, "timeDifference"),
        TimeArgs.millis(afterWindowEnd, "afterWindowEnd"));
  }

  /** The highest difference of timestamps in a window, in milliseconds. */
  public long timeDifferenceMs() {
    return timeDifferenceMs;
  }

  /** How long a window accepts late records after its end, in milliseconds of stream time. */
  public long gracePeriodMs() {
    return graceMs;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SlidingWindows that
        && timeDifferenceMs == that.timeDifferenceMs
        && graceMs == that.graceMs;
  }

  @Override
  public int hashCode() {
    return Objects.hash(timeDifferenceMs, graceMs);
  }

  @Override
  public String toString() {
    return "SlidingWindows{, sizeMs=" + timeDifferenceMs + ", graceMs=" + graceMs + '}';
  }
}
