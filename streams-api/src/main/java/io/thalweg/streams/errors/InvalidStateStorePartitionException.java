package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** The partition asked for does not exist in the store. */
public class InvalidStateStorePartitionException extends InvalidStateStoreException {
  /** Says what happened. */
  public InvalidStateStorePartitionException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public InvalidStateStorePartitionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
