package io.thalweg.streams.runtime.metrics;

import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;

/** What is told of one topic at one node, brought up to date now and then. Any thread. */
public final class TopicMetrics implements AutoCloseable {
  private final Scope scope;
  private final Sensor records;
  private final Sensor bytes;

  private TopicMetrics(Metrics metrics, Map<String, String> tags, String done, String where) {
    scope = new Scope(metrics, "stream-topic-metrics", tags);
    records = sum("records", done, where);
    bytes = sum("bytes", done, where);
  }

  static TopicMetrics of(TopicTally tally, Metrics metrics, Map<String, String> tags) {
    return tally.consumed()
        ? new TopicMetrics(metrics, tags, "consumed", "from")
        : new TopicMetrics(metrics, tags, "produced", "to");
  }

  private Sensor sum(String what, String done, String where) {
    return scope.sum(
        what + "-" + done,
        RecordingLevel.INFO,
        "The total number of " + what + " " + done + " " + where + " this topic");
  }

  /** What has been counted since the last time; empties it. */
  void report(TopicTally tally, long nowMs) {
    long counted = tally.takeRecords();
    if (counted != 0) {
      records.record((double) counted, nowMs);
      bytes.record((double) tally.takeBytes(), nowMs);
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
