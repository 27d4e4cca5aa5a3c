package io.thalweg.streams.runtime.task;

/**
 * Lets a task's stream time go on with the wall clock while nothing comes in: as if the input kept
 * the delay that it had with the last record. Owner: the stream thread.
 */
final class IdleAdvance {
  private final long idleMs;

  // [stream thread]
  private long lastMs;
  private long lastTime;

  /**
   * Nothing has come in yet.
   *
   * @param idleMs how long nothing has to come before time goes on; negative: it never does
   * @param time stream time, -1 if it is not known
   */
  IdleAdvance(long idleMs, long nowMs, long time) {
    this.idleMs = idleMs;
    lastMs = nowMs;
    lastTime = time;
  }

  /** Records were processed, the last at {@code time} of stream time. */
  void processed(long nowMs, long time) {
    lastMs = nowMs;
    lastTime = time;
  }

  /** What stream time is now, if it is not what the last record said; else -1. */
  long advanced(long nowMs) {
    long silent = nowMs - lastMs;
    return idleMs < 0 || lastTime < 0 || silent < idleMs ? -1 : lastTime + silent;
  }
}
