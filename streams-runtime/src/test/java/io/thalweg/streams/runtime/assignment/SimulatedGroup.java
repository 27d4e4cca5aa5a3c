package io.thalweg.streams.runtime.assignment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.HostInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The consumer's cooperative protocol over real assignors, without a broker. */
final class SimulatedGroup {
  final FakeAdmin cluster = new FakeAdmin();
  final SortedMap<String, Peer> peers = new TreeMap<>();
  private final AssignmentTopology topology;
  private final Map<String, Integer> metadata;
  private int generation;

  SimulatedGroup(AssignmentTopology topology, Map<String, Integer> metadata) {
    this.topology = topology;
    this.metadata = metadata;
  }

  /** A member as its consumer and its thread see it. */
  final class Peer {
    final String id;
    final StreamsAssignor assignor = new StreamsAssignor();
    final List<MemberAssignment> assignments = new ArrayList<>();
    Set<TopicPartition> owned = Set.of();
    int knownGeneration;
    boolean wantsShutdown;

    /** Replaces what the assignor sends. */
    java.nio.@Nullable ByteBuffer userData;

    private Peer(String id, UUID process, int port) {
      this.id = id;
      Map<String, Object> config = new HashMap<>();
      TopicSettings settings = new TopicSettings((short) 1, 0, Map.of(), 1_000, 100);
      new AssignorWiring(
              topology,
              new InternalTopics(cluster.admin(), settings, new ManualTime()),
              new LocalProcess(process, Optional.of(new HostInfo("host", port))),
              new PlanSettings(0),
              () -> new LocalTaskInfo(active(), Set.of(), Map.of(), wantsShutdown),
              assignments::add)
          .addTo(config);
      assignor.configure(config);
    }

    Set<TaskId> active() {
      return assignments.isEmpty() ? Set.of() : last().active().keySet();
    }

    MemberAssignment last() {
      return assignments.get(assignments.size() - 1);
    }

    private Subscription subscription() {
      return new Subscription(
          List.of(),
          userData != null ? userData : assignor.subscriptionUserData(Set.of()),
          List.copyOf(owned),
          knownGeneration,
          Optional.empty());
    }
  }

  Peer join(String id, UUID process) {
    Peer peer = new Peer(id, process, (int) process.getLeastSignificantBits());
    peers.put(id, peer);
    return peer;
  }

  /** Rebalances until nobody has to let go any more; returns the number of rounds. */
  int settle() {
    int rounds = 1;
    while (rebalance(Set.of())) {
      rounds++;
      assertTrue(rounds < 10, "the group does not settle");
    }
    return rounds;
  }

  /**
   * One rebalance.
   *
   * @param deaf members that miss its end
   * @return whether any member had to let partitions go, so that it joins again
   */
  boolean rebalance(Collection<String> deaf) {
    generation++;
    Map<String, Subscription> subscriptions = new HashMap<>();
    peers.forEach((id, peer) -> subscriptions.put(id, peer.subscription()));
    Peer leader = peers.values().iterator().next();
    Map<String, Assignment> assignments =
        leader
            .assignor
            .assign(clusterMetadata(), new GroupSubscription(subscriptions))
            .groupAssignment();
    assertTrue(assignments.keySet().equals(peers.keySet()), assignments.toString());
    rejectAddedAndRevoked(assignments);
    boolean revoked = false;
    for (Peer peer : peers.values()) {
      Assignment assignment = assignments.getOrDefault(peer.id, new Assignment(List.of()));
      Set<TopicPartition> now = new HashSet<>(assignment.partitions());
      if (!deaf.contains(peer.id)) {
        revoked |= !now.containsAll(peer.owned);
        peer.owned = now;
        peer.knownGeneration = generation;
        peer.assignor.onAssignment(overTheWire(assignment), groupMetadata());
      }
    }
    return revoked;
  }

  /** The protocol groups partitions by topic, whatever order the leader had. */
  private static Assignment overTheWire(Assignment assignment) {
    return ConsumerProtocol.deserializeAssignment(ConsumerProtocol.serializeAssignment(assignment));
  }

  /** The check that the consumer makes on the leader. */
  private void rejectAddedAndRevoked(Map<String, Assignment> assignments) {
    Set<TopicPartition> added = new HashSet<>();
    Set<TopicPartition> revoked = new HashSet<>();
    Set<TopicPartition> all = new HashSet<>();
    assignments.forEach(
        (id, assignment) -> {
          Set<TopicPartition> owned = owned(id);
          Set<TopicPartition> now = new HashSet<>(assignment.partitions());
          now.forEach(partition -> assertTrue(all.add(partition), partition + " given twice"));
          now.stream().filter(p -> !owned.contains(p)).forEach(added::add);
          owned.stream().filter(p -> !now.contains(p)).forEach(revoked::add);
        });
    revoked.retainAll(added);
    assertTrue(revoked.isEmpty(), "added and revoked in one rebalance: " + revoked);
  }

  // The type is to become an interface; there is no other way to make one yet.
  @SuppressWarnings("removal")
  static ConsumerGroupMetadata groupMetadata() {
    return new ConsumerGroupMetadata("app");
  }

  private Set<TopicPartition> owned(String id) {
    Peer peer = peers.get(id);
    return peer == null ? Set.of() : peer.owned;
  }

  private Cluster clusterMetadata() {
    List<PartitionInfo> partitions = new ArrayList<>();
    Node node = new Node(1, "broker", 9092);
    metadata.forEach(
        (topic, count) -> {
          for (int partition = 0; partition < count; partition++) {
            partitions.add(
                new PartitionInfo(topic, partition, node, new Node[] {node}, new Node[] {node}));
          }
        });
    return new Cluster("cluster", List.of(node), partitions, Set.of(), Set.of());
  }
}
