package io.thalweg.streams.runtime.output;

import io.thalweg.streams.errors.StreamsException;

/** Marks an error that a user's handler has seen, so that everything upstream lets it pass. */
public final class HandledFailure extends StreamsException {
  public HandledFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
