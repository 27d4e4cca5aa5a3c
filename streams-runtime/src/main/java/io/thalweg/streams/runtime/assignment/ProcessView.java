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

  /** The processes that have a copy of a task's state, by index; the nearest to its end first. */
  static List<Integer> withCopy(List<ProcessView> processes, TaskId task) {
    return processes.stream()
        .filter(process -> process.stateOnDisk().containsKey(task))
        .sorted(
            (a, b) -> {
              int byOffsets =
                  Long.compare(
                      b.stateOnDisk().getOrDefault(task, 0L),
                      a.stateOnDisk().getOrDefault(task, 0L));
              return byOffsets != 0 ? byOffsets : Integer.compare(a.index(), b.index());
            })
        .map(ProcessView::index)
        .toList();
  }
}
