package io.thalweg.streams.runtime.restore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Changelogs in memory behind a consumer (at most ten records a poll) and an offset lookup. */
final class FakeKafka extends MockConsumer<byte[], byte[]> implements OffsetLookup {
  private static final int MAX_POLL = 10;

  private final Map<TopicPartition, Log> logs = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Set<TopicPartition> assigned = new HashSet<>();
  private final Set<TopicPartition> paused = new HashSet<>();
  final Map<TopicPartition, Long> committed = new HashMap<>();
  final List<Set<TopicPartition>> asked = new ArrayList<>();
  boolean answers = true;
  @Nullable KafkaException lookupError;
  @Nullable KafkaException pollError;

  FakeKafka() {
    super("none");
  }

  /** Offsets of records; every other offset below the end is a transaction marker or a gap. */
  static final class Log {
    long start;
    long end;
    long stableEnd = Long.MAX_VALUE;
    @Nullable Uuid id;
    long deleteRetentionMs = Long.MAX_VALUE;
    final Set<Long> markers = new HashSet<>();
  }

  Log log(TopicPartition partition, long start, long end) {
    Log log = new Log();
    log.start = start;
    log.end = end;
    logs.put(partition, log);
    return log;
  }

  @Override
  public Answer<Range> ask(Set<TopicPartition> changelogs, boolean retention) {
    asked.add(Set.copyOf(changelogs));
    KafkaException error = lookupError;
    Map<TopicPartition, Range> ranges = new HashMap<>();
    for (TopicPartition changelog : changelogs) {
      Log log = logs.get(changelog);
      if (log != null) {
        ranges.put(
            changelog,
            new Range(
                log.start, log.end, log.id, retention ? log.deleteRetentionMs : Long.MAX_VALUE));
      }
    }
    return new Answer<>() {
      @Override
      public boolean isDone() {
        return answers;
      }

      @Override
      public Map<TopicPartition, Range> get() {
        if (error != null) {
          throw error;
        }
        return ranges;
      }
    };
  }

  @Override
  public Answer<Long> askCommitted(Set<TopicPartition> sources) {
    Map<TopicPartition, Long> found = new HashMap<>();
    sources.forEach(source -> found.put(source, committed.getOrDefault(source, 0L)));
    return new Answer<>() {
      @Override
      public boolean isDone() {
        return answers;
      }

      @Override
      public Map<TopicPartition, Long> get() {
        return found;
      }
    };
  }

  @Override
  public synchronized void pause(java.util.Collection<TopicPartition> partitions) {
    paused.addAll(partitions);
  }

  @Override
  public synchronized void resume(java.util.Collection<TopicPartition> partitions) {
    paused.removeAll(partitions);
  }

  @Override
  public synchronized OptionalLong currentLag(TopicPartition partition) {
    Log log = logs.get(partition);
    Long position = positions.get(partition);
    return log == null || position == null
        ? OptionalLong.empty()
        : OptionalLong.of(log.end - position);
  }

  @Override
  public synchronized void assign(java.util.Collection<TopicPartition> partitions) {
    assigned.clear();
    assigned.addAll(partitions);
    positions.keySet().retainAll(assigned);
  }

  @Override
  public synchronized void unsubscribe() {
    assign(List.of());
  }

  @Override
  public synchronized Set<TopicPartition> assignment() {
    return Set.copyOf(assigned);
  }

  @Override
  public synchronized void seek(TopicPartition partition, long offset) {
    if (!assigned.contains(partition)) {
      throw new IllegalStateException("No current assignment for partition " + partition);
    }
    positions.put(partition, offset);
  }

  @Override
  public synchronized long position(TopicPartition partition, Duration timeout) {
    Long position = positions.get(partition);
    if (position == null) {
      throw new IllegalStateException("No position of " + partition);
    }
    return position;
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    if (assigned.isEmpty()) {
      throw new IllegalStateException("Consumer is not subscribed to any topics or assigned");
    }
    if (pollError != null) {
      throw pollError;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
    for (TopicPartition partition : assigned) {
      if (paused.contains(partition)) {
        continue;
      }
      List<ConsumerRecord<byte[], byte[]>> records = read(partition);
      if (!records.isEmpty()) {
        polled.put(partition, records);
      }
    }
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    positions.forEach((partition, offset) -> next.put(partition, new OffsetAndMetadata(offset)));
    return new ConsumerRecords<>(polled, next);
  }

  private List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition) {
    Log log = java.util.Objects.requireNonNull(logs.get(partition));
    long position = java.util.Objects.requireNonNull(positions.get(partition));
    if (position < log.start || position > log.end) {
      throw new OffsetOutOfRangeException(Map.of(partition, position));
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (position < Math.min(log.end, log.stableEnd) && records.size() < MAX_POLL) {
      if (!log.markers.contains(position)) {
        records.add(
            new ConsumerRecord<>(
                partition.topic(), partition.partition(), position, new byte[] {1}, new byte[1]));
      }
      position++;
    }
    positions.put(partition, position);
    return records;
  }
}
