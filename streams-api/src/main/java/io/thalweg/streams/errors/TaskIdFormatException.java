package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** A text is not the id of a task. */
public class TaskIdFormatException extends StreamsException {
  /** Names the text. */
  public TaskIdFormatException(String message) {
    super(describe(message));
  }

  /** Names the text and says what is wrong with it. */
  public TaskIdFormatException(String message, @Nullable Throwable cause) {
    super(describe(message), cause);
  }

  /** Says what is wrong with the text. */
  public TaskIdFormatException(Throwable cause) {
    super("A task id must have the form <subtopology>_<partition>.", cause);
  }

  private static String describe(String text) {
    return "'" + text + "' is no task id; it must have the form <subtopology>_<partition>.";
  }
}
