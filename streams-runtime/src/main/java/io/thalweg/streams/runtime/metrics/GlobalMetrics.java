package io.thalweg.streams.runtime.metrics;

import io.thalweg.streams.StreamsMetrics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.utils.Utils;

/** Metrics of the global stores, under the task id {@code -1_-1}. Recorded by the global thread. */
public final class GlobalMetrics implements AutoCloseable {
  private static final String TASK = "-1_-1";

  private final Metrics metrics;
  private final Map<String, String> threadTags;
  private final Map<String, String> tags;
  private final Scope scope;
  private final Sensor process;
  private final Sensor dropped;
  private final Map<String, NodeMetrics> sources = new HashMap<>(); // [global thread]
  private final ConcurrentLinkedQueue<AutoCloseable> parts = new ConcurrentLinkedQueue<>();

  GlobalMetrics(Metrics metrics, String threadId) {
    this.metrics = metrics;
    threadTags = Map.of("thread-id", threadId);
    tags = Scope.tags(threadTags, "task-id", TASK);
    scope = new Scope(metrics, "stream-task-metrics", tags);
    process =
        scope.meter(
            "process",
            RecordingLevel.DEBUG,
            "The average number of calls to process per second",
            "The total number of calls to process");
    dropped =
        scope.meter(
            "dropped-records",
            RecordingLevel.INFO,
            "The average number of dropped records per second",
            "The total number of dropped records");
  }

  /** Registers the metrics of a source node. Closed with this. */
  public void source(String name) {
    sources.computeIfAbsent(name, this::register);
  }

  /** A batch that a source node passed on; {@code left} records of it were left out. */
  public void processed(String source, long records, long left, long nowMs) {
    sources.computeIfAbsent(source, this::register).processed(records, nowMs);
    process.record((double) records, nowMs);
    if (left > 0) {
      dropped.record((double) left, nowMs);
    }
  }

  private NodeMetrics register(String name) {
    NodeMetrics node = NodeMetrics.global(metrics, Scope.tags(tags, "processor-node-id", name));
    parts.add(node);
    return node;
  }

  /** Lets the stores register theirs. Closed with this. */
  public void stores(BiFunction<Metrics, Map<String, String>, AutoCloseable> registration) {
    parts.add(registration.apply(metrics, tags));
  }

  /** What user code gets from its context to add sensors with this thread's tag. */
  public StreamsMetrics forUserCode() {
    return new UserMetrics(metrics, threadTags);
  }

  @Override
  public void close() {
    for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
      Utils.closeQuietly(part, "metrics of a part of the global state");
    }
    scope.close();
  }
}
