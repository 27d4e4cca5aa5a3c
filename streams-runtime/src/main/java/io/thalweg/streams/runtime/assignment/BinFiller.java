package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds tasks to bins so that in the end each bin holds the lower or the upper whole number of its
 * fair share, and as many tasks as possible stay where they were. Bins may hold tasks already (the
 * stateful ones, when the stateless follow), as long as those are within the same bounds.
 */
final class BinFiller {
  private final List<Bin> bins;
  // Tasks per unit of weight that every bin gets, and how many units get one more.
  private final int floor;
  private int extras;

  BinFiller(List<Bin> bins, int newTasks) {
    this.bins = bins;
    int weight = bins.stream().mapToInt(Bin::weight).sum();
    int total = newTasks + bins.stream().mapToInt(Bin::load).sum();
    this.floor = total / weight;
    this.extras = total % weight - bins.stream().mapToInt(bin -> Math.max(0, -needs(bin))).sum();
  }

  /**
   * @param tasks to place, in id order
   * @param stay the tasks that each bin, by index, may keep, the dearest first
   * @param copies for a task the bins, by index, that have a copy of its state, the best first
   * @param expected tasks that each bin, by index, will get later if nothing moves; breaks ties
   */
  void fill(
      Collection<TaskId> tasks,
      List<List<TaskId>> stay,
      Map<TaskId, List<Integer>> copies,
      int[] expected) {
    Map<TaskId, Bin> placed = new HashMap<>();
    keep(stay, placed, false);
    keep(stay, placed, true);
    List<TaskId> homeless = new ArrayList<>();
    for (TaskId task : tasks) {
      if (!placed.containsKey(task) && !toCopy(task, copies.getOrDefault(task, List.of()))) {
        homeless.add(task);
      }
    }
    for (TaskId task : homeless) {
      put(bestFor(task, expected), task);
    }
  }

  private void keep(List<List<TaskId>> stay, Map<TaskId, Bin> placed, boolean withExtras) {
    for (Bin bin : bins) {
      for (TaskId task : stay.get(bin.index())) {
        boolean room = withExtras ? hasRoom(bin) : needs(bin) > 0;
        if (room && !placed.containsKey(task)) {
          put(bin, task);
          placed.put(task, bin);
        }
      }
    }
  }

  private boolean toCopy(TaskId task, List<Integer> copies) {
    for (int index : copies) {
      Bin bin = bins.get(index);
      if (hasRoom(bin)) {
        put(bin, task);
        return true;
      }
    }
    return false;
  }

  private Bin bestFor(TaskId task, int[] expected) {
    Bin best = null;
    for (Bin bin : bins) {
      if (hasRoom(bin) && (best == null || better(bin, best, task, expected))) {
        best = bin;
      }
    }
    if (best == null) {
      throw new IllegalStateException("No member has room for task " + task);
    }
    return best;
  }

  /** Whether bin a should rather have the task than bin b; a comes after b. */
  private boolean better(Bin a, Bin b, TaskId task, int[] expected) {
    if (needs(a) > 0 != needs(b) > 0) {
      return needs(a) > 0;
    }
    int byLoad = compareShare(a, a.load(), b, b.load());
    if (byLoad != 0) {
      return byLoad < 0;
    }
    int byExpected = compareShare(a, expected[a.index()], b, expected[b.index()]);
    if (byExpected != 0) {
      return byExpected < 0;
    }
    return compareShare(a, a.loadOf(task.subtopology()), b, b.loadOf(task.subtopology())) < 0;
  }

  private static int compareShare(Bin a, int ofA, Bin b, int ofB) {
    return Long.compare((long) ofA * b.weight(), (long) ofB * a.weight());
  }

  /** How many tasks a bin must still get; negative if it has used extras. */
  private int needs(Bin bin) {
    return floor * bin.weight() - bin.load();
  }

  private boolean hasRoom(Bin bin) {
    return needs(bin) > 0 || (extras > 0 && -needs(bin) < bin.weight());
  }

  private void put(Bin bin, TaskId task) {
    if (needs(bin) <= 0) {
      extras--;
    }
    bin.put(task);
  }
}
