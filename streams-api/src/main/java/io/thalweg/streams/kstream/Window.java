package io.thalweg.streams.kstream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A span of time, in milliseconds since the epoch. What its ends mean is up to the subclass. */
public abstract class Window {
  /** Start of the window. */
  protected final long startMs;

  /** End of the window. */
  protected final long endMs;

  /**
   * Makes a window.
   *
   * @throws IllegalArgumentException if {@code startMs} is negative or later than {@code endMs}
   */
  public Window(long startMs, long endMs) throws IllegalArgumentException {
    if (startMs < 0) {
      throw new IllegalArgumentException(
          "Window start must not be negative; it is " + startMs + " ms.");
    }
    if (endMs < startMs) {
      throw new IllegalArgumentException(
          "Window end " + endMs + " ms must not be before window start " + startMs + " ms.");
    }
    this.startMs = startMs;
    this.endMs = endMs;
  }

  /** Start of the window in milliseconds since the epoch. */
  public long start() {
    return startMs;
  }

  /** End of the window in milliseconds since the epoch. */
  public long end() {
    return endMs;
  }

  /** Start of the window. */
  public Instant startTime() {
    return Instant.ofEpochMilli(startMs);
  }

  /** End of the window. */
  public Instant endTime() {
    return Instant.ofEpochMilli(endMs);
  }

  /**
   * Returns whether this window and {@code other} have a moment in common.
   *
   * @throws IllegalArgumentException if {@code other} is a window of another kind
   */
  public abstract boolean overlap(Window other);

  @Override
  public boolean equals(@Nullable Object other) {
    if (other == null || getClass() != other.getClass()) {
      return false;
    }
    Window that = (Window) other;
    return startMs == that.startMs && endMs == that.endMs;
  }

  @Override
  public int hashCode() {
    return (int) (((startMs << 32) | endMs) % 0xFFFFFFFFL);
  }

  @Override
  public String toString() {
    return "Window{startMs=" + startMs + ", endMs=" + endMs + '}';
  }
}
