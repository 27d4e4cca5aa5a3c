package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** A task of this thread belongs to another member of the group now. */
public class TaskMigratedException extends StreamsException {
  /** Says how it was found out. */
  public TaskMigratedException(String message) {
    this(message, null);
  }

  /** Says how it was found out, and the cause. */
  public TaskMigratedException(String message, @Nullable Throwable cause) {
    super(message + " Another member owns the tasks of this thread now; they are given up.", cause);
  }
}
