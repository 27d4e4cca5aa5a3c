package io.thalweg.streams.kstream;

import java.util.Map;

/**
 * The definition of fixed windows: which windows a timestamp falls in, and how long they wait for
 * late records.
 *
 * @param <W> type of the windows
 */
public abstract class Windows<W extends Window> {
  /** Grace of windows made without one in the past: 24 hours, in milliseconds. */
  protected static final long DEPRECATED_DEFAULT_24_HR_GRACE_PERIOD = 24 * 60 * 60 * 1000L;

  /** No grace. */
  protected static final long NO_GRACE_PERIOD = 0L;

  /** For subclasses. */
  protected Windows() {}

  /** The windows that {@code timestamp} falls in, by start, oldest first. */
  public abstract Map<Long, W> windowsFor(long timestamp);

  /** The size of a window in milliseconds. */
  public abstract long size();

  /** How long a window accepts late records after its end, in milliseconds of stream time. */
  public abstract long gracePeriodMs();
}
