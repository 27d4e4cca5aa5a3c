package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** A topology is not valid. */
public class TopologyException extends StreamsException {
  /** Says what is wrong with the topology. */
  public TopologyException(String message) {
    super("Invalid topology: " + message);
  }

  /** Says what is wrong with the topology and why. */
  public TopologyException(String message, @Nullable Throwable cause) {
    super("Invalid topology: " + message, cause);
  }

  /** Wraps what is wrong with the topology. */
  public TopologyException(Throwable cause) {
    super(cause);
  }
}
