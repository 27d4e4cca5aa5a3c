package io.thalweg.streams.testing.memory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A consumer of a cluster in memory. It never waits: a poll without records returns at once. */
class MemoryConsumer extends ConsumerShape {
  private static final int DEFAULT_MAX_POLL_RECORDS = 500;

  private final MemoryKafka kafka;
  private final String group;
  private final int maxPollRecords;
  private final Positions positions;

  MemoryConsumer(MemoryKafka kafka, Map<String, Object> configs) {
    this.kafka = kafka;
    this.group = text(configs, ConsumerConfig.GROUP_ID_CONFIG, "");
    this.maxPollRecords =
        Integer.parseInt(
            text(
                configs,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                String.valueOf(DEFAULT_MAX_POLL_RECORDS)));
    this.positions =
        new Positions(
            kafka,
            group,
            text(configs, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest")
                .toLowerCase(Locale.ROOT),
            text(configs, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted")
                .equalsIgnoreCase("read_committed"));
  }

  static String text(Map<String, Object> configs, String key, String otherwise) {
    Object value = configs.get(key);
    return value == null ? otherwise : value.toString();
  }

  @Override
  public Set<TopicPartition> assignment() {
    return positions.assigned();
  }

  @Override
  public Set<String> subscription() {
    return Set.of();
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener callback) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener callback) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    positions.assign(new HashSet<>(partitions));
  }

  @Override
  public void unsubscribe() {
    positions.assign(Set.of());
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched =
        positions.fetch(maxPollRecords);
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    fetched
        .keySet()
        .forEach(
            partition ->
                next.put(
                    partition,
                    new OffsetAndMetadata(positions.of(partition), Optional.empty(), "")));
    return new ConsumerRecords<>(fetched, next);
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    kafka.commit(group, offsets);
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    positions.seek(partition, offset);
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    beginningOffsets(partitions).forEach(this::seek);
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    endOffsets(partitions).forEach(this::seek);
  }

  @Override
  public long position(TopicPartition partition) {
    return positions.of(partition);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>(kafka.committed(group));
    found.keySet().retainAll(partitions);
    return found;
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return kafka.describe(topic);
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics() {
    Map<String, List<PartitionInfo>> all = new LinkedHashMap<>();
    kafka.topics().forEach(name -> all.put(name, kafka.describe(name)));
    return all;
  }

  @Override
  public Set<TopicPartition> paused() {
    return Set.copyOf(positions.paused());
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    positions.paused().addAll(partitions);
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    positions.paused().removeAll(new HashSet<>(partitions));
  }

  @Override
  public Map<TopicPartition, @Nullable OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> times) {
    Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>();
    times.forEach((partition, time) -> found.put(partition, firstAt(partition, time)));
    return found;
  }

  private @Nullable OffsetAndTimestamp firstAt(TopicPartition partition, long time) {
    MemoryLog log = kafka.log(partition);
    for (long offset = log.start(); offset < log.end(); offset++) {
      ConsumerRecord<byte[], byte[]> record = log.at(offset).record();
      if (record != null && record.timestamp() >= time) {
        return new OffsetAndTimestamp(offset, record.timestamp());
      }
    }
    return null;
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    partitions.forEach(partition -> offsets.put(partition, kafka.log(partition).start()));
    return offsets;
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    partitions.forEach(partition -> offsets.put(partition, positions.end(partition)));
    return offsets;
  }

  @Override
  public OptionalLong currentLag(TopicPartition partition) {
    return OptionalLong.of(positions.end(partition) - positions.of(partition));
  }

  @Override
  @SuppressWarnings("removal") // there is no other way to make one
  public ConsumerGroupMetadata groupMetadata() {
    return new ConsumerGroupMetadata(group);
  }

  @Override
  public void enforceRebalance(@Nullable String reason) {}

  @Override
  public void close(CloseOptions options) {}

  @Override
  public void wakeup() {}
}
