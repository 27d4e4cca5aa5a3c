package io.thalweg.streams.runtime.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Time;

/**
 * What a task counts record by record: plain fields, no lock. {@link TaskMetrics#report} empties
 * them now and then. Owner: the task's thread.
 */
public final class TaskTallies {
  private final Map<String, NodeTally> nodes = new HashMap<>();
  private final Map<String, TopicTally> topics = new HashMap<>();
  private final List<NodeTally> newNodes = new ArrayList<>();
  private final List<TopicTally> newTopics = new ArrayList<>();
  private final Tally lateness = new Tally();
  private final Tally punctuations = new Tally();
  private final RoughClock clock;

  public TaskTallies(Time time) {
    clock = new RoughClock(time);
  }

  /** The wall clock, nearly. */
  public RoughClock clock() {
    return clock;
  }

  /** How long ago {@code timestamp} was, in milliseconds. */
  public long age(long timestamp) {
    return clock.nowMs() - timestamp;
  }

  /** Stream time less timestamp of each record. */
  public Tally lateness() {
    return lateness;
  }

  /** How long each punctuation took, nanoseconds. */
  public Tally punctuations() {
    return punctuations;
  }

  /** A source: wall clock less timestamp of each record it passes on. */
  public NodeTally source(String node) {
    return node(node, NodeTally.Kind.SOURCE);
  }

  /** A node that nothing follows: wall clock less timestamp of each record that gets there. */
  public NodeTally terminal(String node) {
    return node(node, NodeTally.Kind.TERMINAL);
  }

  /** A suppress: how many rows it lets go. */
  public NodeTally suppress(String node) {
    return node(node, NodeTally.Kind.SUPPRESS);
  }

  /**
   * An aggregation of windows: how many results it passes on at their end, and how long it took.
   */
  public NodeTally closing(String node) {
    return node(node, NodeTally.Kind.CLOSING);
  }

  private NodeTally node(String name, NodeTally.Kind kind) {
    return nodes.computeIfAbsent(
        kind + " " + name,
        unused -> {
          NodeTally tally = new NodeTally(name, kind);
          newNodes.add(tally);
          return tally;
        });
  }

  /** What a source reads from a topic. */
  public TopicTally consumed(String node, String topic) {
    return topic(node, topic, true);
  }

  /** What a sink writes to a topic. */
  public TopicTally produced(String node, String topic) {
    return topic(node, topic, false);
  }

  private TopicTally topic(String node, String topic, boolean consumed) {
    return topics.computeIfAbsent(
        node + " " + topic, // a node either reads or writes
        unused -> {
          TopicTally tally = new TopicTally(node, topic, consumed);
          newTopics.add(tally);
          return tally;
        });
  }

  /** Hands out those that were made since the last call. */
  void takeNew(Consumer<NodeTally> ofNodes, Consumer<TopicTally> ofTopics) {
    newNodes.forEach(ofNodes);
    newNodes.clear();
    newTopics.forEach(ofTopics);
    newTopics.clear();
  }
}
