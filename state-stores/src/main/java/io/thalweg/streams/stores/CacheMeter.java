package io.thalweg.streams.stores;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Min;

/**
 * How many look-ups in a store with caching were answered from memory, with Kafka Streams' names:
 * the share since the last commit, recorded at each. Owner thread only.
 */
final class CacheMeter implements AutoCloseable {
  private static final String GROUP = "stream-record-cache-metrics";

  private final Metrics metrics;
  private final Map<String, String> tags;
  private final Sensor ratio;
  private final LongSupplier lookups;
  private final LongSupplier misses;
  private long lookupsBefore;
  private long missesBefore;

  /**
   * Metrics of one store.
   *
   * @param lookups how often rows were asked for
   * @param misses how often the engine had to be asked
   */
  CacheMeter(
      Metrics metrics,
      Map<String, String> taskTags,
      String store,
      LongSupplier lookups,
      LongSupplier misses) {
    this.metrics = metrics;
    this.lookups = lookups;
    this.misses = misses;
    tags = new LinkedHashMap<>(taskTags);
    tags.put("record-cache-id", store);
    lookupsBefore = lookups.getAsLong();
    missesBefore = misses.getAsLong();
    ratio = metrics.sensor(GROUP + tags, RecordingLevel.DEBUG);
    ratio.add(name("hit-ratio-avg", "The average cache hit ratio"), new Avg());
    ratio.add(name("hit-ratio-min", "The minimum cache hit ratio"), new Min());
    ratio.add(name("hit-ratio-max", "The maximum cache hit ratio"), new Max());
  }

  /** Records the share since the last time, if there were look-ups. */
  void sample(long nowMs) {
    long asked = lookups.getAsLong() - lookupsBefore;
    long missed = misses.getAsLong() - missesBefore;
    if (asked > 0) {
      lookupsBefore += asked;
      missesBefore += missed;
      ratio.record(Math.max(0, 1 - (double) missed / asked), nowMs);
    }
  }

  @Override
  public void close() {
    metrics.removeSensor(ratio.name());
  }

  private MetricName name(String name, String description) {
    return new MetricName(name, GROUP, description, tags);
  }
}
