package io.thalweg.streams.errors;

import org.jspecify.annotations.Nullable;

/** There is no topology of that name. */
public class UnknownTopologyException extends StreamsException {
  /** Says what was asked of the topology {@code namedTopology}. */
  public UnknownTopologyException(String message, String namedTopology) {
    this(message, null, namedTopology);
  }

  /** Says what was asked of the topology {@code namedTopology}, and the cause. */
  public UnknownTopologyException(
      String message, @Nullable Throwable throwable, String namedTopology) {
    super(message + ": there is no topology named '" + namedTopology + "'.", throwable);
  }
}
