package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places copies of stateful tasks on processes other than the one that runs the task: first where a
 * copy lies already, as far as that is in balance, then where there are fewest.
 */
final class StandbyPlanner {
  private final List<ProcessView> processes;
  private final List<Bin> activeByProcess;
  private final List<List<Bin>> activeByMember;
  private final List<Bin> standbys = new ArrayList<>();

  StandbyPlanner(
      List<ProcessView> processes, List<Bin> activeByProcess, List<List<Bin>> activeByMember) {
    this.processes = processes;
    this.activeByProcess = activeByProcess;
    this.activeByMember = activeByMember;
    processes.forEach(p -> standbys.add(new Bin(p.index(), p.members().size())));
  }

  /** The standby tasks by process index and member index. */
  List<List<List<TaskId>>> place(
      List<TaskId> statefulTasks, Map<TaskId, List<Integer>> stateCopies, int replicas) {
    int copies = Math.min(replicas, processes.size() - 1);
    if (copies > 0) {
      placeOnProcesses(statefulTasks, stateCopies, copies);
    }
    return processes.stream().map(this::spreadOverMembers).toList();
  }

  private void placeOnProcesses(
      List<TaskId> tasks, Map<TaskId, List<Integer>> stateCopies, int copies) {
    Map<TaskId, Set<Integer>> taken = new HashMap<>();
    for (Bin bin : activeByProcess) {
      bin.tasks().forEach(task -> taken.put(task, new HashSet<>(Set.of(bin.index()))));
    }
    int members = standbys.stream().mapToInt(Bin::weight).sum();
    long wanted = (long) tasks.size() * copies;
    for (TaskId task : tasks) {
      Set<Integer> hosts = taken.computeIfAbsent(task, t -> new HashSet<>());
      for (int index : stateCopies.getOrDefault(task, List.of())) {
        Bin bin = standbys.get(index);
        boolean room = (long) bin.load() * members < wanted * bin.weight();
        if (hosts.size() <= copies && room && hosts.add(index)) {
          bin.put(task);
        }
      }
    }
    for (TaskId task : tasks) {
      Set<Integer> hosts = taken.computeIfAbsent(task, t -> new HashSet<>());
      while (hosts.size() <= copies) {
        Bin bin =
            standbys.stream()
                .filter(b -> !hosts.contains(b.index()))
                .min(
                    Comparator.comparingDouble((Bin b) -> (double) b.load() / b.weight())
                        .thenComparingInt(Bin::index))
                .orElseThrow();
        hosts.add(bin.index());
        bin.put(task);
      }
    }
  }

  private List<List<TaskId>> spreadOverMembers(ProcessView process) {
    List<Bin> active = activeByMember.get(process.index());
    List<List<TaskId>> perMember = new ArrayList<>();
    active.forEach(bin -> perMember.add(new ArrayList<>()));
    List<TaskId> tasks = standbys.get(process.index()).tasks().stream().sorted().toList();
    for (TaskId task : tasks) {
      Bin least =
          active.stream()
              .min(
                  Comparator.comparingInt((Bin b) -> b.load() + perMember.get(b.index()).size())
                      .thenComparingInt(Bin::index))
              .orElseThrow();
      perMember.get(least.index()).add(task);
    }
    return perMember;
  }
}
