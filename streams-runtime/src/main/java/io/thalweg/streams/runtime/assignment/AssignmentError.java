package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.errors.MissingSourceTopicException;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.errors.TaskAssignmentException;
import io.thalweg.streams.errors.TopologyException;

/**
 * Why the leader could not give a member work.
 *
 * @param message names topics and numbers and says what to do
 */
public record AssignmentError(Code code, String message) {
  private static final String TOPOLOGY_PREFIX = "Invalid topology: ";

  /** What kind of error; the ids are part of the wire format. */
  public enum Code {
    /** A source topic of the user does not exist. */
    MISSING_SOURCE_TOPICS(1),
    /** An internal topic could not be made or has the wrong number of partitions. */
    INTERNAL_TOPICS(2),
    /** The topics do not fit the topology. */
    TOPOLOGY(3),
    /** The leader could not read what this member sent, or found nothing to plan with. */
    ASSIGNMENT(4),
    /** Some member asked the whole application to stop. */
    SHUTDOWN_REQUESTED(5);

    private final byte id;

    Code(int id) {
      this.id = (byte) id;
    }

    byte id() {
      return id;
    }

    static Code of(byte id) {
      for (Code code : values()) {
        if (code.id == id) {
          return code;
        }
      }
      throw new TaskAssignmentException("The leader sent an unknown error code: " + id);
    }
  }

  static AssignmentError of(StreamsException failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new AssignmentError(codeOf(failure), withoutPrefix(message));
  }

  /** {@link TopologyException} puts its prefix before any message: once is enough. */
  private static String withoutPrefix(String message) {
    return message.startsWith(TOPOLOGY_PREFIX)
        ? message.substring(TOPOLOGY_PREFIX.length())
        : message;
  }

  private static Code codeOf(StreamsException failure) {
    if (failure instanceof MissingSourceTopicException) {
      return Code.MISSING_SOURCE_TOPICS;
    }
    if (failure instanceof TopologyException) {
      return Code.TOPOLOGY;
    }
    return failure instanceof TaskAssignmentException ? Code.ASSIGNMENT : Code.INTERNAL_TOPICS;
  }

  /** The error as the exception that a member's thread fails with. */
  public StreamsException exception() {
    return switch (code) {
      case MISSING_SOURCE_TOPICS -> new MissingSourceTopicException(message);
      case INTERNAL_TOPICS -> new StreamsException(message);
      case TOPOLOGY -> new TopologyException(message);
      case ASSIGNMENT, SHUTDOWN_REQUESTED -> new TaskAssignmentException(message);
    };
  }
}
