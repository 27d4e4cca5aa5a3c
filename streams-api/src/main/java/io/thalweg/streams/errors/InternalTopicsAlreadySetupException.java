package io.thalweg.streams.errors;

/** Internal topics are already set up, though they were to be created. */
public class InternalTopicsAlreadySetupException extends StreamsException {
  /** Says what happened. */
  public InternalTopicsAlreadySetupException(String message) {
    super(message);
  }
}
