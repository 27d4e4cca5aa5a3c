package io.thalweg.streams.runtime.restore;

import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every ten seconds how far restoring is. Restore thread only. */
final class ProgressLog {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
  private static final long INTERVAL_MS = 10_000;

  private final String thread;
  private long lastMs; // owner: the restore thread
  private long recordsSince; // owner: the restore thread

  ProgressLog(String thread) {
    this.thread = thread;
  }

  /** There was nothing to do: the next line is one interval from here. */
  void idle(long nowMs) {
    lastMs = nowMs;
    recordsSince = 0;
  }

  void restored(long records, Collection<RestoringTask> tasks, long nowMs) {
    recordsSince += records;
    long elapsedMs = nowMs - lastMs;
    if (elapsedMs >= INTERVAL_MS) {
      LOG.info("{}", line(tasks, elapsedMs));
      lastMs = nowMs;
      recordsSince = 0;
    }
  }

  private String line(Collection<RestoringTask> tasks, long elapsedMs) {
    long remaining = tasks.stream().mapToLong(RestoringTask::remaining).sum();
    String soFar =
        thread
            + ": restoring "
            + tasks.stream().map(RestoringTask::id).toList()
            + ", "
            + remaining
            + " offsets left, ";
    if (recordsSince == 0) {
      return soFar
          + "no records for "
          + elapsedMs / 1_000
          + " s: waiting for the brokers or for open transactions; at "
          + tasks;
    }
    long perSecond = Math.max(1, recordsSince * 1_000 / elapsedMs);
    return soFar + perSecond + " records/s, about " + (remaining / perSecond + 1) + " s left";
  }
}
