package io.thalweg.streams.runtime.metrics;

import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;

/** Metrics of one standby task, recorded once per batch. Any thread. */
public final class StandbyMetrics implements RestoreMeter, AutoCloseable {
  private final Scope scope;
  private final Sensor updated;

  StandbyMetrics(Metrics metrics, Map<String, String> tags) {
    scope = new Scope(metrics, "stream-task-metrics", tags);
    updated =
        scope.meter(
            "update",
            RecordingLevel.INFO,
            "The average number of records updated per second",
            "The total number of records updated");
  }

  @Override
  public void restored(long records, long nowMs) {
    updated.record((double) records, nowMs);
  }

  @Override
  public void close() {
    scope.close();
  }
}
