package io.thalweg.streams.errors;

/** A source topic does not exist. */
public class MissingSourceTopicException extends StreamsException {
  /** Says what happened. */
  public MissingSourceTopicException(String message) {
    super(message);
  }
}
