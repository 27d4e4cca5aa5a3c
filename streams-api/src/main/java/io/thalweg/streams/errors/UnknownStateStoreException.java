package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** There is no store of that name. */
public class UnknownStateStoreException extends InvalidStateStoreException {
  /** Says what happened. */
  public UnknownStateStoreException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public UnknownStateStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
