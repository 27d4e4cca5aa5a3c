package io.thalweg.streams.runtime.assignment;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What a {@link StreamsAssignor} works with. Kafka makes the assignor by reflection, so this one
 * immutable object travels in the consumer's configuration.
 *
 * @param topology the same on all members
 * @param internalTopics used on the member that leads the group
 * @param process where this member lives
 * @param settings the user's wishes about plans
 * @param localTasks asked on the consumer's thread, inside {@code poll}, when the member joins
 * @param onAssignment told on the consumer's thread, inside {@code poll}, before the consumer calls
 *     its rebalance listener; also told of errors, and then the member has no partitions
 */
public record AssignorWiring(
    AssignmentTopology topology,
    InternalTopics internalTopics,
    LocalProcess process,
    PlanSettings settings,
    Supplier<LocalTaskInfo> localTasks,
    Consumer<MemberAssignment> onAssignment) {
  static final String CONFIG_KEY = "__thalweg.assignor.wiring__";

  /** Makes a consumer with this configuration use the assignor with this wiring. */
  public void addTo(Map<String, Object> consumerConfig) {
    consumerConfig.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, StreamsAssignor.class.getName());
    consumerConfig.put(CONFIG_KEY, this);
  }
}
