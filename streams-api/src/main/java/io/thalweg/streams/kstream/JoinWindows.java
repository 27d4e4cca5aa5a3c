package io.thalweg.streams.kstream;

import io.thalweg.streams.support.TimeArgs;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The window of a stream-stream join: a record joins those of the other stream from {@code
 * beforeMs} before it to {@code afterMs} after it, both inclusive. Immutable.
 */
public class JoinWindows extends Windows<Window> {
  /** How much earlier a record of the other stream may be, in milliseconds; may be negative. */
  public final long beforeMs;

  /** How much later a record of the other stream may be, in milliseconds; may be negative. */
  public final long afterMs;

  /** Whether left and outer results wait for the window to close; always so. */
  protected final boolean enableSpuriousResultFix;

  private final long graceMs;

  private JoinWindows(long beforeMs, long afterMs, long graceMs) {
    if (beforeMs + afterMs < 0) {
      throw new IllegalArgumentException(
          "The join window must not end before it starts; it goes from "
              + beforeMs
              + " ms before to "
              + afterMs
              + " ms after.");
    }
    this.beforeMs = beforeMs;
    this.afterMs = afterMs;
    this.graceMs = TimeArgs.notNegative(graceMs, "Grace period");
    this.enableSpuriousResultFix = true;
  }

  /** Copies {@code joinWindows}. */
  protected JoinWindows(JoinWindows joinWindows) {
    this(joinWindows.beforeMs, joinWindows.afterMs, joinWindows.graceMs);
  }

  /**
   * Joins records whose timestamps differ by at most {@code timeDifference}, with grace.
   *
   * @throws IllegalArgumentException if one of the two is null, negative or does not fit in
   *     milliseconds
   */
  public static JoinWindows ofTimeDifferenceAndGrace(
      Duration timeDifference, Duration afterWindowEnd) {
    long differenceMs = TimeArgs.millis(timeDifference, "timeDifference");
    return new JoinWindows(
        differenceMs, differenceMs, TimeArgs.millis(afterWindowEnd, "afterWindowEnd"));
  }

  /**
   * Joins records whose timestamps differ by at most {@code timeDifference}, without grace.
   *
   * @throws IllegalArgumentException if {@code timeDifference} is null, negative or does not fit in
   *     milliseconds
   */
  public static JoinWindows ofTimeDifferenceWithNoGrace(Duration timeDifference) {
    return ofTimeDifferenceAndGrace(timeDifference, Duration.ZERO);
  }

  /**
   * Returns a copy in which the other record may be earlier by at most {@code timeDifference}.
   *
   * @throws IllegalArgumentException if it is null, does not fit in milliseconds, or leaves nothing
   *     of the window
   */
  public JoinWindows before(Duration timeDifference) throws IllegalArgumentException {
    return new JoinWindows(TimeArgs.millis(timeDifference, "timeDifference"), afterMs, graceMs);
  }

  /**
   * Returns a copy in which the other record may be later by at most {@code timeDifference}.
   *
   * @throws IllegalArgumentException if it is null, does not fit in milliseconds, or leaves nothing
   *     of the window
   */
  public JoinWindows after(Duration timeDifference) throws IllegalArgumentException {
    return new JoinWindows(beforeMs, TimeArgs.millis(timeDifference, "timeDifference"), graceMs);
  }

  /** Not supported: join windows are relative to a record. */
  @Override
  public Map<Long, Window> windowsFor(long timestamp) {
    throw new UnsupportedOperationException(
        "Join windows are relative to a record and can not be listed.");
  }

  @Override
  public long size() {
    return beforeMs + afterMs;
  }

  @Override
  public long gracePeriodMs() {
    return graceMs;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (other == null || getClass() != other.getClass()) {
      return false;
    }
    JoinWindows that = (JoinWindows) other;
    return beforeMs == that.beforeMs && afterMs == that.afterMs && graceMs == that.graceMs;
  }

  @Override
  public int hashCode() {
    return Objects.hash(beforeMs, afterMs, graceMs);
  }

  @Override
  public String toString() {
    return "JoinWindows{beforeMs="
        + beforeMs
        + ", afterMs="
        + afterMs
        + ", graceMs="
        + graceMs
        + '}';
  }
}
