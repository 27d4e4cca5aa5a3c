package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** A store can not be used: it is not there, not open, or of another type. */
public class InvalidStateStoreException extends StreamsException {
  /** Says what happened. */
  public InvalidStateStoreException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public InvalidStateStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Wraps what happened. */
  public InvalidStateStoreException(Throwable cause) {
    super(cause);
  }
}
