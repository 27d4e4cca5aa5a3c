package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * All that a plan is made from. Immutable; sorts its lists, so that the order in which members
 * joined does not show.
 *
 * @param members the consumers of the group, in id order
 * @param tasks in id order
 */
public record ClusterSnapshot(List<Member> members, List<TaskSpec> tasks) {
  public ClusterSnapshot {
    members = members.stream().sorted(Comparator.comparing(Member::id)).toList();
    tasks = tasks.stream().sorted(Comparator.comparing(TaskSpec::id)).toList();
  }

  /**
   * One consumer of the group, that is one stream thread. A process counts as much as it has
   * members.
   *
   * @param id the consumer's member id
   * @param processId the process it lives in; state on disk is shared by the members of a process
   * @param previousActive tasks that it runs now
   * @param stateOnDisk tasks whose state lies on the process's disk, with the sum of its changelog
   *     offsets: of two copies the one with the higher sum is nearer to the end
   */
  public record Member(
      String id, UUID processId, Set<TaskId> previousActive, Map<TaskId, Long> stateOnDisk) {
    public Member {
      previousActive = Set.copyOf(previousActive);
      stateOnDisk = Map.copyOf(stateOnDisk);
    }
  }
}
