package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** A state directory is locked by another thread or process. */
public class LockException extends StreamsException {
  /** Says what happened. */
  public LockException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public LockException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Wraps what happened. */
  public LockException(Throwable cause) {
    super(cause);
  }
}
