package io.thalweg.streams.testing.memory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
  private final Wire wire;
  private final Map<String, Object> configs;
  private final String group;
  private final int maxPollRecords;
  private final Positions positions;
  private @Nullable Membership membership;

  MemoryConsumer(MemoryKafka kafka, Wire wire, Map<String, Object> configs) {
    this.kafka = kafka;
    this.wire = wire;
    this.configs = Map.copyOf(withoutNulls(configs));
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

  private static Map<String, Object> withoutNulls(Map<String, Object> configs) {
    Map<String, Object> set = new HashMap<>(configs);
    set.values().removeIf(Objects::isNull);
    return set;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return positions.assigned();
  }

  @Override
  public Set<String> subscription() {
    Membership member = membership;
    return member == null ? Set.of() : member.topics();
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener callback) {
    join(new Membership.Topics(topics, null), callback);
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener callback) {
    join(new Membership.Topics(Set.of(), pattern), callback);
  }

  private void join(Membership.Topics topics, ConsumerRebalanceListener callback) {
    membership = new Membership(kafka, configs, positions, topics, callback);
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    positions.assign(new HashSet<>(partitions));
  }

  @Override
  public void unsubscribe() {
    wire.check();
    Membership member = membership;
    if (member != null) {
      member.leave();
      membership = null;
    }
    positions.assign(Set.of());
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    wire.check();
    Membership member = membership;
    if (member != null) {
      member.poll();
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched =
        positions.fetch(wire.fetchSize(maxPollRecords));
    if (!fetched.isEmpty()) {
      kafka.touch();
    }
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
    wire.check();
    Membership member = membership;
    if (member != null) {
      member.checkCommit();
    }
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
    wire.check();
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
    Membership member = membership;
    return member == null ? new ConsumerGroupMetadata(group) : member.metadata();
  }

  @Override
  public void enforceRebalance(@Nullable String reason) {
    Membership member = membership;
    if (member != null) {
      member.rejoin();
    }
  }

  @Override
  public void close(CloseOptions options) {
    Membership member = membership;
    boolean stays =
        options.groupMembershipOperation() == CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;
    if (member != null && !stays && !wire.isCut()) {
      member.leave();
    }
    membership = null;
  }

  @Override
  public void wakeup() {}
}
