package io.thalweg.streams.runtime.exec;

import org.jspecify.annotations.Nullable;

/**
 * A long-running activity cut into steps. All methods are called by one thread at a time, each call
 * seeing what the call before did; a loop needs no synchronisation for what only it touches.
 */
public interface Loop {
  /**
   * Does one bounded piece of work. Blocks nowhere but in a Kafka client's {@code poll}.
   *
   * @param nowMs the time at the begin of the step, milliseconds since the epoch
   * @return false when the loop has ended: it is not called again but for {@link #finished}
   */
  boolean step(long nowMs);

  /**
   * How long the loop has nothing to do after the step just made, milliseconds. The driver waits as
   * long, or until {@link Running#wakeUp}; a loop that blocks in its client's {@code poll} instead
   * leaves this at 0.
   */
  default long restMs() {
    return 0;
  }

  /**
   * Called once, after the last step.
   *
   * @param cause what a step threw, or null if the loop ended by itself
   */
  void finished(@Nullable Throwable cause);
}
