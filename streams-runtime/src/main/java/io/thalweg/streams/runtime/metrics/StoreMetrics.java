package io.thalweg.streams.runtime.metrics;

import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.common.metrics.stats.WindowedCount;

/**
 * Metrics of one store: only what is measured. Calls of single gets and puts are not, since that
 * would cost more than the calls. Any thread.
 */
public final class StoreMetrics implements AutoCloseable {
  private static final double NANOS_PER_MS = 1_000_000.0;

  private final Scope scope;
  private final Sensor restores;
  private final Sensor restoreLatency;

  StoreMetrics(Metrics metrics, Map<String, String> tags) {
    scope = new Scope(metrics, "stream-state-metrics", tags);
    restores = scope.sensor("restore", RecordingLevel.DEBUG);
    restores.add(
        scope.name("restore-rate", "The average number of restorations per second"),
        new Rate(new WindowedCount()));
    restoreLatency =
        scope.averageAndMax(
            "restore-latency",
            RecordingLevel.DEBUG,
            "The average latency of restorations",
            "The maximum latency of restorations");
  }

  /** The store was restored from its changelog once. */
  public void restored(long spentNanos, long nowMs) {
    restores.record(1, nowMs);
    restoreLatency.record(spentNanos / NANOS_PER_MS, nowMs);
  }

  @Override
  public void close() {
    scope.close();
  }
}
