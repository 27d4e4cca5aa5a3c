package io.thalweg.streams.runtime.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.common.utils.Utils;

/** Metrics of one active task, recorded once per batch or more seldom. Any thread. */
public final class TaskMetrics implements RestoreMeter, AutoCloseable {
  private final Metrics metrics;
  private final Map<String, String> tags;
  private final Scope scope;
  private final Sensor process;
  private final Sensor processLatency;
  private final Sensor punctuate;
  private final TallySensor punctuateLatency;
  private final Sensor dropped;
  private final Sensor enforced;
  private final Sensor activeRatio;
  private final Sensor restored;
  private final TallySensor lateness;
  private final List<LongConsumer> reports = new ArrayList<>(); // owner: the task's thread
  private final ConcurrentLinkedQueue<AutoCloseable> parts = new ConcurrentLinkedQueue<>();

  TaskMetrics(Metrics metrics, Map<String, String> tags, TaskView view) {
    this.metrics = metrics;
    this.tags = tags;
    scope = new Scope(metrics, "stream-task-metrics", tags);
    process = calls("process");
    processLatency =
        scope.averageAndMax(
            "process-latency",
            RecordingLevel.DEBUG,
            "The average latency of calls to process",
            "The maximum latency of calls to process");
    punctuate = calls("punctuate");
    punctuateLatency =
        new TallySensor(
            scope,
            metrics.config(),
            RecordingLevel.DEBUG,
            "punctuate-latency",
            "The average latency of calls to punctuate",
            "The maximum latency of calls to punctuate");
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
            RecordingLevel.DEBUG,
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

  /** A batch of {@code records} records; an empty one is left out. */
  public void processed(long records, long spentNanos, long nowMs) {
    if (records > 0) {
      process.record((double) records, nowMs);
      processLatency.record((double) spentNanos / records, nowMs);
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
    if (times > 0) {
      enforced.record((double) times, nowMs);
    }
  }

  /** The part, 0 to 1, of the thread's processing time that went to this task. */
  public void activeRatio(double ratio, long nowMs) {
    activeRatio.record(ratio, nowMs);
  }

  /** What has been counted record by record since the last time; empties it. */
  public void report(TaskTallies tallies, long nowMs) {
    tallies.takeNew(this::show, this::show);
    reports.forEach(report -> report.accept(nowMs));
    lateness.record(tallies.lateness(), nowMs);
    if (tallies.punctuations().count() > 0) {
      punctuate.record((double) tallies.punctuations().count(), nowMs);
      punctuateLatency.record(tallies.punctuations(), nowMs);
    }
  }

  private void show(NodeTally tally) {
    NodeMetrics node = part(NodeMetrics.of(tally.kind(), metrics, node(tally.node())));
    reports.add(nowMs -> node.report(tally, nowMs));
  }

  private void show(TopicTally tally) {
    Map<String, String> at = Scope.tags(node(tally.node()), "topic", tally.topic());
    TopicMetrics topic = part(TopicMetrics.of(tally, metrics, at));
    reports.add(
        nowMs -> {
          topic.report(tally, nowMs);
          dropped(tally.takeDropped(), nowMs);
        });
  }

  @Override
  public void restored(long records, long nowMs) {
    restored.record((double) records, nowMs);
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
