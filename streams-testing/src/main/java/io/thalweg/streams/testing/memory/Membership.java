package io.thalweg.streams.testing.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's side of its group, with the assignor of its configuration and the cooperative
 * protocol: what it keeps goes on, what it loses is revoked first and given away in a further
 * round.
 */
final class Membership {
  private static final String DEFAULT_SESSION_MS = "45000";

  private final MemoryKafka kafka;
  private final String group;
  private final String clientId;
  private final long sessionMs;
  private final ConsumerPartitionAssignor assignor;
  private final Positions positions;
  private final Set<String> names;
  private final @Nullable Pattern pattern;
  private final ConsumerRebalanceListener listener;

  private @Nullable String id;
  private int generation = -1;

  /** Partitions by topic when it was planned last; only the leader looks. */
  private Map<String, Integer> planned = Map.of();

  private Set<String> joinedWith = Set.of();

  /**
   * What to subscribe to.
   *
   * @param pattern null for the names alone
   */
  record Topics(Collection<String> names, @Nullable Pattern pattern) {}

  Membership(
      MemoryKafka kafka,
      Map<String, Object> configs,
      Positions positions,
      Topics topics,
      ConsumerRebalanceListener listener) {
    this.kafka = kafka;
    this.positions = positions;
    this.names = new TreeSet<>(topics.names);
    this.pattern = topics.pattern;
    this.listener = listener;
    group = MemoryConsumer.text(configs, ConsumerConfig.GROUP_ID_CONFIG, "");
    clientId = MemoryConsumer.text(configs, ConsumerConfig.CLIENT_ID_CONFIG, "consumer");
    sessionMs =
        Long.parseLong(
            MemoryConsumer.text(
                configs, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, DEFAULT_SESSION_MS));
    String strategy =
        MemoryConsumer.text(configs, ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, "");
    assignor = ConsumerPartitionAssignor.getAssignorInstances(List.of(strategy), configs).get(0);
  }

  private MemoryGroup group() {
    return kafka.group(group);
  }

  /** The subscribed topics that are there. */
  Set<String> topics() {
    Set<String> topics = new TreeSet<>(names);
    Pattern matching = pattern;
    if (matching != null) {
      for (String topic : kafka.topics()) {
        if (matching.matcher(topic).matches()) {
          topics.add(topic);
        }
      }
    }
    return topics;
  }

  /** The group's part of a poll: joins, plans, takes what is assigned. */
  void poll() {
    String me = present();
    group().seen(me, kafka.time().milliseconds());
    if (topicsChanged(me)) {
      group().rebalance();
    }
    if (group().awaitsJoin(me)) {
      join(me);
    }
    if (group().awaitsPlan(me)) {
      group()
          .planned(
              assignor
                  .assign(kafka.cluster(), new GroupSubscription(group().subscriptions()))
                  .groupAssignment());
      planned = partitionCounts();
      kafka.touch();
    }
    Assignment assignment = group().take(me);
    if (assignment != null) {
      apply(assignment);
    }
  }

  private String present() {
    String known = id;
    if (known != null && group().knows(known)) {
      return known;
    }
    generation = -1;
    Set<TopicPartition> lost = positions.assigned();
    if (!lost.isEmpty()) {
      listener.onPartitionsLost(lost);
      positions.assign(Set.of());
    }
    String entered = group().enter(clientId, sessionMs, kafka.time().milliseconds());
    id = entered;
    kafka.touch();
    return entered;
  }

  private boolean topicsChanged(String me) {
    return generation >= 0
        && group().settled()
        && ((group().leads(me) && !planned.isEmpty() && !planned.equals(partitionCounts()))
            || !joinedWith.equals(topics()));
  }

  private Map<String, Integer> partitionCounts() {
    Map<String, Integer> counts = new TreeMap<>();
    Set<String> all = new TreeSet<>();
    group().subscriptions().values().forEach(member -> all.addAll(member.topics()));
    for (String topic : all) {
      if (kafka.find(topic) != null) {
        counts.put(topic, kafka.partitions(topic));
      }
    }
    return counts;
  }

  private void join(String me) {
    Set<String> topics = topics();
    joinedWith = topics;
    ByteBuffer userData = assignor.subscriptionUserData(topics);
    group()
        .joined(
            me,
            new Subscription(
                new ArrayList<>(topics),
                userData,
                new ArrayList<>(positions.assigned()),
                generation,
                Optional.empty()));
    kafka.touch();
  }

  private void apply(Assignment assignment) {
    kafka.touch();
    generation = group().generation();
    Set<TopicPartition> owned = positions.assigned();
    Set<TopicPartition> assigned = new HashSet<>(assignment.partitions());
    Set<TopicPartition> revoked = minus(owned, assigned);
    Set<TopicPartition> added = minus(assigned, owned);
    assignor.onAssignment(assignment, metadata());
    if (!revoked.isEmpty()) {
      listener.onPartitionsRevoked(revoked);
    }
    positions.assign(assigned);
    listener.onPartitionsAssigned(added);
    if (!revoked.isEmpty()) {
      group().rebalance(); // others wait for what was let go
    }
  }

  private static Set<TopicPartition> minus(Set<TopicPartition> all, Set<TopicPartition> without) {
    Set<TopicPartition> rest = new HashSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  void checkCommit() {
    group().checkCommit(id == null ? "" : id, generation);
  }

  void rejoin() {
    group().rebalance();
  }

  @SuppressWarnings("removal") // there is no other way to make one
  ConsumerGroupMetadata metadata() {
    return new ConsumerGroupMetadata(group, generation, id == null ? "" : id, Optional.empty());
  }

  /** Leaves the group; what is owned is given back first. */
  void leave() {
    String known = id;
    if (known != null && group().knows(known)) {
      Set<TopicPartition> owned = positions.assigned();
      if (!owned.isEmpty()) {
        listener.onPartitionsRevoked(owned);
      }
      group().leave(known);
    }
    positions.assign(Set.of());
    id = null;
    generation = -1;
    kafka.touch();
  }
}
