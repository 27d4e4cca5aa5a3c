package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.runtime.restore.RestoreOutcome;

/** What other threads tell a stream thread, through its mailbox. */
public sealed interface Command {
  /** A restore has ended, and the state is back. */
  record Restored(RestoreOutcome outcome) implements Command {}

  /**
   * Commit, close and end.
   *
   * @param leaveGroup whether to leave the consumer group even as a static member
   */
  record Shutdown(boolean leaveGroup) implements Command {}

  /** Stop processing, keep the tasks; or go on. */
  record Pause(boolean paused) implements Command {}
}
