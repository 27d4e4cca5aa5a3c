package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.processor.TaskId;
import java.util.function.Consumer;

/** What a restore thread is told. */
sealed interface RestoreMessage {
  /** The state is the restore thread's from now on. */
  record Submit(RestoreRequest request, Consumer<RestoreOutcome> replyTo)
      implements RestoreMessage {}

  /**
   * @param promoted whether it is for the task to become active here
   */
  record Cancel(TaskId taskId, boolean promoted) implements RestoreMessage {}

  /** Whether nothing is to be read until the opposite comes. */
  record Pause(boolean paused) implements RestoreMessage {}

  record Stop() implements RestoreMessage {}
}
