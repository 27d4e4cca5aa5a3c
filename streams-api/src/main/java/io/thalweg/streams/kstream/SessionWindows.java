package io.thalweg.streams.kstream;

import io.thalweg.streams.support.TimeArgs;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Windows that grow with activity and end after a gap without any. Immutable. */
public final class SessionWindows {
  private final long gapMs;
  private final long graceMs;

  private SessionWindows(long gapMs, long graceMs) {
    this.gapMs = TimeArgs.notNegative(gapMs, "Inactivity gap");
    this.graceMs = TimeArgs.notNegative(graceMs, "Grace period");
  }

  /**
   * Makes session windows without grace.
   *
   * @throws IllegalArgumentException if {@code inactivityGap} is null, negative or does not fit in
   *     milliseconds
   */
  public static SessionWindows ofInactivityGapWithNoGrace(Duration inactivityGap) {
    return ofInactivityGapAndGrace(inactivityGap, Duration.ZERO);
  }

  /**
   * Makes session windows with grace.
   *
   * @throws IllegalArgumentException if one of the two is null, negative or does not fit in
   *     milliseconds
   */
  public static SessionWindows ofInactivityGapAndGrace(
      Duration inactivityGap, Duration afterWindowEnd) {
    return new SessionWindows(
        TimeArgs.millis(inactivityGap, "inactivityGap"),
        TimeArgs.millis(afterWindowEnd, "afterWindowEnd"));
  }

  /** The gap that ends a session, in milliseconds. */
  public long inactivityGap() {
    return gapMs;
  }

  /** How long a session accepts late records after its end, in milliseconds of stream time. */
  public long gracePeriodMs() {
    return graceMs;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionWindows that && gapMs == that.gapMs && graceMs == that.graceMs;
  }

  @Override
  public int hashCode() {
    return Objects.hash(gapMs, graceMs);
  }

  @Override
  public String toString() {
    return "SessionWindows{gapMs=" + gapMs + ", graceMs=" + graceMs + '}';
  }
}
