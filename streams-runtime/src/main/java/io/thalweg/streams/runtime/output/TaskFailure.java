package io.thalweg.streams.runtime.output;

import io.thalweg.streams.processor.TaskId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What went wrong, classified once; the worker's failure policy turns it into an action. */
public abstract sealed class TaskFailure extends RuntimeException {
  private TaskFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Worth another try until a deadline; nothing has been applied. */
  public static final class Retriable extends TaskFailure {
    public Retriable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** This member no longer owns its partitions or its transaction: drop the tasks and rejoin. */
  public static final class Migrated extends TaskFailure {
    public Migrated(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The transaction is gone but the tasks are still ours: forget what is uncommitted and replay
   * from the committed offsets.
   */
  public static final class Aborted extends TaskFailure {
    public Aborted(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The local state of these tasks cannot be read: rebuild it from the changelog. */
  public static final class Corrupted extends TaskFailure {
    private final transient Set<TaskId> tasks;

    public Corrupted(Set<TaskId> tasks, String message, Throwable cause) {
      super(message, cause);
      this.tasks = Set.copyOf(tasks);
    }

    /** The tasks whose state is to be rebuilt. */
    public Set<TaskId> tasks() {
      return tasks;
    }
  }

  /** Nothing to be done here: the uncaught exception handler decides. */
  public static final class Fatal extends TaskFailure {
    private final RuntimeException error;

    public Fatal(RuntimeException error) {
      super(String.valueOf(error.getMessage()), error);
      this.error = error;
    }

    /** What the user's handler is given. */
    public RuntimeException error() {
      return error;
    }
  }
}
