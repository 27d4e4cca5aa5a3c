package io.thalweg.streams.runtime.assignment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which members say that they own which partitions.
 *
 * <p>Two can claim one partition when a member missed the end of a rebalance and still holds what
 * was given to another: the claim of the higher generation is the owner's. The other one may still
 * be working on it until it hears of this rebalance, so nobody else can have the partition yet.
 */
final class Claims {
  private static final int NO_GENERATION = -1;

  private final Map<TopicPartition, Set<String>> claimants = new HashMap<>();
  private final Map<TopicPartition, String> owners = new HashMap<>();

  /**
   * @param subscriptions by member id
   */
  Claims(SortedMap<String, Subscription> subscriptions) {
    Map<TopicPartition, Integer> generations = new HashMap<>();
    subscriptions.forEach(
        (member, subscription) -> {
          int generation = subscription.generationId().orElse(NO_GENERATION);
          for (TopicPartition partition : subscription.ownedPartitions()) {
            claimants.computeIfAbsent(partition, p -> new HashSet<>()).add(member);
            Integer known = generations.get(partition);
            if (known == null || known < generation) {
              generations.put(partition, generation);
              owners.put(partition, member);
            }
          }
        });
  }

  /** The member that owns the first of these partitions that anybody owns, or null. */
  @Nullable String owner(List<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      String owner = owners.get(partition);
      if (owner != null) {
        return owner;
      }
    }
    return null;
  }

  /** Whether a member may have all these partitions now. */
  boolean freeFor(String member, List<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      boolean mine = member.equals(owners.get(partition));
      if (!mine && claimants.containsKey(partition)) {
        return false;
      }
    }
    return true;
  }
}
