package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.HashSet;
import java.util.Set;

/**
 * The tasks of one process, for routing queries. Which topics and stores a task has, every member
 * knows from its own topology.
 */
public record HostTasks(Set<TaskId> active, Set<TaskId> standby) {
  public HostTasks {
    active = Set.copyOf(active);
    standby = Set.copyOf(standby);
  }

  HostTasks plus(HostTasks other) {
    return new HostTasks(union(active, other.active), union(standby, other.standby));
  }

  private static Set<TaskId> union(Set<TaskId> a, Set<TaskId> b) {
    Set<TaskId> both = new HashSet<>(a);
    both.addAll(b);
    return both;
  }
}
