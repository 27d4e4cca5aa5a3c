package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.HostInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What the leader tells a member, besides the partitions.
 *
 * @param active for each assigned partition, in {@link #PARTITION_ORDER}, the task it is for
 * @param standby tasks of which to keep the state up to date
 * @param hosts who runs what, of the processes that answer queries of others
 * @param topicPartitions partitions of all topics that tasks read; empty if {@code hosts} is
 * @param error why there is no assignment
 */
record AssignmentInfo(
    List<TaskId> active,
    List<TaskId> standby,
    Map<HostInfo, HostTasks> hosts,
    Map<String, Integer> topicPartitions,
    Optional<AssignmentError> error) {
  /** By topic, then by number. */
  static final Comparator<TopicPartition> PARTITION_ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  static AssignmentInfo failed(AssignmentError error) {
    return new AssignmentInfo(List.of(), List.of(), Map.of(), Map.of(), Optional.of(error));
  }
}
