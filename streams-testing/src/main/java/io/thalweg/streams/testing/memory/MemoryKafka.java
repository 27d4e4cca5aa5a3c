package io.thalweg.streams.testing.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Topics, transactions and committed offsets of a cluster in memory. A model of what Kafka promises
 * to its clients, not of how it keeps it: an append is acknowledged at once and never lost. All
 * clients run on one thread.
 */
public final class MemoryKafka {
  private static final Node NODE = new Node(0, "memory", 9092);

  private final Time time;
  private final int defaultPartitions;
  private final Watcher watcher;
  private final Map<String, Topic> topics = new TreeMap<>();
  private final Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
  private final Map<String, ProducerEpoch> transactional = new HashMap<>();
  private final Map<String, MemoryGroup> groups = new TreeMap<>();
  private long topicsMade;
  private int keyless;
  private long activity;

  /** Is told of each record once readers of committed records can see it. */
  public interface Watcher {
    /**
     * A record is there.
     *
     * @param piped whether it was {@link MemoryKafka#pipe piped}, not produced
     */
    void visible(ConsumerRecord<byte[], byte[]> record, boolean piped);
  }

  /** The latest producer of a transactional id; earlier ones are fenced. */
  private static final class ProducerEpoch {
    private int epoch;
    private @Nullable MemoryTransaction transaction;
    private long abortAtMs;
  }

  record Topic(Uuid id, Map<String, String> configs, List<MemoryLog> partitions) {}

  /**
   * @param time stamps records that come without a time
   * @param defaultPartitions of topics that are made because somebody writes to them
   */
  public MemoryKafka(Time time, int defaultPartitions, Watcher watcher) {
    this.time = time;
    this.defaultPartitions = defaultPartitions;
    this.watcher = watcher;
  }

  Time time() {
    return time;
  }

  // ---- topics ----

  /**
   * Makes a topic.
   *
   * @throws IllegalArgumentException if it is there with another number of partitions
   */
  public void createTopic(String name, int partitions, Map<String, String> configs) {
    Topic known = topics.get(name);
    if (known == null) {
      List<MemoryLog> logs = new ArrayList<>();
      for (int i = 0; i < partitions; i++) {
        logs.add(new MemoryLog());
      }
      // ids that are the same in each run
      topics.put(name, new Topic(new Uuid(1, ++topicsMade), Map.copyOf(configs), logs));
      activity++;
    } else if (known.partitions.size() != partitions) {
      throw new IllegalArgumentException(
          "Topic "
              + name
              + " has "
              + known.partitions.size()
              + " partitions and cannot be made with "
              + partitions);
    }
  }

  /** Names of all topics, sorted. */
  public Set<String> topics() {
    return Collections.unmodifiableSet(topics.keySet());
  }

  @Nullable Topic find(String name) {
    return topics.get(name);
  }

  Topic topic(String name) {
    Topic topic = topics.get(name);
    if (topic == null) {
      createTopic(name, defaultPartitions, Map.of());
      topic = topics.get(name);
    }
    if (topic == null) {
      throw new IllegalStateException("Topic " + name + " could not be made");
    }
    return topic;
  }

  MemoryLog log(TopicPartition partition) {
    List<MemoryLog> logs = topic(partition.topic()).partitions;
    if (partition.partition() >= logs.size()) {
      throw new UnknownTopicOrPartitionException(
          "Topic "
              + partition.topic()
              + " has "
              + logs.size()
              + " partitions; there is no partition "
              + partition.partition());
    }
    return logs.get(partition.partition());
  }

  /** The number of partitions of a topic, which is made if it is not there. */
  public int partitions(String topic) {
    return topic(topic).partitions.size();
  }

  List<PartitionInfo> describe(String topic) {
    List<PartitionInfo> infos = new ArrayList<>();
    Node[] nodes = {NODE};
    for (int i = 0; i < partitions(topic); i++) {
      infos.add(new PartitionInfo(topic, i, NODE, nodes, nodes));
    }
    return infos;
  }

  Cluster cluster() {
    List<PartitionInfo> all = new ArrayList<>();
    topics.keySet().forEach(name -> all.addAll(describe(name)));
    return new Cluster("memory", List.of(NODE), all, Set.of(), Set.of());
  }

  // ---- records ----

  /** Writes a record from outside, as a producer without transactions would. */
  public void pipe(MemoryRecord record) {
    append(record, null, true);
  }

  /** Writes a record; returns it as it stands in its log. */
  ConsumerRecord<byte[], byte[]> append(
      MemoryRecord record, @Nullable MemoryTransaction transaction, boolean piped) {
    Integer wanted = record.partition();
    int partition = wanted != null ? wanted : partition(record);
    TopicPartition to = new TopicPartition(record.topic(), partition);
    MemoryLog log = log(to);
    ConsumerRecord<byte[], byte[]> stored = stored(record, partition, log.end());
    MemoryLog.Entry entry = log.append(stored, transaction);
    activity++;
    if (transaction == null) {
      watcher.visible(stored, piped);
    } else {
      transaction.wrote(to, entry);
    }
    return stored;
  }

  private int partition(MemoryRecord record) {
    int count = partitions(record.topic());
    byte[] key = record.key();
    return key == null ? keyless++ % count : Utils.toPositive(Utils.murmur2(key)) % count;
  }

  private ConsumerRecord<byte[], byte[]> stored(MemoryRecord record, int partition, long offset) {
    byte[] key = record.key();
    byte[] value = record.value();
    return new ConsumerRecord<>(
        record.topic(),
        partition,
        offset,
        record.timestamp(),
        TimestampType.CREATE_TIME,
        key == null ? ConsumerRecord.NULL_SIZE : key.length,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        key,
        value,
        new RecordHeaders(record.headers().toArray()),
        Optional.of(0));
  }

  // ---- transactions ----

  /** A producer takes over a transactional id; returns its epoch. What was open is aborted. */
  int takeOver(String transactionalId) {
    ProducerEpoch producer =
        transactional.computeIfAbsent(transactionalId, id -> new ProducerEpoch());
    MemoryTransaction left = producer.transaction;
    if (left != null) {
      producer.transaction = null;
      end(left, MemoryTransaction.State.ABORTED);
    }
    return ++producer.epoch;
  }

  /** Whether a producer has been fenced by a later one. */
  boolean fenced(String transactionalId, int epoch) {
    ProducerEpoch producer = transactional.get(transactionalId);
    return producer == null || producer.epoch != epoch;
  }

  MemoryTransaction begin(String transactionalId, long timeoutMs) {
    MemoryTransaction transaction = new MemoryTransaction();
    ProducerEpoch producer =
        transactional.computeIfAbsent(transactionalId, id -> new ProducerEpoch());
    producer.transaction = transaction;
    producer.abortAtMs = time.milliseconds() + timeoutMs;
    return transaction;
  }

  void end(String transactionalId, MemoryTransaction transaction, MemoryTransaction.State how) {
    ProducerEpoch producer = transactional.get(transactionalId);
    if (producer != null) {
      producer.transaction = null;
    }
    end(transaction, how);
  }

  private void end(MemoryTransaction transaction, MemoryTransaction.State how) {
    activity++;
    transaction.end(how);
    transaction.partitions().forEach(partition -> log(partition).mark(transaction));
    if (how == MemoryTransaction.State.COMMITTED) {
      transaction.offsets().forEach(this::commit);
      for (MemoryLog.Entry entry : transaction.entries()) {
        ConsumerRecord<byte[], byte[]> record = entry.record();
        if (record != null) {
          watcher.visible(record, false);
        }
      }
    }
  }

  // ---- time and groups ----

  /** Aborts transactions and drops members of groups whose time is over. */
  public void expire() {
    long now = time.milliseconds();
    for (ProducerEpoch producer : transactional.values()) {
      MemoryTransaction late = producer.transaction;
      if (late != null && now > producer.abortAtMs) {
        producer.transaction = null;
        producer.epoch++; // it is fenced
        end(late, MemoryTransaction.State.ABORTED);
      }
    }
    for (MemoryGroup group : groups.values()) {
      if (group.expire(now)) {
        activity++;
      }
    }
  }

  /** Grows with everything that happens; for those who wait until nothing does. */
  public long activity() {
    return activity;
  }

  void touch() {
    activity++;
  }

  MemoryGroup group(String id) {
    return groups.computeIfAbsent(id, name -> new MemoryGroup());
  }

  /** Whether no group is in the middle of a rebalance or misses a member, no transaction open. */
  public boolean settled() {
    long now = time.milliseconds();
    return groups.values().stream().allMatch(group -> group.settled() && group.complete(now))
        && transactional.values().stream().allMatch(producer -> producer.transaction == null);
  }

  void commit(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
    committed.computeIfAbsent(group, name -> new HashMap<>()).putAll(offsets);
  }

  /** What a group has committed. */
  Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    return Collections.unmodifiableMap(committed.getOrDefault(group, Map.of()));
  }
}
