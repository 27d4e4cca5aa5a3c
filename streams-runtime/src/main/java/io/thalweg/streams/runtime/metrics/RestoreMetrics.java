package io.thalweg.streams.runtime.metrics;

import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Rate;

/** Metrics of one restore thread, recorded once per step by it. Read by any thread. */
public final class RestoreMetrics implements AutoCloseable {
  private static final double NANOS_PER_MS = 1_000_000.0;
  private static final String RATIO =
      "The ratio, over a rolling measurement window, of the time this thread spent ";

  private final Scope scope;
  private final Sensor idle;
  private final Sensor restoring;
  private final Sensor updating;
  private final Sensor calls;
  private final Sensor records;
  private volatile int tasks; // written by the restore thread
  private volatile int standbys; // written by the restore thread
  private volatile boolean paused; // written by the restore thread

  RestoreMetrics(Metrics metrics, String threadId) {
    scope = new Scope(metrics, "stream-state-updater-metrics", Map.of("thread-id", threadId));
    idle = scope.share("idle-ratio", RATIO + "being idle");
    restoring = scope.share("active-restore-ratio", RATIO + "restoring active tasks");
    updating = scope.share("standby-update-ratio", RATIO + "updating standby tasks");
    calls = scope.sensor("restore-call", RecordingLevel.INFO);
    calls.add(
        scope.name("restore-call-rate", "The average per-second number of restore calls triggered"),
        new Rate());
    records = scope.sensor("restore-records", RecordingLevel.INFO);
    records.add(
        scope.name("restore-records-rate", "The average per-second number of records restored"),
        new Rate());
    scope.measurable(
        "active-restoring-tasks",
        "The number of active tasks currently undergoing restoration",
        (config, nowMs) -> paused ? 0 : tasks);
    scope.measurable(
        "standby-updating-tasks",
        "The number of standby tasks currently undergoing state update",
        (config, nowMs) -> paused ? 0 : standbys);
    scope.measurable(
        "active-paused-tasks",
        "The number of active tasks paused restoring",
        (config, nowMs) -> paused ? tasks : 0);
    scope.measurable(
        "standby-paused-tasks",
        "The number of standby tasks paused state update",
        (config, nowMs) -> paused ? standbys : 0);
  }

  /**
   * How many tasks are being restored, and how many standbys are kept up to date, from now on.
   *
   * @param areAllPaused whether they wait
   */
  public void tasks(int active, int standby, boolean areAllPaused) {
    paused = areAllPaused;
    tasks = active;
    standbys = standby;
  }

  /** A step without tasks, or with paused ones. */
  public void idled(long spentNanos, long nowMs) {
    idle.record(spentNanos / NANOS_PER_MS, nowMs);
  }

  /** A step that read and wrote {@code restoredRecords} records, maybe none. */
  public void restored(long restoredRecords, long spentNanos, long nowMs) {
    calls.record(1, nowMs);
    records.record((double) restoredRecords, nowMs);
    (tasks > 0 ? restoring : updating).record(spentNanos / NANOS_PER_MS, nowMs);
  }

  @Override
  public void close() {
    scope.close();
  }
}
