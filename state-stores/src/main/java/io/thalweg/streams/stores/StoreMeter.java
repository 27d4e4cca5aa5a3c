package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.engine.EngineGauge;
import io.thalweg.streams.stores.engine.OpenCursors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Min;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.common.metrics.stats.WindowedCount;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one store, with Kafka Streams' names and tags. What has to be measured call by
 * call is so at recording level DEBUG only. Registered and closed by the owner; the sensors are
 * safe from any thread.
 */
final class StoreMeter implements AutoCloseable {
  private static final String GROUP = "stream-state-metrics";

  /** How many records a suppress buffer has. */
  static final String COUNT = "suppression-buffer-count";

  /** The bytes of a suppress buffer. */
  static final String SIZE = "suppression-buffer-size";

  private static final List<String> KEY_VALUE =
      List.of("put", "put-if-absent", "put-all", "get", "delete", "all", "range", "prefix-scan");
  private static final List<String> WINDOW = List.of("put", "fetch");
  private static final List<String> SESSION = List.of("put", "fetch", "remove");
  private static final List<String> EVERY = List.of("flush", "commit");

  private final Metrics metrics;
  private final Map<String, String> tags;
  private final StoreSpec spec;
  private final Sensor endToEnd;
  private final Map<String, Sensor> sensors = new HashMap<>(); // fixed after construction
  private final List<MetricName> gauges = new ArrayList<>(); // owner
  private @Nullable OpenCursors cursors; // owner

  /**
   * Metrics of a store.
   *
   * @param scope what Kafka Streams calls its sort
   */
  StoreMeter(Metrics metrics, Map<String, String> taskTags, StoreSpec spec, String scope) {
    this.metrics = metrics;
    tags = new LinkedHashMap<>(taskTags);
    tags.put(scope + "-state-id", spec.name());
    endToEnd = metrics.sensor(GROUP + tags + ".record-e2e-latency", RecordingLevel.TRACE);
    this.spec = spec;
  }

  /** Shows what its users do. */
  StoreMeter withCalls(OpenCursors openCursors) {
    cursors = openCursors;
    sensors.put("record-e2e-latency", endToEnd);
    for (String operation : operations(spec)) {
      calls(operation, "calls to " + operation);
    }
    EVERY.forEach(operation -> calls(operation, "calls to " + operation));
    calls("restore", "restorations");
    endToEnd();
    iterators(openCursors);
    return this;
  }

  /** Shows what its engine tells. */
  StoreMeter with(List<EngineGauge> engineGauges) {
    for (EngineGauge gauge : engineGauges) {
      gauge(gauge.name(), gauge.description(), (config, now) -> gauge.value().get());
    }
    return this;
  }

  /** Shows how much is held back, by {@link #record} of {@code COUNT} and {@code SIZE}. */
  StoreMeter withHeldBack() {
    latency(sensor(COUNT), COUNT, "count of buffered records");
    latency(sensor(SIZE), SIZE, "size of buffered records");
    return this;
  }

  /** One call; operations that the store does not have are left out. */
  void record(String operation, long nanos, long nowMs) {
    Sensor sensor = sensors.get(operation);
    if (sensor != null) {
      sensor.record((double) nanos, nowMs);
    }
  }

  /** A row was written because of a record of {@code ageMs}. */
  void written(long ageMs, long nowMs) {
    endToEnd.record((double) ageMs, nowMs);
  }

  /** What a method of a store, or of the table behind it, counts as; null if it is not measured. */
  static String operation(StoreSpec spec, String method) {
    boolean keyValue = operations(spec) == KEY_VALUE;
    return switch (method) {
      case "update" -> "put";
      case "locate", "find", "latest", "get" -> keyValue ? "get" : "fetch";
      case "putIfAbsent" -> "put-if-absent";
      case "putAll" -> "put-all";
      case "all", "reverseAll" -> keyValue ? "all" : "fetch";
      case "range", "reverseRange" -> "range";
      case "prefixScan" -> "prefix-scan";
      case "put", "delete", "remove", "fetch" -> method;
      default -> keyValue ? "" : scan(method);
    };
  }

  private static String scan(String method) {
    return method.contains("etch") || method.contains("ession") || method.contains("All")
        ? "fetch"
        : "";
  }

  @Override
  public void close() {
    if (cursors != null) {
      cursors.recordDurations(null);
    }
    sensors.values().forEach(sensor -> metrics.removeSensor(sensor.name()));
    gauges.forEach(metrics::removeMetric);
    sensors.clear();
    gauges.clear();
  }

  private static List<String> operations(StoreSpec spec) {
    if (spec.kind().name().startsWith("SESSION")) {
      return SESSION;
    }
    return spec.kind().windowed() ? WINDOW : KEY_VALUE;
  }

  /** What Kafka Streams calls stores of ours of that kind. */
  static String scope(StoreSpec spec) {
    if (spec.kind() == StoreSpec.Kind.SUPPRESS_BUFFER) {
      return "in-memory-suppression";
    }

    String engine = StoreSpecs.inMemory(spec) ? "in-memory" : "rocksdb";
    List<String> operations = operations(spec);
    return operations == SESSION
        ? engine + "-session"
        : operations == WINDOW ? engine + "-window" : engine;
  }

  private void calls(String operation, String what) {
    Sensor sensor = sensor(operation);
    sensor.add(
        name(operation + "-rate", "The average number of " + what + " per second"),
        new Rate(new WindowedCount()));
    latency(sensor, operation + "-latency", "latency of " + what);
  }

  private void endToEnd() {
    String what =
        " end-to-end latency of a record, measuring by comparing the record timestamp with the"
            + " system time when it has been fully processed by the node";
    String name = "record-e2e-latency";
    endToEnd.add(name(name + "-avg", "The average" + what), new Avg());
    endToEnd.add(name(name + "-min", "The minimum" + what), new Min());
    endToEnd.add(name(name + "-max", "The maximum" + what), new Max());
  }

  private void iterators(OpenCursors openCursors) {
    gauge(
        "num-open-iterators",
        "The current number of iterators on the store that have been created, but not yet closed",
        (config, now) -> openCursors.count());
    gauge(
        "oldest-iterator-open-since-ms",
        "The UNIX timestamp the oldest still open iterator was created, in milliseconds",
        (config, now) -> Objects.requireNonNullElse(openCursors.oldestSinceMs(), 0L));
    Sensor durations = sensor("iterator-duration");
    latency(
        durations,
        "iterator-duration",
        "time spent between creating an iterator and closing it, in nanoseconds");
    if (durations.shouldRecord()) {
      openCursors.recordDurations(nanos -> durations.record((double) nanos));
    }
  }

  private Sensor sensor(String name) {
    Sensor sensor = metrics.sensor(GROUP + tags + "." + name, RecordingLevel.DEBUG);
    sensors.put(name, sensor);
    return sensor;
  }

  private void latency(Sensor sensor, String name, String what) {
    sensor.add(name(name + "-avg", "The average " + what), new Avg());
    sensor.add(name(name + "-max", "The maximum " + what), new Max());
  }

  private void gauge(String name, String description, Gauge<?> value) {
    MetricName metric = name(name, description);
    metrics.addMetric(metric, value);
    gauges.add(metric);
  }

  private MetricName name(String name, String description) {
    return new MetricName(name, GROUP, description, tags);
  }
}
