package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** Tasks could not be assigned. */
public class TaskAssignmentException extends StreamsException {
  /** Says what happened. */
  public TaskAssignmentException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public TaskAssignmentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Wraps what happened. */
  public TaskAssignmentException(Throwable cause) {
    super(cause);
  }
}
