package io.thalweg.streams.errors;

import io.thalweg.streams.processor.TaskId;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The root of the exceptions of this library. */
public class StreamsException extends KafkaException {
  private @Nullable TaskId taskId; // owner: the thread that throws it

  /** Says what happened. */
  public StreamsException(String message) {
    super(message);
  }

  /** Says what happened, in which task. */
  public StreamsException(String message, TaskId taskId) {
    super(message);
    this.taskId = taskId;
  }

  /** Says what happened and why. */
  public StreamsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Says what happened and why, in which task. */
  public StreamsException(String message, @Nullable Throwable cause, TaskId taskId) {
    super(message, cause);
    this.taskId = taskId;
  }

  /** Wraps what happened. */
  public StreamsException(Throwable cause) {
    super(cause);
  }

  /** Wraps what happened, in which task. */
  public StreamsException(Throwable cause, TaskId taskId) {
    super(cause);
    this.taskId = taskId;
  }

  /** The task in which it happened; empty if it was in none, or not known. */
  public Optional<TaskId> taskId() {
    return Optional.ofNullable(taskId);
  }

  /** Sets the task in which it happened. */
  public void setTaskId(TaskId taskId) {
    this.taskId = taskId;
  }
}
