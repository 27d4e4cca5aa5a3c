package io.thalweg.streams.stores;

/** When rows are due to be flushed to disk, so that a kill costs little. Owner thread only. */
final class FlushSchedule {
  private final long intervalMs;
  private final long flushAt;
  private final long commitAt;
  private long lastMs;
  private long records;

  FlushSchedule(StateEngineConfig.FlushPolicy policy, long nowMs) {
    intervalMs = policy.intervalMs();
    // early, so that what is written while a flush is going on stays within the bound, too
    flushAt = Math.max(1, policy.maxRecords() / 2);
    commitAt = Math.max(1, policy.maxRecords() / 4 * 3);
    lastMs = nowMs;
  }

  /** Whether these rows, if they were committed later, might be more than a kill may cost. */
  boolean wantsCommit(long uncommitted) {
    return records + uncommitted >= commitAt;
  }

  /** Counts records written; whether a flush is due now. */
  boolean due(long written, long nowMs) {
    records += written;
    return records >= flushAt || (records > 0 && nowMs - lastMs >= intervalMs);
  }

  void flushed(long nowMs) {
    records = 0;
    lastMs = nowMs;
  }
}
