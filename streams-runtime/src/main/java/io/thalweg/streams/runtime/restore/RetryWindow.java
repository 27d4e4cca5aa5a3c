package io.thalweg.streams.runtime.restore;

/** When to try again after retriable errors, and when no more. Restore thread only. */
final class RetryWindow {
  private static final long FIRST_BACKOFF_MS = 100;
  private static final long LAST_BACKOFF_MS = 1_000;
  private static final long NEVER = -1;

  private final long timeoutMs;
  private long failingSinceMs = NEVER; // owner: the restore thread
  private long backoffMs = FIRST_BACKOFF_MS; // owner: the restore thread
  private long nextAttemptMs; // owner: the restore thread

  RetryWindow(long timeoutMs) {
    this.timeoutMs = timeoutMs;
  }

  boolean mayTry(long nowMs) {
    return nowMs >= nextAttemptMs;
  }

  /** An attempt failed; returns whether the time for attempts is over. */
  boolean failed(long nowMs) {
    if (failingSinceMs == NEVER) {
      failingSinceMs = nowMs;
    }
    nextAttemptMs = nowMs + backoffMs;
    backoffMs = Math.min(LAST_BACKOFF_MS, backoffMs * 2);
    return nowMs - failingSinceMs >= timeoutMs;
  }

  void succeeded() {
    failingSinceMs = NEVER;
    backoffMs = FIRST_BACKOFF_MS;
    nextAttemptMs = 0;
  }
}
