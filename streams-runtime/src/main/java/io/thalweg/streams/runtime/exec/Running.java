package io.thalweg.streams.runtime.exec;

import java.time.Duration;

/** A started loop, as others see it. Safe from any thread. */
public interface Running {
  /** The name given at start; under {@link ThreadExec} that of the thread. */
  String name();

  /** Whether the loop, including {@link Loop#finished}, may still run. */
  boolean isAlive();

  /** Ends the {@link Loop#restMs rest} the loop is in, or else the next one, early. */
  void wakeUp();

  /**
   * Waits until the loop has finished.
   *
   * @param timeout how long at most; zero or less only looks
   * @return whether it has finished; false at once when called from the loop itself, and false with
   *     the interrupt flag set when the caller is interrupted
   */
  boolean join(Duration timeout);
}
