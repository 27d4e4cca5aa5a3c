package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.List;
import java.util.SortedMap;

/**
 * Who runs what.
 *
 * @param members the tasks of every member of the snapshot, by member id
 */
public record Plan(SortedMap<String, MemberTasks> members) {

  /**
   * The tasks of one member, in id order.
   *
   * @param active tasks to run
   * @param standby tasks of which to keep the state up to date
   */
  public record MemberTasks(List<TaskId> active, List<TaskId> standby) {}
}
