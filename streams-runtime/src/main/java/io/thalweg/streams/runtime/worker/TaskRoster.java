package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.task.ActiveTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one stream thread and where each is on its way. Holds the books only; {@link
 * TaskKeeper} acts. Owner: the stream thread.
 *
 * <p>A task is in exactly one of: <i>pending</i> (assigned, nothing open), <i>restoring</i> (its
 * state is with a restore thread), <i>running</i>, <i>leaving</i> (revoked while restoring; its
 * state is awaited back).
 */
final class TaskRoster {
  // [stream thread]
  private final SortedMap<TaskId, Set<TopicPartition>> pending = new TreeMap<>();
  private final SortedMap<TaskId, OpenTask> restoring = new TreeMap<>();
  private final SortedMap<TaskId, ActiveTask> running = new TreeMap<>();
  private final SortedMap<TaskId, OpenTask> leaving = new TreeMap<>();
  private final Map<TopicPartition, ActiveTask> byPartition = new HashMap<>();

  SortedMap<TaskId, Set<TopicPartition>> pending() {
    return pending;
  }

  SortedMap<TaskId, OpenTask> restoring() {
    return restoring;
  }

  /** In task id order: the order in which they process and commit. */
  Collection<ActiveTask> running() {
    return running.values();
  }

  SortedMap<TaskId, OpenTask> leaving() {
    return leaving;
  }

  /** Whether every assigned task processes. */
  boolean settled() {
    return pending.isEmpty() && restoring.isEmpty();
  }

  /** The running task that reads the partition. */
  @Nullable ActiveTask reader(TopicPartition partition) {
    return byPartition.get(partition);
  }

  @Nullable ActiveTask runningTask(TaskId id) {
    return running.get(id);
  }

  void assigned(TaskId id, Set<TopicPartition> partitions) {
    if (restoring.containsKey(id) || running.containsKey(id)) {
      throw new IllegalStateException("Task " + id + " is assigned twice");
    }
    pending.put(id, Set.copyOf(partitions));
  }

  boolean has(TaskId id) {
    return pending.containsKey(id) || restoring.containsKey(id) || running.containsKey(id);
  }

  void restoring(OpenTask task) {
    pending.remove(task.id());
    restoring.put(task.id(), task);
  }

  void running(ActiveTask task) {
    pending.remove(task.id());
    restoring.remove(task.id());
    running.put(task.id(), task);
    task.partitions().forEach(partition -> byPartition.put(partition, task));
  }

  void leaving(OpenTask task) {
    restoring.remove(task.id());
    leaving.put(task.id(), task);
  }

  /** Takes a running task off the books; the caller closes it. */
  void remove(ActiveTask task) {
    running.remove(task.id());
    task.partitions().forEach(byPartition::remove);
  }

  /** The running tasks that read any of the partitions. */
  List<ActiveTask> runningOn(Collection<TopicPartition> partitions) {
    Set<ActiveTask> tasks = new HashSet<>();
    for (TopicPartition partition : partitions) {
      ActiveTask task = byPartition.get(partition);
      if (task != null) {
        tasks.add(task);
      }
    }
    return running.values().stream().filter(tasks::contains).toList();
  }

  /** The tasks being restored that read any of the partitions. */
  List<OpenTask> restoringOn(Collection<TopicPartition> partitions) {
    List<OpenTask> found = new ArrayList<>();
    for (OpenTask task : restoring.values()) {
      if (task.partitions().stream().anyMatch(partitions::contains)) {
        found.add(task);
      }
    }
    return found;
  }

  /** Partitions of all running tasks. */
  Set<TopicPartition> runningPartitions() {
    return Set.copyOf(byPartition.keySet());
  }

  /** Ids of the tasks that are ours, running or on the way. */
  Set<TaskId> ids() {
    Set<TaskId> ids = new HashSet<>(running.keySet());
    ids.addAll(pending.keySet());
    ids.addAll(restoring.keySet());
    return ids;
  }
}
