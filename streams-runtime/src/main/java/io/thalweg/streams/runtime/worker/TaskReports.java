package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.metrics.RestoreMeter;
import io.thalweg.streams.runtime.metrics.StandbyMetrics;
import io.thalweg.streams.runtime.metrics.TaskMetrics;
import io.thalweg.streams.runtime.metrics.TaskView;
import io.thalweg.streams.runtime.metrics.ThreadMetrics;
import io.thalweg.streams.runtime.task.ActiveTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of the tasks of one stream thread, a batch at a time; what is counted record by record a
 * few times a second. Owner: the stream thread.
 */
final class TaskReports implements AutoCloseable {
  private static final long SETTLE_MS = 100;

  private final ThreadMetrics thread;
  private final StateHolder holder;

  // [stream thread]
  private final Map<TaskId, Report> reports = new HashMap<>();
  private final Map<TaskId, StandbyMetrics> standbys = new HashMap<>();
  private long settledMs = Long.MIN_VALUE;

  private static final class Report {
    private final Running running;
    private final TaskMetrics metrics;
    private long dropped;
    private long enforced;
    private long spentNanos;

    Report(Running running, TaskMetrics metrics) {
      this.running = running;
      this.metrics = metrics;
    }
  }

  /** The task once it runs, for those who read metrics. */
  private static final class Running {
    private volatile @Nullable ActiveTask task; // written by the stream thread

    long bufferedRecords() {
      ActiveTask now = task;
      return now == null ? 0 : now.bufferedRecords();
    }

    long tableBytes() {
      ActiveTask now = task;
      return now == null ? 0 : now.state().stats().tableBytes();
    }
  }

  TaskReports(ThreadMetrics thread, StateHolder holder) {
    this.thread = thread;
    this.holder = holder;
  }

  /** The thread has waited for Kafka. */
  void blocked(long nanos) {
    holder.blocked(nanos);
  }

  ThreadMetrics thread() {
    return thread;
  }

  /**
   * A task has come; its metrics show from now on.
   *
   * @param remaining changelog records that are to be restored
   */
  TaskMetrics opened(TaskId task, LongSupplier remaining, long nowMs) {
    closeStandby(task);
    Report known = reports.get(task);
    if (known != null) {
      return known.metrics;
    }
    Running running = new Running();
    TaskView view = new TaskView(running::bufferedRecords, running::tableBytes, remaining);
    TaskMetrics metrics = thread.task(task.toString(), view);
    reports.put(task, new Report(running, metrics));
    thread.tasksCreated(1, nowMs);
    return metrics;
  }

  void started(ActiveTask task, long nowMs) {
    opened(task.id(), () -> 0L, nowMs);
    Report report = reports.get(task.id());
    if (report != null) {
      report.running.task = task;
      report.metrics.report(task.tallies(), nowMs); // its nodes show from now on
      report.metrics.stores(task.state()::measure);
    }
  }

  /** A standby has come; its metrics show from now on. */
  RestoreMeter openedStandby(TaskId task) {
    return standbys.computeIfAbsent(task, id -> thread.standby(id.toString()));
  }

  private void closeStandby(TaskId task) {
    StandbyMetrics standby = standbys.remove(task);
    if (standby != null) {
      standby.close();
    }
  }

  void ended(TaskId task, long nowMs) {
    closeStandby(task);
    Report report = reports.remove(task);
    if (report != null) {
      report.metrics.close();
      thread.tasksClosed(1, nowMs);
    }
  }

  void processed(ActiveTask task, int records, long spentNanos, long nowMs) {
    thread.processed(records, spentNanos, nowMs);
    Report report = reports.get(task.id());
    if (report == null) {
      return;
    }
    report.metrics.processed(records, spentNanos, nowMs);
    report.spentNanos += spentNanos;
  }

  /** Shows what was counted, if it is some time since the last time. */
  void settleNowAndThen(Iterable<ActiveTask> tasks, long nowMs) {
    if (nowMs - settledMs >= SETTLE_MS || settledMs == Long.MIN_VALUE) {
      settledMs = nowMs;
      settle(tasks, nowMs);
    }
  }

  /** Shows what was counted. */
  void settle(Iterable<ActiveTask> tasks, long nowMs) {
    long spentNanos = 0;
    for (Report report : reports.values()) {
      spentNanos += report.spentNanos;
    }
    for (ActiveTask task : tasks) {
      Report report = reports.get(task.id());
      if (report != null) {
        settle(task, report, spentNanos, nowMs);
      }
    }
  }

  private static void settle(ActiveTask task, Report report, long spentNanos, long nowMs) {
    TaskMetrics metrics = report.metrics;
    metrics.report(task.tallies(), nowMs);
    metrics.dropped(task.droppedRecords() - report.dropped, nowMs);
    report.dropped = task.droppedRecords();
    metrics.enforced(task.enforced() - report.enforced, nowMs);
    report.enforced = task.enforced();
    if (spentNanos > 0) {
      metrics.activeRatio((double) report.spentNanos / spentNanos, nowMs);
      report.spentNanos = 0;
    }
  }

  @Override
  public void close() {
    reports.values().forEach(report -> report.metrics.close());
    reports.clear();
    List.copyOf(standbys.keySet()).forEach(this::closeStandby);
    thread.close();
  }
}
