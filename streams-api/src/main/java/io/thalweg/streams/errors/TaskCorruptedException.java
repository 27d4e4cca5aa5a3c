package io.thalweg.streams.errors;

import io.thalweg.streams.processor.TaskId;
import java.util.Set;
import org.apache.kafka.clients.consumer.InvalidOffsetException;

/** The state of tasks does not match its changelog any more and must be rebuilt. */
public class TaskCorruptedException extends StreamsException {
  private final Set<TaskId> corruptedTasks;

  /** Names the corrupted tasks. */
  public TaskCorruptedException(Set<TaskId> corruptedTasks) {
    super(message(corruptedTasks));
    this.corruptedTasks = corruptedTasks;
  }

  /** Names the corrupted tasks, found through an offset that is out of range. */
  public TaskCorruptedException(Set<TaskId> corruptedTasks, InvalidOffsetException cause) {
    super(message(corruptedTasks), cause);
    this.corruptedTasks = corruptedTasks;
  }

  /** Names the corrupted tasks, found through a failure of a store. */
  public TaskCorruptedException(Set<TaskId> corruptedTasks, ProcessorStateException cause) {
    super(message(corruptedTasks), cause);
    this.corruptedTasks = corruptedTasks;
  }

  private static String message(Set<TaskId> tasks) {
    return "Tasks " + tasks + " are corrupted and must be rebuilt from their changelogs.";
  }

  /** The corrupted tasks. */
  public Set<TaskId> corruptedTasks() {
    return corruptedTasks;
  }
}
