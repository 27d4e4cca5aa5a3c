package io.thalweg.streams.runtime.metrics;

import io.thalweg.streams.StreamsMetrics;
import java.util.Collections;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.CumulativeCount;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.common.metrics.stats.WindowedCount;

/** Sensors that user code adds, with the tags of the thread it runs on. Any thread. */
public final class UserMetrics implements StreamsMetrics {
  private final Metrics metrics;
  private final Map<String, String> threadTags;

  /** Adds to {@code metrics}. */
  public UserMetrics(Metrics metrics, Map<String, String> threadTags) {
    this.metrics = metrics;
    this.threadTags = threadTags;
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return Collections.unmodifiableMap(metrics.metrics());
  }

  @Override
  public Sensor addLatencyRateTotalSensor(
      String scopeName,
      String entityName,
      String operationName,
      RecordingLevel recordingLevel,
      String... tags) {
    Sensor sensor = addRateTotalSensor(scopeName, entityName, operationName, recordingLevel, tags);
    String group = group(scopeName);
    Map<String, String> all = tags(scopeName, entityName, tags);
    sensor.add(
        new MetricName(
            operationName + "-latency-avg", group, "The average latency of " + operationName, all),
        new Avg());
    sensor.add(
        new MetricName(
            operationName + "-latency-max", group, "The maximum latency of " + operationName, all),
        new Max());
    return sensor;
  }

  @Override
  public Sensor addRateTotalSensor(
      String scopeName,
      String entityName,
      String operationName,
      RecordingLevel recordingLevel,
      String... tags) {
    Map<String, String> all = tags(scopeName, entityName, tags);
    String group = group(scopeName);
    Sensor sensor = metrics.sensor("user." + group + all + "." + operationName, recordingLevel);
    sensor.add(
        new MetricName(
            operationName + "-rate",
            group,
            "The average number of " + operationName + " operations per second",
            all),
        new Rate(new WindowedCount()));
    sensor.add(
        new MetricName(
            operationName + "-total",
            group,
            "The total number of " + operationName + " operations",
            all),
        new CumulativeCount());
    return sensor;
  }

  @Override
  public Sensor addSensor(String name, RecordingLevel recordingLevel) {
    return metrics.sensor(name, recordingLevel);
  }

  @Override
  public Sensor addSensor(String name, RecordingLevel recordingLevel, Sensor... parents) {
    return metrics.sensor(name, recordingLevel, parents);
  }

  @Override
  public void removeSensor(Sensor sensor) {
    metrics.removeSensor(sensor.name());
  }

  private static String group(String scopeName) {
    return "stream-" + scopeName + "-metrics";
  }

  private Map<String, String> tags(String scopeName, String entityName, String... tags) {
    if (tags.length % 2 != 0) {
      throw new IllegalArgumentException(
          "Tags needs to be specified in key-value pairs, but the last of "
              + String.join(", ", tags)
              + " has no value");
    }
    Map<String, String> all = Scope.tags(threadTags, scopeName + "-id", entityName);
    for (int i = 0; i < tags.length; i += 2) {
      all.put(tags[i], tags[i + 1]);
    }
    return all;
  }
}
