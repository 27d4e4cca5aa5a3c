package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.metrics.TaskMetrics;
import io.thalweg.streams.runtime.metrics.TaskView;
import io.thalweg.streams.runtime.metrics.ThreadMetrics;
import io.thalweg.streams.runtime.task.ActiveTask;
import java.util.HashMap;
import java.util.Map;

/** Metrics of the tasks of one stream thread, a batch at a time. Owner: the stream thread. */
final class TaskReports implements AutoCloseable {
  private final ThreadMetrics thread;
  private final StateHolder holder;

  // [stream thread]
  private final Map<TaskId, Report> reports = new HashMap<>();

  private static final class Report {
    private final TaskMetrics metrics;
    private long dropped;

    Report(TaskMetrics metrics) {
      this.metrics = metrics;
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

  void started(ActiveTask task, long nowMs) {
    TaskView view =
        new TaskView(
            task::bufferedRecords,
            () -> task.state().stats().tableBytes(),
            () -> 0L); // it is running: nothing is left to restore
    TaskMetrics metrics = thread.task(task.id().toString(), view);
    metrics.stores(task.state()::measure);
    reports.put(task.id(), new Report(metrics));
    thread.tasksCreated(1, nowMs);
  }

  void ended(TaskId task, long nowMs) {
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
    long dropped = task.droppedRecords();
    report.metrics.dropped(dropped - report.dropped, nowMs);
    report.dropped = dropped;
  }

  @Override
  public void close() {
    reports.values().forEach(report -> report.metrics.close());
    reports.clear();
    thread.close();
  }
}
