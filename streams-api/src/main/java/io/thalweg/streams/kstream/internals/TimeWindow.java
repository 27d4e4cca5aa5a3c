package io.thalweg.streams.kstream.internals;

import io.thalweg.streams.kstream.Window;

/** A window that includes its start and excludes its end. */
public class TimeWindow extends Window {
  /**
   * Makes a window.
   *
   * @throws IllegalArgumentException if {@code startMs} is negative or {@code endMs} is not later
   */
  public TimeWindow(long startMs, long endMs) throws IllegalArgumentException {
    super(startMs, endMs);
    if (startMs == endMs) {
      throw new IllegalArgumentException(
          "Window end must be after window start; both are " + startMs + " ms.");
    }
  }

  @Override
  public boolean overlap(Window other) throws IllegalArgumentException {
    WindowKinds.same(this, other);
    return startMs < other.end() && other.start() < endMs;
  }
}
