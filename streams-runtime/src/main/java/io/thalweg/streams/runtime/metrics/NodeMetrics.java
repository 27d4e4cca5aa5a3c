package io.thalweg.streams.runtime.metrics;

import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.jspecify.annotations.Nullable;

/** Metrics of a source node or of a node without children, recorded once per batch. Any thread. */
public final class NodeMetrics implements AutoCloseable {
  private static final String BASIS =
      " end-to-end latency of a record, measuring by comparing the record timestamp with the system"
          + " time when it has been fully processed by the node";

  private final Scope scope;
  private final @Nullable Sensor process;
  private final TallySensor endToEnd;

  private NodeMetrics(Scope scope, @Nullable Sensor process, TallySensor endToEnd) {
    this.scope = scope;
    this.process = process;
    this.endToEnd = endToEnd;
  }

  static NodeMetrics source(Metrics metrics, Map<String, String> tags) {
    Scope scope = new Scope(metrics, "stream-processor-node-metrics", tags);
    Sensor process =
        scope.meter(
            "process",
            RecordingLevel.DEBUG,
            "The average number of calls to process per second",
            "The total number of calls to process");
    return new NodeMetrics(scope, process, endToEnd(scope, metrics));
  }

  static NodeMetrics terminal(Metrics metrics, Map<String, String> tags) {
    Scope scope = new Scope(metrics, "stream-processor-node-metrics", tags);
    return new NodeMetrics(scope, null, endToEnd(scope, metrics));
  }

  private static TallySensor endToEnd(Scope scope, Metrics metrics) {
    return new TallySensor(
        scope,
        metrics.config(),
        "record-e2e-latency",
        "The average" + BASIS,
        "The maximum" + BASIS,
        "The minimum" + BASIS);
  }

  /** A batch of records a source node passed on; nothing for other nodes. */
  public void processed(long records, long nowMs) {
    if (process != null) {
      process.record((double) records, nowMs);
    }
  }

  /** Wall-clock time less timestamp of each record of a batch, ms; clears the tally. */
  public void endToEnd(Tally latencies, long nowMs) {
    endToEnd.record(latencies, nowMs);
  }

  @Override
  public void close() {
    scope.close();
  }
}
