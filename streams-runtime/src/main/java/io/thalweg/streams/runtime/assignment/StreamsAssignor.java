package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.errors.TaskAssignmentException;
import io.thalweg.streams.processor.TaskId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The consumer's side of planning: tells the leader what this member has, plans if this member is
 * the leader, and hands the outcome over. Made by the consumer and called on its thread only.
 *
 * <p>Cooperative: what a member keeps goes on during a rebalance, and what moves is given to the
 * new owner in a second rebalance, after the old one has let go.
 */
public final class StreamsAssignor implements ConsumerPartitionAssignor, Configurable {
  /** The group protocol's name: groups of other libraries do not mix with ours. */
  public static final String NAME = "thalweg-stream";

  // Set once, by configure(), before any other call.
  private @Nullable AssignorWiring wiring;
  private int joins;

  /** For Kafka's reflection; {@link #configure} completes it. */
  public StreamsAssignor() {}

  @Override
  public void configure(Map<String, ?> configs) {
    if (!(configs.get(AssignorWiring.CONFIG_KEY) instanceof AssignorWiring found)) {
      throw new ConfigException(
          "partition.assignment.strategy is "
              + getClass().getName()
              + ", which works inside KafkaStreams only. Do not set it on a consumer.");
    }
    wiring = found;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return List.of(RebalanceProtocol.COOPERATIVE);
  }

  @Override
  public ByteBuffer subscriptionUserData(Set<String> topics) {
    LocalProcess process = wiring().process();
    joins++;
    return AssignmentCodec.encode(
        new SubscriptionInfo(
            process.id(), process.endpoint(), wiring().localTasks().get(), joins & 0xFF));
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription subscriptions) {
    return new LeaderRound(wiring(), metadata, subscriptions.groupSubscription()).run();
  }

  /**
   * @throws TaskAssignmentException if the leader's message cannot be read
   */
  @Override
  public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
    AssignmentInfo info = AssignmentCodec.decodeAssignment(assignment.userData());
    wiring()
        .onAssignment()
        .accept(
            new MemberAssignment(
                byTask(assignment.partitions(), info.active()),
                new TreeSet<>(info.standby()),
                info.hosts(),
                info.topicPartitions(),
                info.error()));
  }

  private static SortedMap<TaskId, Set<TopicPartition>> byTask(
      List<TopicPartition> partitions, List<TaskId> tasks) {
    if (partitions.size() != tasks.size()) {
      throw new TaskAssignmentException(
          "The leader sent "
              + partitions.size()
              + " partitions but task ids for "
              + tasks.size()
              + ": partitions "
              + partitions
              + ", tasks "
              + tasks);
    }
    SortedMap<TaskId, Set<TopicPartition>> byTask = new TreeMap<>();
    Iterator<TaskId> task = tasks.iterator();
    List<TopicPartition> sorted = new ArrayList<>(partitions);
    sorted.sort(AssignmentInfo.PARTITION_ORDER);
    for (TopicPartition partition : sorted) {
      byTask.computeIfAbsent(task.next(), id -> new LinkedHashSet<>()).add(partition);
    }
    return byTask;
  }

  private AssignorWiring wiring() {
    if (wiring == null) {
      throw new IllegalStateException("The assignor was not configured.");
    }
    return wiring;
  }
}
