package io.thalweg.streams.testing.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What one transaction has written, and how it ended. */
final class MemoryTransaction {
  enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  private State state = State.OPEN;
  private final Set<TopicPartition> partitions = new LinkedHashSet<>();
  private final List<MemoryLog.Entry> entries = new ArrayList<>();
  private final Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();

  State state() {
    return state;
  }

  void wrote(TopicPartition partition, MemoryLog.Entry entry) {
    partitions.add(partition);
    entries.add(entry);
  }

  void offsets(String group, Map<TopicPartition, OffsetAndMetadata> consumed) {
    offsets.computeIfAbsent(group, name -> new HashMap<>()).putAll(consumed);
  }

  Set<TopicPartition> partitions() {
    return partitions;
  }

  /** What was written, in order. */
  List<MemoryLog.Entry> entries() {
    return entries;
  }

  /** Consumed offsets by group. */
  Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets() {
    return offsets;
  }

  void end(State ended) {
    state = ended;
  }
}
