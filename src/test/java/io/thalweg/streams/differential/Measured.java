package io.thalweg.streams.differential;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Metrics of the groups {@code stream-*}, named such that both libraries' are comparable. */
public final class Measured {
  /** Tags whose values tell processes and threads apart. */
  private static final Set<String> OF_ONE_RUN = Set.of("thread-id", "client-id", "process-id");

  private Measured() {}

  /** Values by group, name and tags, the latter without what each run has of its own. */
  public static Map<String, Object> all(Map<MetricName, ? extends Metric> metrics) {
    Map<String, Object> all = new TreeMap<>();
    metrics.forEach(
        (name, metric) -> {
          if (name.group().startsWith("stream-")) {
            all.put(id(name), metric.metricValue());
          }
        });
    return all;
  }

  private static String id(MetricName name) {
    Map<String, String> tags = new TreeMap<>(name.tags());
    tags.replaceAll((tag, value) -> OF_ONE_RUN.contains(tag) ? "*" : value);
    return name.group() + " " + name.name() + " " + tags;
  }
}
