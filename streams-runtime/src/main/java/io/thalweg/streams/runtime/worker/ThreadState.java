package io.thalweg.streams.runtime.worker;

import java.util.EnumSet;
import java.util.Set;

/** The states of a stream thread, named as in Kafka Streams. */
public enum ThreadState {
  /** Made, not stepped yet. */
  CREATED,
  /** Subscribed, waiting for its first assignment. */
  STARTING,
  /** Partitions were taken away; more changes may follow. */
  PARTITIONS_REVOKED,
  /** Partitions were given; tasks are being made or restored. */
  PARTITIONS_ASSIGNED,
  /** Every task processes. */
  RUNNING,
  /** Told to stop, or failed: committing and closing. */
  PENDING_SHUTDOWN,
  /** Everything is closed. */
  DEAD;

  private Set<ThreadState> next() {
    return switch (this) {
      case CREATED -> EnumSet.of(STARTING, PENDING_SHUTDOWN);
      case STARTING -> EnumSet.of(PARTITIONS_REVOKED, PARTITIONS_ASSIGNED, PENDING_SHUTDOWN);
      case PARTITIONS_REVOKED ->
          EnumSet.of(PARTITIONS_REVOKED, PARTITIONS_ASSIGNED, PENDING_SHUTDOWN);
      case PARTITIONS_ASSIGNED ->
          EnumSet.of(PARTITIONS_REVOKED, PARTITIONS_ASSIGNED, RUNNING, PENDING_SHUTDOWN);
      case RUNNING ->
          EnumSet.of(RUNNING, PARTITIONS_REVOKED, PARTITIONS_ASSIGNED, PENDING_SHUTDOWN);
      case PENDING_SHUTDOWN -> EnumSet.of(DEAD);
      case DEAD -> EnumSet.noneOf(ThreadState.class);
    };
  }

  /** Whether a thread may go from here to {@code target}. */
  public boolean mayBecome(ThreadState target) {
    return next().contains(target);
  }

  /** Whether the thread takes part in processing or is about to. */
  public boolean alive() {
    return this != PENDING_SHUTDOWN && this != DEAD;
  }
}
