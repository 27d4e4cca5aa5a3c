package io.thalweg.streams.runtime.metrics;

import io.thalweg.streams.StreamsMetrics;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;

/**
 * Metrics of one stream thread. Recorded by that thread, once per poll, batch of records, round of
 * punctuations or commit; read by any.
 */
public final class ThreadMetrics implements AutoCloseable {
  private static final String GROUP = "stream-thread-metrics";

  private final Metrics metrics;
  private final Map<String, String> tags;
  private final Scope scope;
  private final Activity poll;
  private final Activity process;
  private final Activity punctuate;
  private final Activity commit;
  private final Sensor pollRecords;
  private final Sensor processRecords;
  private final Sensor created;
  private final Sensor closed;

  ThreadMetrics(Metrics metrics, String threadId, String processId, ThreadView view) {
    this.metrics = metrics;
    tags = Map.of("thread-id", threadId);
    scope = new Scope(metrics, GROUP, tags);
    poll = new Activity(scope, "poll", "polling records from the consumer");
    process = new Activity(scope, "process", "processing active tasks");
    punctuate = new Activity(scope, "punctuate", "punctuating active tasks");
    commit = new Activity(scope, "commit", "committing all tasks");
    pollRecords =
        scope.averageAndMax(
            "poll-records",
            RecordingLevel.INFO,
            "The average number of records polled from consumer within an iteration",
            "The maximum number of records polled from consumer within an iteration");
    processRecords =
        scope.averageAndMax(
            "process-records",
            RecordingLevel.INFO,
            "The average number of records processed within an iteration",
            "The maximum number of records processed within an iteration");
    created =
        scope.meter(
            "task-created",
            RecordingLevel.INFO,
            "The average per-second number of newly created tasks",
            "The total number of newly created tasks");
    closed =
        scope.meter(
            "task-closed",
            RecordingLevel.INFO,
            "The average per-second number of closed tasks",
            "The total number of closed tasks");
    show(view, processId);
  }

  private void show(ThreadView view, String processId) {
    scope.gauge(
        "state", "The current state of the thread", (config, nowMs) -> view.state().get().name());
    scope.gauge(
        new MetricName(
            "thread-state",
            GROUP,
            "The current state of the thread",
            Scope.tags(tags, "process-id", processId)),
        Scope.number(view.state()));
    scope.gauge(
        "thread-start-time",
        "The time that the thread was started",
        (config, nowMs) -> view.startedMs());
    scope.measurable(
        "blocked-time-ns-total",
        "The total time the thread spent blocked on kafka in nanoseconds",
        (config, nowMs) -> view.blockedNanos().getAsLong());
  }

  /** One call of {@code poll} that returned {@code records} records. */
  public void polled(long records, long spentNanos, long nowMs) {
    poll.record(1, spentNanos, nowMs);
    pollRecords.record((double) records, nowMs);
  }

  /**
   * One round over the tasks that processed {@code records} records; a round of none is left out.
   */
  public void processed(long records, long spentNanos, long nowMs) {
    if (records > 0) {
      process.record(records, spentNanos, nowMs);
      processRecords.record((double) records, nowMs);
    }
  }

  /** One round of {@code calls} punctuations; a round of none is left out. */
  public void punctuated(long calls, long spentNanos, long nowMs) {
    if (calls > 0) {
      punctuate.record(calls, spentNanos, nowMs);
    }
  }

  /** One commit of {@code tasks} tasks together; one of none is left out. */
  public void committed(long tasks, long spentNanos, long nowMs) {
    if (tasks > 0) {
      commit.record(tasks, spentNanos, nowMs);
    }
  }

  public void tasksCreated(long tasks, long nowMs) {
    created.record((double) tasks, nowMs);
  }

  public void tasksClosed(long tasks, long nowMs) {
    closed.record((double) tasks, nowMs);
  }

  /**
   * Registers the metrics of an active task of this thread; the caller closes them with the task.
   */
  public TaskMetrics task(String taskId, TaskView view) {
    return new TaskMetrics(metrics, Scope.tags(tags, "task-id", taskId), view);
  }

  /**
   * Registers the metrics of a standby task of this thread; the caller closes them with the task.
   */
  public StandbyMetrics standby(String taskId) {
    return new StandbyMetrics(metrics, Scope.tags(tags, "task-id", taskId));
  }

  /** What user code gets from its context to add sensors with this thread's tag. */
  public StreamsMetrics forUserCode() {
    return new UserMetrics(metrics, tags);
  }

  @Override
  public void close() {
    scope.close();
  }

  /** Rate, total, latency and share of time of one of the thread's activities. */
  private static final class Activity {
    private static final double NANOS_PER_MS = 1_000_000.0;

    private final Sensor meter;
    private final Sensor latency;
    private final Sensor share;

    Activity(Scope scope, String name, String doing) {
      meter =
          scope.meter(
              name,
              RecordingLevel.INFO,
              "The average per-second number of calls to " + name,
              "The total number of calls to " + name);
      latency =
          scope.averageAndMax(
              name + "-latency",
              RecordingLevel.INFO,
              "The average " + name + " latency",
              "The maximum " + name + " latency");
      share =
          scope.share(
              name + "-ratio",
              "The ratio, over a rolling measurement window, of the time this thread spent "
                  + doing
                  + " to the total elapsed time in that window.");
    }

    /** {@code calls} > 0 calls that took {@code spentNanos} together. */
    void record(long calls, long spentNanos, long nowMs) {
      double spentMs = spentNanos / NANOS_PER_MS;
      meter.record((double) calls, nowMs);
      latency.record(spentMs / calls, nowMs);
      share.record(spentMs, nowMs);
    }
  }
}
