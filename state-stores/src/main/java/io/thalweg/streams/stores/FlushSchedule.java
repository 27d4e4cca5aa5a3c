package io.thalweg.streams.stores;

/** When rows are due to be flushed to disk, so that a kill costs little. Owner thread only. */
final class FlushSchedule {
  private final long intervalMs;
  private final long maxRecords;
  private long lastMs;
  private long records;

  FlushSchedule(StateEngineConfig.FlushPolicy policy, long nowMs) {
    intervalMs = policy.intervalMs();
    maxRecords = Math.max(1, policy.maxRecords() / 2); // the flush takes its time, too
    lastMs = nowMs;
  }

  /** So many records at once that a flush would be due before they are committed. */
  boolean wouldBeDue(long uncommitted) {
    return uncommitted >= maxRecords;
  }

  /** Counts records written; whether a flush is due now. */
  boolean due(long written, long nowMs) {
    records += written;
    return records >= maxRecords || (records > 0 && nowMs - lastMs >= intervalMs);
  }

  void flushed(long nowMs) {
    records = 0;
    lastMs = nowMs;
  }
}
