package io.thalweg.streams.runtime.client;

import io.thalweg.streams.KeyQueryMetadata;
import io.thalweg.streams.StreamsMetadata;
import io.thalweg.streams.processor.StreamPartitioner;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.HostTasks;
import io.thalweg.streams.runtime.assignment.MemberAssignment;
import io.thalweg.streams.runtime.assignment.SubtopologyTopics;
import io.thalweg.streams.runtime.compile.PhysicalPlan;
import io.thalweg.streams.runtime.compile.StoreInputs;
import io.thalweg.streams.state.HostInfo;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Which instance has what, of those with an {@code application.server}, as the group's last
 * assignment says. During a rebalance it may be behind. Any thread.
 */
final class HostDirectory {
  private static final Comparator<HostInfo> BY_NAME =
      Comparator.comparing(HostInfo::host).thenComparingInt(HostInfo::port);

  private final Topology topology;
  private final Optional<HostInfo> own;

  // replaced by the stream threads
  private volatile MemberAssignment latest =
      new MemberAssignment(new TreeMap<>(), new TreeSet<>(), Map.of(), Map.of(), Optional.empty());

  /**
   * The stores of the topology.
   *
   * @param global those that every instance keeps whole
   */
  record Topology(
      Map<String, StoreInputs> stores,
      Set<String> global,
      Map<Integer, SubtopologyTopics> subtopologies) {
    static Topology of(PhysicalPlan plan) {
      Set<String> global = new HashSet<>(plan.stores());
      global.removeAll(plan.storeInputs().keySet());
      Map<Integer, SubtopologyTopics> subtopologies = new HashMap<>();
      plan.topics().subtopologies().forEach(topics -> subtopologies.put(topics.id(), topics));
      return new Topology(plan.storeInputs(), global, subtopologies);
    }

    boolean reads(TaskId task, String topic) {
      SubtopologyTopics topics = subtopologies.get(task.subtopology());
      return topics != null && topics.reads(topic);
    }
  }

  HostDirectory(Topology topology, Optional<HostInfo> own) {
    this.topology = topology;
    this.own = own;
  }

  /** A stream thread got its share, and a map of the rest. */
  void assigned(MemberAssignment assignment) {
    if (assignment.error().isEmpty()) {
      latest = assignment;
    }
  }

  /** All instances, by name. */
  Collection<StreamsMetadata> all() {
    return matching(latest, host -> true);
  }

  /** Those with partitions of the store, active or standby, by name; empty if there is none. */
  Collection<StreamsMetadata> of(String store) {
    if (own.isEmpty()) {
      return List.of();
    }
    return matching(
        latest,
        host ->
            host.stateStoreNames().contains(store)
                || host.standbyStateStoreNames().contains(store));
  }

  private Collection<StreamsMetadata> matching(
      MemberAssignment now, Predicate<StreamsMetadata> wanted) {
    Map<HostInfo, StreamsMetadata> hosts = new TreeMap<>(BY_NAME);
    now.hosts().forEach((host, tasks) -> hosts.put(host, describe(now, host, tasks)));
    return hosts.values().stream().filter(wanted).toList();
  }

  private StreamsMetadata describe(MemberAssignment now, HostInfo host, HostTasks tasks) {
    Set<String> active = stores(tasks.active());
    active.addAll(topology.global());
    return new HostMetadata(
        host,
        active,
        partitions(now, tasks.active()),
        stores(tasks.standby()),
        partitions(now, tasks.standby()));
  }

  private Set<String> stores(Set<TaskId> tasks) {
    Set<String> names = new TreeSet<>();
    topology
        .stores()
        .forEach(
            (name, inputs) -> {
              if (tasks.stream().anyMatch(task -> task.subtopology() == inputs.subtopology())) {
                names.add(name);
              }
            });
    return names;
  }

  private Set<TopicPartition> partitions(MemberAssignment now, Set<TaskId> tasks) {
    Set<TopicPartition> partitions =
        new TreeSet<>(
            Comparator.comparing(TopicPartition::topic)
                .thenComparingInt(TopicPartition::partition));
    now.topicPartitions()
        .forEach(
            (topic, count) -> {
              for (TaskId task : tasks) {
                if (task.partition() < count && topology.reads(task, topic)) {
                  partitions.add(new TopicPartition(topic, task.partition()));
                }
              }
            });
    return partitions;
  }

  /** As Kafka's own producer partitions. */
  <K> @Nullable KeyQueryMetadata ofKey(String store, K key, Serializer<K> serializer) {
    return ofKey(
        store,
        key,
        (topic, k, none, partitions) -> {
          byte[] bytes = serializer.serialize(topic, k);
          return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(bytes)) % partitions));
        });
  }

  /**
   * Who has a key of a store; null if the topology has no such store.
   *
   * @throws IllegalArgumentException if the partitioner does not name one partition
   */
  <K> @Nullable KeyQueryMetadata ofKey(
      String store, K key, StreamPartitioner<? super K, ?> partitioner) {
    MemberAssignment now = latest;
    if (own.isEmpty() || now.hosts().isEmpty()) {
      return KeyQueryMetadata.NOT_AVAILABLE;
    } else if (topology.global().contains(store)) {
      return new KeyQueryMetadata(own.get(), Set.of(), -1);
    }
    StoreInputs inputs = topology.stores().get(store);
    if (inputs == null) {
      return null;
    }
    Map<String, Integer> counts = new TreeMap<>(now.topicPartitions());
    counts.keySet().removeIf(topic -> !inputs.contains(topic));
    if (counts.isEmpty()) {
      return KeyQueryMetadata.NOT_AVAILABLE;
    }
    String topic = counts.keySet().iterator().next();
    int partitions = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    int partition = single(partition(partitioner, topic, key, partitions));
    return located(now, new TaskId(inputs.subtopology(), partition));
  }

  @SuppressWarnings("NullAway") // there is no value: the API says so
  private static <K> Optional<Set<Integer>> partition(
      StreamPartitioner<? super K, ?> partitioner, String topic, K key, int partitions) {
    return partitioner.partitions(topic, key, null, partitions);
  }

  private static int single(Optional<Set<Integer>> partitions) {
    if (partitions.isEmpty() || partitions.get().size() != 1) {
      throw new IllegalArgumentException(
          "The partitions returned by StreamPartitioner#partitions method when used for fetching"
              + " KeyQueryMetadata for key should be a singleton set, but are "
              + partitions.map(Object::toString).orElse("left to the default partitioner"));
    }
    return partitions.get().iterator().next();
  }

  private static KeyQueryMetadata located(MemberAssignment now, TaskId task) {
    HostInfo active = HostInfo.unavailable();
    Set<HostInfo> standby = new TreeSet<>(BY_NAME);
    for (Map.Entry<HostInfo, HostTasks> host : now.hosts().entrySet()) {
      if (host.getValue().active().contains(task)) {
        active = host.getKey();
      } else if (host.getValue().standby().contains(task)) {
        standby.add(host.getKey());
      }
    }
    return new KeyQueryMetadata(active, standby, task.partition());
  }

  /** What one instance has; unmodifiable sets in a defined order. */
  private record HostMetadata(
      HostInfo hostInfo,
      Set<String> stateStoreNames,
      Set<TopicPartition> topicPartitions,
      Set<String> standbyStateStoreNames,
      Set<TopicPartition> standbyTopicPartitions)
      implements StreamsMetadata {
    HostMetadata {
      stateStoreNames = Collections.unmodifiableSet(stateStoreNames);
      topicPartitions = Collections.unmodifiableSet(topicPartitions);
      standbyStateStoreNames = Collections.unmodifiableSet(standbyStateStoreNames);
      standbyTopicPartitions = Collections.unmodifiableSet(standbyTopicPartitions);
    }

    @Override
    public String host() {
      return hostInfo.host();
    }

    @Override
    public int port() {
      return hostInfo.port();
    }

    @Override
    public String toString() {
      return "StreamsMetadata {hostInfo="
          + hostInfo
          + ", stateStoreNames="
          + stateStoreNames
          + ", topicPartitions="
          + topicPartitions
          + ", standbyStateStoreNames="
          + standbyStateStoreNames
          + ", standbyTopicPartitions="
          + standbyTopicPartitions
          + '}';
    }
  }
}
