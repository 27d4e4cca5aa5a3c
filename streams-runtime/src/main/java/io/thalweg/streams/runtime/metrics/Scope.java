package io.thalweg.streams.runtime.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Meter;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.common.metrics.stats.WindowedSum;

/**
 * The metrics of one group and one set of tags, registered and removed together. Registration and
 * removal by one thread; the sensors are safe from any thread.
 */
final class Scope implements AutoCloseable {
  private final Metrics metrics;
  private final String group;
  private final Map<String, String> tags;
  private final String sensorPrefix;
  private final List<Sensor> sensors = new ArrayList<>(); // owner: the registering thread
  private final List<MetricName> plain = new ArrayList<>(); // owner: the registering thread

  Scope(Metrics metrics, String group, Map<String, String> tags) {
    this.metrics = metrics;
    this.group = group;
    this.tags = tags;
    this.sensorPrefix = group + tags;
  }

  /** {@code tags} and one more, in this order. */
  static Map<String, String> tags(Map<String, String> tags, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(tags);
    more.put(key, value);
    return more;
  }

  Sensor sensor(String name, RecordingLevel level) {
    Sensor sensor = metrics.sensor(sensorPrefix + "." + name, level);
    sensors.add(sensor);
    return sensor;
  }

  /** A sensor with {@code <name>-rate} and {@code <name>-total} of what is recorded. */
  Sensor meter(String name, RecordingLevel level, String rateText, String totalText) {
    Sensor sensor = sensor(name, level);
    sensor.add(
        new Meter(new WindowedSum(), name(name + "-rate", rateText), total(name, totalText)));
    return sensor;
  }

  /** A sensor with {@code <name>-total} of what is recorded. */
  Sensor sum(String name, RecordingLevel level, String text) {
    Sensor sensor = sensor(name, level);
    sensor.add(total(name, text), new CumulativeSum());
    return sensor;
  }

  /** A sensor with {@code <name>-avg} and {@code <name>-max}. */
  Sensor averageAndMax(String name, RecordingLevel level, String avgText, String maxText) {
    Sensor sensor = sensor(name, level);
    sensor.add(name(name + "-avg", avgText), new Avg());
    sensor.add(name(name + "-max", maxText), new Max());
    return sensor;
  }

  /** A sensor of milliseconds spent, shown as their share of the time that passed. */
  Sensor share(String name, String text) {
    Sensor sensor = sensor(name, RecordingLevel.INFO);
    sensor.add(name(name, text), new Rate(TimeUnit.MILLISECONDS, new WindowedSum()));
    return sensor;
  }

  void gauge(String name, String text, Gauge<?> value) {
    gauge(name(name, text), value);
  }

  void gauge(MetricName name, Gauge<?> value) {
    metrics.addMetric(name, value);
    plain.add(name);
  }

  void measurable(String name, String text, Measurable value) {
    MetricName metric = name(name, text);
    metrics.addMetric(metric, value);
    plain.add(metric);
  }

  /** A state as the number that KS shows: its place among the enum's constants. */
  @SuppressWarnings("EnumOrdinal")
  static Gauge<Integer> number(Supplier<? extends Enum<?>> state) {
    return (config, nowMs) -> state.get().ordinal();
  }

  MetricName name(String name, String text) {
    return new MetricName(name, group, text, tags);
  }

  private MetricName total(String name, String text) {
    return name(name + "-total", text);
  }

  @Override
  public void close() {
    for (Sensor sensor : sensors) {
      metrics.removeSensor(sensor.name());
    }
    for (MetricName name : plain) {
      metrics.removeMetric(name);
    }
    sensors.clear();
    plain.clear();
  }
}
