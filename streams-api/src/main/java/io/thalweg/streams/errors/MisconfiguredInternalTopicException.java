package io.thalweg.streams.errors;

/** An internal topic has configs it must not have. */
public class MisconfiguredInternalTopicException extends StreamsException {
  /** Says what happened. */
  public MisconfiguredInternalTopicException(String message) {
    super(message);
  }
}
