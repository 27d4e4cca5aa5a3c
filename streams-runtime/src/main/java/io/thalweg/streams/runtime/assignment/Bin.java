package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process or a member while a plan is made. Used by the planning thread only. */
final class Bin {
  private final int index;
  private final int weight;
  private final List<TaskId> tasks = new ArrayList<>();
  private final Map<Integer, Integer> perSubtopology = new HashMap<>();

  /**
   * @param index its place among its peers, which breaks ties
   * @param weight how many shares of the work it takes
   */
  Bin(int index, int weight) {
    this.index = index;
    this.weight = weight;
  }

  void put(TaskId task) {
    tasks.add(task);
    perSubtopology.merge(task.subtopology(), 1, Integer::sum);
  }

  int index() {
    return index;
  }

  int weight() {
    return weight;
  }

  int load() {
    return tasks.size();
  }

  /** How many tasks of a subtopology it has. */
  int loadOf(int subtopology) {
    return perSubtopology.getOrDefault(subtopology, 0);
  }

  List<TaskId> tasks() {
    return tasks;
  }
}
