package io.thalweg.streams.support;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Checks durations and instants given by users and turns them into milliseconds. */
public final class TimeArgs {
  private TimeArgs() {}

  /**
   * The length of {@code duration} in milliseconds.
   *
   * @param name how the argument is called, for the message
   * @throws IllegalArgumentException if it is null or does not fit in milliseconds
   */
  public static long millis(@Nullable Duration duration, String name) {
    if (duration == null) {
      throw new IllegalArgumentException(name + " must not be null.");
    }
    try {
      return duration.toMillis();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          name + " is " + duration + ", which does not fit in milliseconds.", e);
    }
  }

  /**
   * {@code instant} in milliseconds since the epoch.
   *
   * @param name how the argument is called, for the message
   * @throws IllegalArgumentException if it is null or does not fit in milliseconds
   */
  public static long millis(@Nullable Instant instant, String name) {
    if (instant == null) {
      throw new IllegalArgumentException(name + " must not be null.");
    }
    try {
      return instant.toEpochMilli();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          name + " is " + instant + ", which does not fit in milliseconds.", e);
    }
  }

  /**
   * The length of {@code duration} in milliseconds.
   *
   * @param name how the argument is called, for the message
   * @throws IllegalArgumentException if it is null, negative or does not fit in milliseconds
   */
  public static long notNegative(@Nullable Duration duration, String name) {
    return notNegative(millis(duration, name), name);
  }

  /**
   * Returns {@code millis}.
   *
   * @param name how the argument is called, for the message
   * @throws IllegalArgumentException if it is negative
   */
  public static long notNegative(long millis, String name) {
    if (millis < 0) {
      throw new IllegalArgumentException(name + " must not be negative; it is " + millis + " ms.");
    }
    return millis;
  }
}
