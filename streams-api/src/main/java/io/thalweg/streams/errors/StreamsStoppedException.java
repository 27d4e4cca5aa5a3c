package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** The instance has stopped and answers no queries any more. */
public class StreamsStoppedException extends InvalidStateStoreException {
  /** Says what happened. */
  public StreamsStoppedException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public StreamsStoppedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
