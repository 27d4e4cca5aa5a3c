package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.errors.TaskAssignmentException;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.HostInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupAssignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rebalance on the group's leader, from the members' subscriptions to their assignments. A
 * failure is every member's: each gets it instead of work. A member that cannot be understood is
 * alone with its error, and the others share the work.
 */
final class LeaderRound {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderRound.class);

  private final AssignorWiring wiring;
  private final Cluster metadata;
  private final SortedMap<String, Subscription> subscriptions;
  private final SortedMap<String, SubscriptionInfo> members = new TreeMap<>();
  private final Map<String, Assignment> assignments = new HashMap<>();

  LeaderRound(AssignorWiring wiring, Cluster metadata, Map<String, Subscription> subscriptions) {
    this.wiring = wiring;
    this.metadata = metadata;
    this.subscriptions = new TreeMap<>(subscriptions);
  }

  GroupAssignment run() {
    subscriptions.forEach(this::decode);
    if (members.values().stream().anyMatch(info -> info.tasks().shutdownRequested())) {
      fail(
          new AssignmentError(
              AssignmentError.Code.SHUTDOWN_REQUESTED,
              "A member asked for the shutdown of application "
                  + wiring.topology().applicationId()));
    } else {
      try {
        TaskLayout layout = PartitionCounts.resolve(wiring.topology(), partitionsByTopic());
        wiring.internalTopics().ensure(layout.internalTopics());
        share(layout);
      } catch (StreamsException e) {
        LOG.error("No assignment for group {}", wiring.topology().applicationId(), e);
        fail(AssignmentError.of(e));
      }
    }
    return new GroupAssignment(assignments);
  }

  private void decode(String member, Subscription subscription) {
    try {
      members.put(member, AssignmentCodec.decodeSubscription(subscription.userData()));
    } catch (TaskAssignmentException e) {
      LOG.error("Member {} gets no work: {}", member, e.getMessage());
      assignments.put(member, failed(AssignmentError.of(e)));
    }
  }

  private void fail(AssignmentError error) {
    members.keySet().forEach(member -> assignments.put(member, failed(error)));
  }

  private static Assignment failed(AssignmentError error) {
    return new Assignment(List.of(), AssignmentCodec.encode(AssignmentInfo.failed(error)));
  }

  private Map<String, Integer> partitionsByTopic() {
    Map<String, Integer> counts = new HashMap<>();
    for (String topic : metadata.topics()) {
      Integer partitions = metadata.partitionCountForTopic(topic);
      if (partitions != null && partitions > 0) {
        counts.put(topic, partitions);
      }
    }
    return counts;
  }

  private void share(TaskLayout layout) {
    Claims claims = new Claims(subscriptions);
    Map<TaskId, TaskSpec> specs = new HashMap<>();
    layout.tasks().forEach(task -> specs.put(task.id(), task));
    Plan plan = AssignmentPlanner.plan(snapshot(layout, claims), wiring.settings());

    Map<String, List<TaskId>> given = new HashMap<>();
    int waiting = 0;
    for (Map.Entry<String, Plan.MemberTasks> entry : plan.members().entrySet()) {
      String member = entry.getKey();
      List<TaskId> now =
          entry.getValue().active().stream()
              .filter(task -> claims.freeFor(member, inputs(specs, task)))
              .toList();
      given.put(member, now);
      waiting += entry.getValue().active().size() - now.size();
    }
    LOG.info(
        "Group {}: {} tasks over {} members, {} of them wait until their owner lets go",
        wiring.topology().applicationId(),
        layout.tasks().size(),
        members.size(),
        waiting);
    Map<HostInfo, HostTasks> hosts = hosts(plan, given);
    Map<String, Integer> topics = hosts.isEmpty() ? Map.of() : layout.sourceTopics();
    for (Map.Entry<String, Plan.MemberTasks> entry : plan.members().entrySet()) {
      List<TaskId> active = given.getOrDefault(entry.getKey(), List.of());
      List<TaskId> standby = entry.getValue().standby();
      AssignmentInfo info = new AssignmentInfo(active, standby, hosts, topics, Optional.empty());
      assignments.put(entry.getKey(), assignment(specs, info));
    }
  }

  private ClusterSnapshot snapshot(TaskLayout layout, Claims claims) {
    return SnapshotBuilder.build(members, claims, layout.tasks());
  }

  private static Assignment assignment(Map<TaskId, TaskSpec> specs, AssignmentInfo info) {
    // On the wire the consumer groups partitions by topic: only a sorted list comes out as it went
    // in.
    SortedMap<TopicPartition, TaskId> tasks = new TreeMap<>(AssignmentInfo.PARTITION_ORDER);
    for (TaskId task : info.active()) {
      inputs(specs, task).forEach(input -> tasks.put(input, task));
    }
    AssignmentInfo aligned =
        new AssignmentInfo(
            List.copyOf(tasks.values()),
            info.standby(),
            info.hosts(),
            info.topicPartitions(),
            info.error());
    return new Assignment(List.copyOf(tasks.keySet()), AssignmentCodec.encode(aligned));
  }

  private static List<TopicPartition> inputs(Map<TaskId, TaskSpec> specs, TaskId task) {
    TaskSpec spec = specs.get(task);
    return spec == null ? List.of() : spec.inputs();
  }

  /** The tasks of each process that answers queries; those on the move are nowhere. */
  private Map<HostInfo, HostTasks> hosts(Plan plan, Map<String, List<TaskId>> given) {
    Map<HostInfo, HostTasks> hosts = new HashMap<>();
    members.forEach(
        (member, info) -> {
          if (info.endpoint().isPresent()) {
            List<TaskId> active = given.getOrDefault(member, List.of());
            HostTasks ofMember = new HostTasks(active, plan.of(member).standby());
            hosts.merge(info.endpoint().get(), ofMember, HostTasks::plus);
          }
        });
    return hosts;
  }
}
