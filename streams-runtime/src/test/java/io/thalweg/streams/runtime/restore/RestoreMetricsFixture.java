package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.utils.Time;

/** Metrics that nobody reports. */
final class RestoreMetricsFixture {
  private RestoreMetricsFixture() {}

  static InstanceMetrics create(Time time) {
    Map<String, Object> config =
        Map.of("application.id", "app", "bootstrap.servers", "none:1", "metric.reporters", "");
    return InstanceMetrics.create(
        new StreamsConfig(config), new InstanceMetrics.Identity("app", "cl", new UUID(1, 2)), time);
  }
}
