package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** A store failed to open, read, write or close. */
public class ProcessorStateException extends StreamsException {
  /** Says what happened. */
  public ProcessorStateException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public ProcessorStateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Wraps what happened. */
  public ProcessorStateException(Throwable cause) {
    super(cause);
  }
}
