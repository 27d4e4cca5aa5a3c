package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.HostInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * The work of one member from now on, all of it: what it had and is not here, it gives up. All
 * collections iterate in a defined order: tasks and topics sorted, a task's partitions by topic.
 *
 * @param active tasks to run with the partitions each reads, in id order
 * @param standby tasks of which to keep the state up to date, in id order
 * @param hosts who runs what, of the processes that answer queries of others; without tasks that
 *     are on the move
 * @param topicPartitions partitions of all topics that tasks read; empty if {@code hosts} is
 * @param error why there is no work; all else is empty then
 */
public record MemberAssignment(
    SortedMap<TaskId, Set<TopicPartition>> active,
    SortedSet<TaskId> standby,
    Map<HostInfo, HostTasks> hosts,
    Map<String, Integer> topicPartitions,
    Optional<AssignmentError> error) {
  public MemberAssignment {
    SortedMap<TaskId, Set<TopicPartition>> copy = new TreeMap<>();
    active.forEach(
        (task, partitions) ->
            copy.put(task, Collections.unmodifiableSet(new LinkedHashSet<>(partitions))));
    active = Collections.unmodifiableSortedMap(copy);
    standby = Collections.unmodifiableSortedSet(new TreeSet<>(standby));
    hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    topicPartitions = Collections.unmodifiableMap(new LinkedHashMap<>(topicPartitions));
  }
}
