package io.thalweg.streams.runtime.metrics;

import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Min;
import org.apache.kafka.common.metrics.stats.WindowedSum;

/**
 * Average, maximum and perhaps minimum over records, recorded a batch at a time: the average weighs
 * each batch by its records, which a sensor's own average cannot. Any thread.
 */
final class TallySensor {
  private final MetricConfig config;
  private final WindowedSum sums = new WindowedSum(); // guarded by this
  private final WindowedSum counts = new WindowedSum(); // guarded by this
  private final Sensor extremes;

  /**
   * @param texts descriptions of average, maximum and, if there is one, minimum
   */
  TallySensor(
      Scope scope, MetricConfig config, RecordingLevel level, String name, String... texts) {
    this.config = config;
    extremes = scope.sensor(name, level);
    scope.measurable(name + "-avg", texts[0], (Measurable) (unused, nowMs) -> average(nowMs));
    extremes.add(scope.name(name + "-max", texts[1]), new Max());
    if (texts.length > 2) {
      extremes.add(scope.name(name + "-min", texts[2]), new Min());
    }
  }

  /** Records the batch and clears the tally. */
  void record(Tally tally, long nowMs) {
    if (tally.count() == 0) {
      return;
    }
    if (extremes.shouldRecord()) {
      recordAll(tally, nowMs);
    }
    tally.clear();
  }

  private void recordAll(Tally tally, long nowMs) {
    synchronized (this) {
      sums.record(config, (double) tally.sum(), nowMs);
      counts.record(config, (double) tally.count(), nowMs);
    }
    extremes.record((double) tally.max(), nowMs);
    if (tally.min() != tally.max()) {
      extremes.record((double) tally.min(), nowMs);
    }
  }

  private synchronized double average(long nowMs) {
    double count = counts.measure(config, nowMs);
    return count == 0 ? Double.NaN : sums.measure(config, nowMs) / count;
  }
}
