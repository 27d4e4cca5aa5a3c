package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.ClusterSnapshot.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides who runs what: a pure function of a snapshot. Its promises:
 *
 * <ul>
 *   <li>Numbers of tasks differ by at most one between any two members, of all tasks and of
 *       stateful tasks alone.
 *   <li>No stateful task leaves a process unless that balance asks for it; a task that has to move
 *       goes to a process with a copy of its state if one has room.
 *   <li>Within a process a task stays with its member in the same way.
 *   <li>A plan that is carried out and made again is the same plan.
 * </ul>
 *
 * <p>Stateful tasks are placed first, then the others on top of them; each time over processes, by
 * their number of members, and then over the members of each process.
 */
public final class AssignmentPlanner {
  private final ClusterSnapshot snapshot;
  private final int subtopologies;
  private final List<ProcessView> processes;
  // Of each stateful task, the processes that have its state, the best first.
  private final Map<TaskId, List<Integer>> stateCopies;
  private final List<Bin> processBins = new ArrayList<>();
  private final List<List<Bin>> memberBins = new ArrayList<>();
  // Of members of dead processes nothing is in the snapshot, so their tasks have no owner here.
  private final Map<TaskId, Member> owners = new HashMap<>();

  private AssignmentPlanner(ClusterSnapshot snapshot) {
    this.snapshot = snapshot;
    this.subtopologies =
        1 + snapshot.tasks().stream().mapToInt(task -> task.id().subtopology()).max().orElse(0);
    this.processes = ProcessView.of(snapshot.members());
    this.stateCopies = ProcessView.copies(processes);
    for (ProcessView process : processes) {
      processBins.add(new Bin(process.index(), process.members().size()));
      List<Bin> bins = new ArrayList<>();
      process.members().forEach(member -> bins.add(new Bin(bins.size(), 1)));
      memberBins.add(bins);
    }
    for (Member member : snapshot.members()) {
      member.previousActive().forEach(task -> owners.putIfAbsent(task, member));
    }
  }

  /** Makes a plan for every member of the snapshot. */
  public static Plan plan(ClusterSnapshot snapshot, PlanSettings settings) {
    if (snapshot.members().isEmpty()) {
      return new Plan(new TreeMap<>());
    }
    AssignmentPlanner planner = new AssignmentPlanner(snapshot);
    planner.place(true);
    planner.place(false);
    List<List<List<TaskId>>> standbys =
        new StandbyPlanner(planner.processes, planner.processBins, planner.memberBins)
            .place(planner.tasks(true), planner.stateCopies, settings.standbyReplicas());
    return planner.result(standbys);
  }

  private List<TaskId> tasks(boolean stateful) {
    return snapshot.tasks().stream()
        .filter(task -> task.stateful() == stateful)
        .map(TaskSpec::id)
        .toList();
  }

  private void place(boolean stateful) {
    List<TaskId> tasks = tasks(stateful);
    int[] before = processBins.stream().mapToInt(Bin::load).toArray();
    Map<TaskId, List<Integer>> copies = stateful ? stateCopies : Map.of();
    new BinFiller(processBins, tasks.size())
        .fill(tasks, processStays(tasks, copies), copies, stateful ? laterLoad() : zeros());
    for (ProcessView process : processes) {
      List<TaskId> all = processBins.get(process.index()).tasks();
      placeWithin(process, List.copyOf(all.subList(before[process.index()], all.size())));
    }
  }

  private void placeWithin(ProcessView process, List<TaskId> tasks) {
    List<List<TaskId>> stays = new ArrayList<>();
    Set<TaskId> placed = new HashSet<>(tasks);
    for (Member member : process.members()) {
      stays.add(ownedBy(member, placed));
    }
    List<TaskId> sorted = tasks.stream().sorted().toList();
    List<Bin> bins = memberBins.get(process.index());
    new BinFiller(bins, sorted.size()).fill(sorted, stays, Map.of(), new int[bins.size()]);
  }

  private List<TaskId> ownedBy(Member member, Set<TaskId> among) {
    return member.previousActive().stream()
        .filter(task -> among.contains(task) && member.equals(owners.get(task)))
        .sorted()
        .toList();
  }

  /**
   * The tasks that each process may keep, the dearest first: those that would find no copy of their
   * state elsewhere; then such that its members keep equal numbers and a mix of subtopologies.
   */
  private List<List<TaskId>> processStays(List<TaskId> tasks, Map<TaskId, List<Integer>> copies) {
    Set<TaskId> among = new HashSet<>(tasks);
    boolean[] spare = withSpareRoom(among);
    List<List<TaskId>> stays = new ArrayList<>();
    for (ProcessView process : processes) {
      List<Stay> order = new ArrayList<>();
      for (int i = 0; i < process.members().size(); i++) {
        Map<Integer, Integer> seen = new HashMap<>();
        for (TaskId task : ownedBy(process.members().get(i), among)) {
          boolean homeElsewhere =
              copies.getOrDefault(task, List.of()).stream()
                  .anyMatch(index -> index != process.index() && spare[index]);
          int rank = seen.merge(task.subtopology(), 1, Integer::sum);
          order.add(new Stay(task, homeElsewhere, rank, i));
        }
      }
      stays.add(rankPerMember(process, order));
    }
    return stays;
  }

  /** Processes that run less of these tasks than their share. */
  private boolean[] withSpareRoom(Set<TaskId> tasks) {
    boolean[] spare = new boolean[processes.size()];
    for (ProcessView process : processes) {
      int owned = process.members().stream().mapToInt(m -> ownedBy(m, tasks).size()).sum();
      spare[process.index()] =
          (long) owned * snapshot.members().size() < (long) tasks.size() * process.members().size();
    }
    return spare;
  }

  private List<TaskId> rankPerMember(ProcessView process, List<Stay> stays) {
    // Which subtopology loses a task first differs from process to process.
    Comparator<Stay> mix =
        Comparator.comparing(Stay::homeElsewhere)
            .thenComparing(Stay::rankInSubtopology)
            .thenComparing(stay -> rotated(stay.task(), process.index()))
            .thenComparing(Stay::task);
    List<Stay> sorted = stays.stream().sorted(mix).toList();
    int[] next = memberBins.get(process.index()).stream().mapToInt(Bin::load).toArray();
    Map<TaskId, Integer> ranks = new HashMap<>();
    sorted.forEach(stay -> ranks.put(stay.task(), next[stay.member()]++));
    return sorted.stream()
        .sorted(
            Comparator.comparing(Stay::homeElsewhere)
                .thenComparing(stay -> ranks.getOrDefault(stay.task(), 0)))
        .map(Stay::task)
        .toList();
  }

  private int rotated(TaskId task, int by) {
    return Math.floorMod(task.subtopology() - by, subtopologies);
  }

  /** How many stateless tasks each process will have if none of them moves. */
  private int[] laterLoad() {
    Set<TaskId> stateless = new HashSet<>(tasks(false));
    return processes.stream()
        .mapToInt(
            process -> process.members().stream().mapToInt(m -> ownedBy(m, stateless).size()).sum())
        .toArray();
  }

  private int[] zeros() {
    return new int[processes.size()];
  }

  private Plan result(List<List<List<TaskId>>> standbys) {
    SortedMap<String, Plan.MemberTasks> members = new TreeMap<>();
    for (ProcessView process : processes) {
      for (int i = 0; i < process.members().size(); i++) {
        List<TaskId> active = memberBins.get(process.index()).get(i).tasks();
        List<TaskId> standby = standbys.get(process.index()).get(i);
        members.put(
            process.members().get(i).id(),
            new Plan.MemberTasks(
                active.stream().sorted().toList(), standby.stream().sorted().toList()));
      }
    }
    return new Plan(members);
  }

  /** A task that a process could keep; {@code rankInSubtopology} counts per member. */
  private record Stay(TaskId task, boolean homeElsewhere, int rankInSubtopology, int member) {}
}
