package io.thalweg.streams.runtime.metrics;

import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;

/** Counters of one topic at one node, recorded once per batch. Any thread. */
public final class TopicMetrics implements AutoCloseable {
  private final Scope scope;
  private final Sensor records;
  private final Sensor bytes;

  private TopicMetrics(Metrics metrics, Map<String, String> tags, String done, String where) {
    scope = new Scope(metrics, "stream-topic-metrics", tags);
    records = sum("records", done, where);
    bytes = sum("bytes", done, where);
  }

  static TopicMetrics consumed(Metrics metrics, Map<String, String> tags) {
    return new TopicMetrics(metrics, tags, "consumed", "from");
  }

  static TopicMetrics produced(Metrics metrics, Map<String, String> tags) {
    return new TopicMetrics(metrics, tags, "produced", "to");
  }

  private Sensor sum(String what, String done, String where) {
    return scope.sum(
        what + "-" + done,
        RecordingLevel.INFO,
        "The total number of " + what + " " + done + " " + where + " this topic");
  }

  /**
   * A batch.
   *
   * @param batchBytes keys, values, headers, topic and the 20 bytes of timestamp, offset and
   *     partition of each record, see {@link #recordBytes}
   */
  public void record(long batchRecords, long batchBytes, long nowMs) {
    records.record((double) batchRecords, nowMs);
    bytes.record((double) batchBytes, nowMs);
  }

  /** The size that counts for a record, without its headers. */
  public static long recordBytes(int keyBytes, int valueBytes, int topicLength) {
    return (long) keyBytes + valueBytes + topicLength + Long.BYTES + Long.BYTES + Integer.BYTES;
  }

  @Override
  public void close() {
    scope.close();
  }
}
