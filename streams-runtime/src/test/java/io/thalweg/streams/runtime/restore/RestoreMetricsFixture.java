package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.Time;

/** Metrics that nobody reports. */
final class RestoreMetricsFixture {
  private RestoreMetricsFixture() {}

  static InstanceMetrics create(Time time) {
    ConfigDef keys =
        new ConfigDef()
            .define(
                CommonClientConfigs.METRICS_NUM_SAMPLES_CONFIG,
                ConfigDef.Type.INT,
                2,
                ConfigDef.Importance.LOW,
                "")
            .define(
                CommonClientConfigs.METRICS_SAMPLE_WINDOW_MS_CONFIG,
                ConfigDef.Type.LONG,
                30_000,
                ConfigDef.Importance.LOW,
                "")
            .define(
                CommonClientConfigs.METRICS_RECORDING_LEVEL_CONFIG,
                ConfigDef.Type.STRING,
                "INFO",
                ConfigDef.Importance.LOW,
                "")
            .define(
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                ConfigDef.Type.LIST,
                "",
                ConfigDef.Importance.LOW,
                "");
    return InstanceMetrics.create(
        new AbstractConfig(keys, Map.of(), false),
        new InstanceMetrics.Identity("app", "cl", new UUID(1, 2)),
        time);
  }
}
