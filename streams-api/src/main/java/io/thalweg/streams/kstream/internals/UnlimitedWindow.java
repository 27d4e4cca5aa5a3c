package io.thalweg.streams.kstream.internals;

import io.thalweg.streams.kstream.Window;

/** A window with a start and no end. */
public class UnlimitedWindow extends Window {
  /**
   * Makes a window.
   *
   * @throws IllegalArgumentException if {@code startMs} is negative
   */
  public UnlimitedWindow(long startMs) {
    super(startMs, Long.MAX_VALUE);
  }

  @Override
  public boolean overlap(Window other) {
    WindowKinds.same(this, other);
    return true;
  }
}
