package io.thalweg.streams.errors;

import java.util.List;

/** Internal topics that must be there are not. */
public class MissingInternalTopicsException extends StreamsException {
  private final List<String> topics;

  /** Says what happened, and which topics are missing. */
  public MissingInternalTopicsException(String message, List<String> topics) {
    super(message);
    this.topics = List.copyOf(topics);
  }

  /** The missing topics. */
  public List<String> topics() {
    return topics;
  }
}
