package io.thalweg.streams.runtime.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.common.utils.Utils;

/** Metrics of one active task, recorded once per batch. Any thread. */
public final class TaskMetrics implements RestoreMeter, AutoCloseable {
  private static final double NANOS_PER_MS = 1_000_000.0;

  private final Metrics metrics;
  private final Map<String, String> tags;
  private final Scope scope;
  private final Sensor process;
  private final Sensor processLatency;
  private final Sensor punctuate;
  private final Sensor punctuateLatency;
  private final Sensor dropped;
  private final Sensor enforced;
  private final Sensor activeRatio;
  private final Sensor restored;
  private final TallySensor lateness;
  private final ConcurrentLinkedQueue<AutoCloseable> parts = new ConcurrentLinkedQueue<>();

  TaskMetrics(Metrics metrics, Map<String, String> tags, TaskView view) {
    this.metrics = metrics;
    this.tags = tags;
    scope = new Scope(metrics, "stream-task-metrics", tags);
    process = calls("process");
    processLatency = latency("process");
    punctuate = calls("punctuate");
    punctuateLatency = latency("punctuate");
    dropped =
        scope.meter(
            "dropped-records",
            RecordingLevel.INFO,
            "The average number of dropped records per second",
            "The total number of dropped records");
    enforced =
        scope.meter(
            "enforced-processing",
            RecordingLevel.DEBUG,
            "The average number of occurrences of enforced-processing operations per second",
            "The total number of occurrences of enforced-processing operations");
    activeRatio = scope.sensor("active-process-ratio", RecordingLevel.INFO);
    activeRatio.add(
        scope.name(
            "active-process-ratio",
            "The fraction of time the thread spent on processing this task among all assigned"
                + " active tasks"),
        new Value());
    restored =
        scope.meter(
            "restore",
            RecordingLevel.INFO,
            "The average number of records restored per second",
            "The total number of records restored");
    lateness =
        new TallySensor(
            scope,
            metrics.config(),
            "record-lateness",
            "The observed average lateness of records in milliseconds, measured by comparing the"
                + " record timestamp with the current stream time",
            "The observed maximum lateness of records in milliseconds, measured by comparing the"
                + " record timestamp with the current stream time");
    show(view);
  }

  private void show(TaskView view) {
    scope.measurable(
        "active-buffer-count",
        "The count of buffered records that are polled from consumer and not yet processed for"
            + " this active task",
        (config, nowMs) -> view.bufferedRecords().getAsLong());
    scope.measurable(
        "cache-size-bytes-total",
        "The total size in bytes of this task's cache.",
        (config, nowMs) -> view.cacheBytes().getAsLong());
    scope.measurable(
        "restore-remaining-records-total",
        "The total number of records remaining to be restored",
        (config, nowMs) -> view.restoreRemaining().getAsLong());
  }

  private Sensor calls(String name) {
    return scope.meter(
        name,
        RecordingLevel.DEBUG,
        "The average number of calls to " + name + " per second",
        "The total number of calls to " + name);
  }

  private Sensor latency(String name) {
    return scope.averageAndMax(
        name + "-latency",
        RecordingLevel.DEBUG,
        "The average latency of calls to " + name,
        "The maximum latency of calls to " + name);
  }

  /** A batch of {@code records} records; an empty one is left out. */
  public void processed(long records, long spentNanos, long nowMs) {
    if (records > 0) {
      process.record((double) records, nowMs);
      processLatency.record(spentNanos / NANOS_PER_MS / records, nowMs);
    }
  }

  /** {@code calls} punctuations; none is left out. */
  public void punctuated(long calls, long spentNanos, long nowMs) {
    if (calls > 0) {
      punctuate.record((double) calls, nowMs);
      punctuateLatency.record(spentNanos / NANOS_PER_MS / calls, nowMs);
    }
  }

  /** Records that were left out: late, null key, not deserializable. */
  public void dropped(long records, long nowMs) {
    if (records > 0) {
      dropped.record((double) records, nowMs);
    }
  }

  /** The task went on although not all of its partitions had data. */
  public void enforced(long times, long nowMs) {
    enforced.record((double) times, nowMs);
  }

  /** The part, 0 to 1, of the thread's processing time that went to this task. */
  public void activeRatio(double ratio, long nowMs) {
    activeRatio.record(ratio, nowMs);
  }

  /** Stream time less timestamp of each record of a batch; clears the tally. */
  public void lateness(Tally tally, long nowMs) {
    lateness.record(tally, nowMs);
  }

  @Override
  public void restored(long records, long nowMs) {
    restored.record((double) records, nowMs);
  }

  /** Registers the metrics of a source node. Closed with the task. */
  public NodeMetrics source(String node) {
    return part(NodeMetrics.source(metrics, node(node)));
  }

  /** Registers the metrics of a node without children. Closed with the task. */
  public NodeMetrics terminal(String node) {
    return part(NodeMetrics.terminal(metrics, node(node)));
  }

  /** Registers the counters of what a source node reads from a topic. Closed with the task. */
  public TopicMetrics consumed(String node, String topic) {
    return part(TopicMetrics.consumed(metrics, Scope.tags(node(node), "topic", topic)));
  }

  /** Registers the counters of what a sink node writes to a topic. Closed with the task. */
  public TopicMetrics produced(String node, String topic) {
    return part(TopicMetrics.produced(metrics, Scope.tags(node(node), "topic", topic)));
  }

  /** Lets the stores register theirs, with the tags of the task. Closed with the task. */
  public void stores(BiFunction<Metrics, Map<String, String>, AutoCloseable> registration) {
    part(registration.apply(metrics, tags));
  }

  private Map<String, String> node(String node) {
    return Scope.tags(tags, "processor-node-id", node);
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.add(part);
    return part;
  }

  @Override
  public void close() {
    for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
      Utils.closeQuietly(part, "metrics of a part of a task");
    }
    scope.close();
  }
}
