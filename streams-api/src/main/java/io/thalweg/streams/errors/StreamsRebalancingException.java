package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** The instance is rebalancing; ask again later. */
public class StreamsRebalancingException extends InvalidStateStoreException {
  /** Says what happened. */
  public StreamsRebalancingException(String message) {
    super(message);
  }

  /** Says what happened and why. */
  public StreamsRebalancingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
