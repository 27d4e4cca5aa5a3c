package io.thalweg.streams.processor;

import io.thalweg.streams.errors.TaskIdFormatException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The id of a task: subtopology, partition and, for named topologies, the topology's name. */
public class TaskId implements Comparable<TaskId> {
  /** Stands between the name of a topology and the rest of the id. */
  public static final String NAMED_TOPOLOGY_DELIMITER = "__";

  private final int subtopology;
  private final int partition;
  private final @Nullable String topologyName;

  /** Makes the id of the task that runs {@code subtopology} on {@code partition}. */
  public TaskId(int subtopology, int partition) {
    this(subtopology, partition, null);
  }

  /** Makes the id of a task of the topology {@code topologyName}, null or empty for none. */
  public TaskId(int subtopology, int partition, @Nullable String topologyName) {
    this.subtopology = subtopology;
    this.partition = partition;
    this.topologyName = topologyName == null || topologyName.isEmpty() ? null : topologyName;
  }

  /** The index of the subtopology. */
  public int subtopology() {
    return subtopology;
  }

  /** The partition. */
  public int partition() {
    return partition;
  }

  /** The name of the topology, or null if it has none. */
  public @Nullable String topologyName() {
    return topologyName;
  }

  /**
   * Reads an id as {@link #toString()} writes it.
   *
   * @throws TaskIdFormatException if {@code taskIdStr} is not an id
   */
  public static TaskId parse(@Nullable String taskIdStr) {
    if (taskIdStr == null) {
      throw new TaskIdFormatException("null");
    }
    try {
      int nameEnd = taskIdStr.indexOf(NAMED_TOPOLOGY_DELIMITER);
      String name = nameEnd < 0 ? null : taskIdStr.substring(0, nameEnd);
      String numbers =
          nameEnd < 0
              ? taskIdStr
              : taskIdStr.substring(nameEnd + NAMED_TOPOLOGY_DELIMITER.length());
      int split = numbers.indexOf('_');
      return new TaskId(
          Integer.parseInt(numbers.substring(0, split)),
          Integer.parseInt(numbers.substring(split + 1)),
          name);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new TaskIdFormatException(taskIdStr, e);
    }
  }

  /**
   * Orders by topology name, subtopology, partition.
   *
   * @throws IllegalStateException if one of the two has a topology name and the other has none
   */
  @Override
  public int compareTo(TaskId other) {
    if (topologyName != null && other.topologyName != null) {
      int byName = topologyName.compareTo(other.topologyName);
      if (byName != 0) {
        return byName;
      }
    } else if (topologyName != null || other.topologyName != null) {
      throw new IllegalStateException(
          "Task ids " + this + " and " + other + " do not compare: only one names its topology.");
    }
    int bySubtopology = Integer.compare(subtopology, other.subtopology);
    return bySubtopology != 0 ? bySubtopology : Integer.compare(partition, other.partition);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskId that
        && subtopology == that.subtopology
        && partition == that.partition
        && Objects.equals(topologyName, that.topologyName);
  }

  @Override
  public int hashCode() {
    return Objects.hash(subtopology, partition, topologyName);
  }

  @Override
  public String toString() {
    String numbers = subtopology + "_" + partition;
    return topologyName == null ? numbers : topologyName + NAMED_TOPOLOGY_DELIMITER + numbers;
  }
}
