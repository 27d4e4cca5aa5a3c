package io.thalweg.streams.runtime.restore;

/**
 * Settings of a {@link RestoreService}.
 *
 * @param clientId prefix of thread names and of the consumers' client ids
 * @param threads {@code thalweg.restore.threads}
 * @param pollMs longest wait for records
 * @param taskTimeoutMs {@code task.timeout.ms}: how long a task's retriable errors are retried
 */
public record RestoreSettings(String clientId, int threads, long pollMs, long taskTimeoutMs) {
  public RestoreSettings {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "thalweg.restore.threads must be at least 1, not " + threads);
    }
  }

  /** The name of the n-th thread, from 1. */
  String threadName(int number) {
    return clientId + "-StateUpdater-" + number;
  }

  /** The client id of the n-th thread's consumer. */
  String consumerId(int number) {
    return threadName(number) + "-restore-consumer";
  }
}
