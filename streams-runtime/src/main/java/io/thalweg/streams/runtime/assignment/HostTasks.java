package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The tasks of one process, for routing queries. Which topics and stores a task has, every member
 * knows from its own topology.
 */
public record HostTasks(SortedSet<TaskId> active, SortedSet<TaskId> standby) {
  public HostTasks {
    active = Collections.unmodifiableSortedSet(new TreeSet<>(active));
    standby = Collections.unmodifiableSortedSet(new TreeSet<>(standby));
  }

  HostTasks(Collection<TaskId> active, Collection<TaskId> standby) {
    this(new TreeSet<>(active), new TreeSet<>(standby));
  }

  HostTasks plus(HostTasks other) {
    return new HostTasks(union(active, other.active), union(standby, other.standby));
  }

  private static SortedSet<TaskId> union(Set<TaskId> a, Set<TaskId> b) {
    SortedSet<TaskId> both = new TreeSet<>(a);
    both.addAll(b);
    return both;
  }
}
