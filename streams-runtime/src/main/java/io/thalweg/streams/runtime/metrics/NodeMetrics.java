package io.thalweg.streams.runtime.metrics;

import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.jspecify.annotations.Nullable;

/** What is told of one node, brought up to date now and then. Any thread. */
public final class NodeMetrics implements AutoCloseable {
  private static final String BASIS =
      " end-to-end latency of a record, measuring by comparing the record timestamp with the system"
          + " time when it has been fully processed by the node";

  private final Scope scope;
  private final @Nullable Sensor counts;
  private final @Nullable TallySensor values;

  private NodeMetrics(Scope scope, @Nullable Sensor counts, @Nullable TallySensor values) {
    this.scope = scope;
    this.counts = counts;
    this.values = values;
  }

  static NodeMetrics of(NodeTally.Kind kind, Metrics metrics, Map<String, String> tags) {
    Scope scope = new Scope(metrics, "stream-processor-node-metrics", tags);
    return switch (kind) {
      case SOURCE -> new NodeMetrics(scope, process(scope), endToEnd(scope, metrics));
      case TERMINAL -> new NodeMetrics(scope, null, endToEnd(scope, metrics));
      case SUPPRESS -> new NodeMetrics(scope, suppressed(scope), null);
      case CLOSING -> new NodeMetrics(scope, closed(scope), closing(scope, metrics));
    };
  }

  /** A source of global stores, of which no latencies are told. */
  static NodeMetrics global(Metrics metrics, Map<String, String> tags) {
    Scope scope = new Scope(metrics, "stream-processor-node-metrics", tags);
    return new NodeMetrics(scope, process(scope), null);
  }

  private static Sensor process(Scope scope) {
    return scope.meter(
        "process",
        RecordingLevel.DEBUG,
        "The average number of calls to process per second",
        "The total number of calls to process");
  }

  private static Sensor suppressed(Scope scope) {
    return scope.meter(
        "suppression-emit",
        RecordingLevel.DEBUG,
        "The average number of emitted records from the suppression buffer per second",
        "The total number of emitted records from the suppression buffer");
  }

  private static Sensor closed(Scope scope) {
    return scope.meter(
        "window-aggregate-final-emit",
        RecordingLevel.DEBUG,
        "The average number of emit final records per second",
        "The total number of emit final records");
  }

  private static TallySensor closing(Scope scope, Metrics metrics) {
    return new TallySensor(
        scope,
        metrics.config(),
        RecordingLevel.DEBUG,
        "window-aggregate-final-emit-latency",
        "The average latency of calls to emit final in milliseconds",
        "The maximum latency of calls to emit final in milliseconds");
  }

  private static TallySensor endToEnd(Scope scope, Metrics metrics) {
    return new TallySensor(
        scope,
        metrics.config(),
        RecordingLevel.INFO,
        "record-e2e-latency",
        "The average" + BASIS,
        "The maximum" + BASIS,
        "The minimum" + BASIS);
  }

  /** A batch of records a source node passed on. */
  public void processed(long records, long nowMs) {
    if (counts != null && records > 0) {
      counts.record((double) records, nowMs);
    }
  }

  /** What has been counted since the last time; empties it. */
  void report(NodeTally tally, long nowMs) {
    long counted =
        tally.kind() == NodeTally.Kind.SOURCE ? tally.values().count() : tally.takeCount();
    processed(counted, nowMs);
    if (values != null) {
      values.record(tally.values(), nowMs);
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
