package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The members of one process, as a plan sees them.
 *
 * @param index its place among the processes
 * @param members in id order
 * @param stateOnDisk what any of its members reported, by task
 */
record ProcessView(int index, List<ClusterSnapshot.Member> members, Map<TaskId, Long> stateOnDisk) {

  /** The processes of a group in process id order. */
  static List<ProcessView> of(List<ClusterSnapshot.Member> members) {
    SortedMap<UUID, List<ClusterSnapshot.Member>> byProcess = new TreeMap<>();
    for (ClusterSnapshot.Member member : members) {
      byProcess.computeIfAbsent(member.processId(), id -> new ArrayList<>()).add(member);
    }
    List<ProcessView> processes = new ArrayList<>();
    for (List<ClusterSnapshot.Member> ofProcess : byProcess.values()) {
      Map<TaskId, Long> state = new HashMap<>();
      for (ClusterSnapshot.Member member : ofProcess) {
        member.stateOnDisk().forEach((task, offsets) -> state.merge(task, offsets, Math::max));
      }
      processes.add(new ProcessView(processes.size(), List.copyOf(ofProcess), state));
    }
    return processes;
  }

  /**
   * For each task of whose state there are copies, the processes that have one, by index; the
   * nearest to its end first.
   */
  static Map<TaskId, List<Integer>> copies(List<ProcessView> processes) {
    Map<TaskId, List<Integer>> copies = new HashMap<>();
    for (ProcessView process : processes) {
      for (TaskId task : process.stateOnDisk().keySet()) {
        copies.computeIfAbsent(task, t -> new ArrayList<>()).add(process.index());
      }
    }
    copies.forEach(
        (task, indexes) ->
            indexes.sort(
                (a, b) -> {
                  int byOffsets =
                      Long.compare(processes.get(b).offsets(task), processes.get(a).offsets(task));
                  return byOffsets != 0 ? byOffsets : Integer.compare(a, b);
                }));
    return copies;
  }

  private long offsets(TaskId task) {
    return stateOnDisk.getOrDefault(task, 0L);
  }
}
