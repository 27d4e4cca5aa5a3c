package io.thalweg.streams.runtime.exec;

/**
 * Drives loops: {@link ThreadExec} gives each a thread, a simulation steps them one by one from a
 * single thread. Safe from any thread.
 */
public interface Exec {
  /**
   * Starts to step a loop until {@link Loop#step} returns false or throws.
   *
   * @param threadName the loop's name for logs and thread dumps
   */
  Running start(String threadName, Loop loop);
}
