package io.thalweg.streams.runtime.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one instance: registry, reporters and the client level. Metrics of threads, tasks
 * and stores hang off it. Safe from any thread.
 */
public final class InstanceMetrics implements AutoCloseable {
  private static final String GROUP = "stream-metrics";
  private static final String JMX_PREFIX = "kafka.streams";
  private static final String BUILD =
      "/META-INF/maven/io.thalweg/thalweg-streams-runtime/pom.properties";

  private final Metrics metrics;
  private final Identity identity;
  private final Scope scope;
  private final Sensor failedThreads;

  /** Who the instance is; appears in tags. */
  public record Identity(String applicationId, String clientId, UUID processId) {}

  private InstanceMetrics(Metrics metrics, Identity identity) {
    this.metrics = metrics;
    this.identity = identity;
    scope = new Scope(metrics, GROUP, Map.of("client-id", identity.clientId()));
    failedThreads = scope.sensor("failed-stream-threads", RecordingLevel.INFO);
    failedThreads.add(
        scope.name(
            "failed-stream-threads",
            "The number of failed stream threads since the start of the Kafka Streams client"),
        new CumulativeSum());
  }

  /**
   * Makes the registry with the reporters of {@code metric.reporters}.
   *
   * @param config with the keys {@code metric.reporters}, {@code metrics.num.samples}, {@code
   *     metrics.sample.window.ms} and {@code metrics.recording.level}
   */
  public static InstanceMetrics create(AbstractConfig config, Identity identity, Time time) {
    MetricConfig metricConfig =
        new MetricConfig()
            .samples(config.getInt(CommonClientConfigs.METRICS_NUM_SAMPLES_CONFIG))
            .timeWindow(
                config.getLong(CommonClientConfigs.METRICS_SAMPLE_WINDOW_MS_CONFIG),
                TimeUnit.MILLISECONDS)
            .recordLevel(
                RecordingLevel.forName(
                    config.getString(CommonClientConfigs.METRICS_RECORDING_LEVEL_CONFIG)));
    List<MetricsReporter> reporters =
        CommonClientConfigs.metricsReporters(identity.clientId(), config);
    KafkaMetricsContext context =
        new KafkaMetricsContext(
            JMX_PREFIX, config.originalsWithPrefix(CommonClientConfigs.METRICS_CONTEXT_PREFIX));
    return new InstanceMetrics(new Metrics(metricConfig, reporters, time, context), identity);
  }

  /** Registers the metrics of the client itself. Once. */
  public void describe(ClientView view) {
    scope.gauge("version", "The version of the Kafka Streams client", constant(buildVersion()));
    scope.gauge(
        "commit-id",
        "The version control commit ID of the Kafka Streams client",
        constant("unknown"));
    scope.gauge(
        "application-id",
        "The application ID of the Kafka Streams client",
        constant(identity.applicationId()));
    scope.gauge(
        "topology-description",
        "The description of the topology executed in the Kafka Streams client",
        constant(view.topologyDescription()));
    scope.gauge(
        "state",
        "The state of the Kafka Streams client",
        (config, nowMs) -> view.state().get().name());
    scope.gauge(
        "alive-stream-threads",
        "The current number of alive stream threads that are running or participating in rebalance",
        (config, nowMs) -> view.aliveStreamThreads().getAsInt());
    describeByProcess(view);
  }

  /** The numbers that can be pushed to a broker carry the process id in their tags. */
  private void describeByProcess(ClientView view) {
    Map<String, String> process =
        Scope.tags(
            Map.of("process-id", identity.processId().toString()),
            "client-id",
            identity.clientId());
    scope.gauge(
        new MetricName(
            "recording-level",
            GROUP,
            "The metrics recording level of the Kafka Streams client",
            process),
        constant((int) metrics.config().recordLevel().id));
    scope.gauge(
        new MetricName(
            "client-state",
            GROUP,
            "The state of the Kafka Streams client",
            Scope.tags(process, "application-id", identity.applicationId())),
        Scope.number(view.state()));
  }

  /** Counts a stream thread that ended by an error. */
  public void threadFailed(long nowMs) {
    failedThreads.record(1, nowMs);
  }

  /** Registers the metrics of a stream thread; the caller closes them when the thread has ended. */
  public ThreadMetrics thread(String threadId, ThreadView view) {
    return new ThreadMetrics(metrics, threadId, identity.processId().toString(), view);
  }

  /** Registers the metrics of a restore thread; the caller closes them when it has ended. */
  public RestoreMetrics restoreThread(String threadId) {
    return new RestoreMetrics(metrics, threadId);
  }

  /** Registers the metrics of the global thread; the caller closes them when it has ended. */
  public GlobalMetrics globalThread(String threadId) {
    return new GlobalMetrics(metrics, threadId);
  }

  /** A live, read-only view of all metrics of this registry. */
  public Map<MetricName, ? extends Metric> all() {
    return Collections.unmodifiableMap(metrics.metrics());
  }

  /** The registry, for what brings metrics of its own. */
  public Metrics registry() {
    return metrics;
  }

  /** Unregisters the client level and closes the reporters. */
  @Override
  public void close() {
    scope.close();
    metrics.close();
  }

  private static <T> Gauge<T> constant(T value) {
    return (config, nowMs) -> value;
  }

  /** The version Maven wrote into the jar; "unknown" when run from class files. */
  private static String buildVersion() {
    Properties build = new Properties();
    try (@Nullable InputStream in = InstanceMetrics.class.getResourceAsStream(BUILD)) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      return "unknown";
    }
    return build.getProperty("version", "unknown");
  }
}
