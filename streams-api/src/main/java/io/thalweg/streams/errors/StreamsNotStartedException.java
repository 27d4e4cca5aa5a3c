package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** The instance is not started yet; call {@code start} and ask again. */
public class StreamsNotStartedException extends InvalidStateStoreException {
  /** Says what happened. */
  public StreamsNotStartedException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public StreamsNotStartedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
