package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** The store is gone for good, as the instance is shutting down. */
public class StateStoreNotAvailableException extends InvalidStateStoreException {
  /** Says what happened. */
  public StateStoreNotAvailableException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public StateStoreNotAvailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
