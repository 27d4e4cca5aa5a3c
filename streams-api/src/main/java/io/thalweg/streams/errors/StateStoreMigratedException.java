package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** The store moved to another instance; find out where and ask again. */
public class StateStoreMigratedException extends InvalidStateStoreException {
  /** Says what happened. */
  public StateStoreMigratedException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public StateStoreMigratedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
