package io.thalweg.streams.kstream.internals;

import io.thalweg.streams.kstream.Window;

/** A window that includes both its start and its end. */
public final class SessionWindow extends Window {
  /**
   * Makes a window.
   *
   * @throws IllegalArgumentException if {@code startMs} is negative or later than {@code endMs}
   */
  public SessionWindow(long startMs, long endMs) throws IllegalArgumentException {
    super(startMs, endMs);
  }

  @Override
  public boolean overlap(Window other) throws IllegalArgumentException {
    WindowKinds.same(this, other);
    return startMs <= other.end() && other.start() <= endMs;
  }
}
