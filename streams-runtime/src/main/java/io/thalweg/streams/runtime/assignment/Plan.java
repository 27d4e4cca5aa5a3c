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

  private static final MemberTasks NOTHING = new MemberTasks(List.of(), List.of());

  /** The tasks of a member; none if the plan does not know it. */
  public MemberTasks of(String memberId) {
    return members.getOrDefault(memberId, NOTHING);
  }

  /**
   * The tasks of one member, in id order.
   *
   * @param active tasks to run
   * @param standby tasks of which to keep the state up to date
   */
  public record MemberTasks(List<TaskId> active, List<TaskId> standby) {}
}
