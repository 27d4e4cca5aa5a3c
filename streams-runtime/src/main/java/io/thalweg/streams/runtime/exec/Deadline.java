package io.thalweg.streams.runtime.exec;

import java.time.Duration;
import org.apache.kafka.common.utils.Time;

/**
 * The moment by which a wait has to end; one that is too far off to be told never comes.
 *
 * @param atMs on the clock it was made from
 */
public record Deadline(long atMs) {
  /** So long from now; a timeout of zero or less is over at once. */
  public static Deadline after(Duration timeout, Time time) {
    long nowMs = time.milliseconds();
    return new Deadline(nowMs + Math.min(saturatedMillis(timeout), Long.MAX_VALUE - nowMs));
  }

  /** What is left, not less than zero. */
  public Duration left(Time time) {
    return Duration.ofMillis(Math.max(0, atMs - time.milliseconds()));
  }

  static long saturatedMillis(Duration timeout) {
    return timeout.compareTo(Duration.ofMillis(Long.MAX_VALUE)) >= 0
        ? Long.MAX_VALUE
        : timeout.toMillis();
  }
}
