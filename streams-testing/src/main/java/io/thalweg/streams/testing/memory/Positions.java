package io.thalweg.streams.testing.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a consumer reads, where it stands, and the fetching from there. */
final class Positions {
  private static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

  private final MemoryKafka kafka;
  private final String group;
  private final String reset;
  private final boolean committedOnly;
  private final TreeMap<TopicPartition, Long> positions = new TreeMap<>(BY_NAME);
  private final Set<TopicPartition> paused = new HashSet<>();

  /** Where the next fetch begins, so that no partition starves. */
  private int turn;

  /**
   * @param reset {@code auto.offset.reset}
   * @param committedOnly whether records of transactions wait for their end
   */
  Positions(MemoryKafka kafka, String group, String reset, boolean committedOnly) {
    this.kafka = kafka;
    this.group = group;
    this.reset = reset;
    this.committedOnly = committedOnly;
  }

  Set<TopicPartition> assigned() {
    return new HashSet<>(positions.keySet());
  }

  /** Reads these from now on; those known keep their positions. */
  void assign(Set<TopicPartition> partitions) {
    positions.keySet().retainAll(partitions);
    paused.retainAll(partitions);
    for (TopicPartition partition : partitions) {
      positions.putIfAbsent(partition, -1L);
    }
  }

  Set<TopicPartition> paused() {
    return paused;
  }

  void seek(TopicPartition partition, long offset) {
    requireAssigned(partition);
    positions.put(partition, offset);
  }

  /** The position; where there is none yet, the committed one, or what the reset policy says. */
  long of(TopicPartition partition) {
    requireAssigned(partition);
    long known = positions.getOrDefault(partition, -1L);
    if (known < 0) {
      OffsetAndMetadata committed = kafka.committed(group).get(partition);
      known = committed != null ? committed.offset() : initial(partition);
      positions.put(partition, known);
    }
    return known;
  }

  private long initial(TopicPartition partition) {
    return switch (reset) {
      case "earliest" -> kafka.log(partition).start();
      case "latest" -> end(partition);
      default -> throw new NoOffsetForPartitionException(partition);
    };
  }

  long end(TopicPartition partition) {
    MemoryLog log = kafka.log(partition);
    return committedOnly ? log.stableEnd() : log.end();
  }

  private void requireAssigned(TopicPartition partition) {
    if (!positions.containsKey(partition)) {
      throw new IllegalStateException(
          "No current assignment for partition " + partition + " of group " + group);
    }
  }

  /** Takes up to {@code most} records, partition by partition. */
  Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetch(int most) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new LinkedHashMap<>();
    List<TopicPartition> order = new ArrayList<>(positions.keySet());
    int left = most;
    for (int i = 0; i < order.size() && left > 0; i++) {
      TopicPartition partition = order.get((turn + i) % order.size());
      if (!paused.contains(partition)) {
        List<ConsumerRecord<byte[], byte[]>> records = fetch(partition, left);
        if (!records.isEmpty()) {
          fetched.put(partition, records);
          left -= records.size();
        }
      }
    }
    turn++;
    return fetched;
  }

  private List<ConsumerRecord<byte[], byte[]>> fetch(TopicPartition partition, int most) {
    MemoryLog log = kafka.log(partition);
    long next = of(partition);
    if (next < log.start() || next > log.end()) {
      next = outOfRange(partition, next);
    }
    long end = end(partition);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (next < end && records.size() < most) {
      ConsumerRecord<byte[], byte[]> record = readable(log.at(next++));
      if (record != null) {
        records.add(record);
      }
    }
    positions.put(partition, next);
    return records;
  }

  private long outOfRange(TopicPartition partition, long position) {
    if (reset.equals("none")) {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      offsets.put(partition, position);
      throw new OffsetOutOfRangeException("Fetch position out of range", offsets);
    }
    return initial(partition);
  }

  private @Nullable ConsumerRecord<byte[], byte[]> readable(MemoryLog.Entry entry) {
    MemoryTransaction transaction = entry.transaction();
    boolean hidden =
        committedOnly
            && transaction != null
            && transaction.state() != MemoryTransaction.State.COMMITTED;
    return hidden ? null : entry.record();
  }
}
