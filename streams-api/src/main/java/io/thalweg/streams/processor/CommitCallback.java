package io.thalweg.streams.processor;

import java.io.IOException;

/** Called by the runtime when a task commits. */
@FunctionalInterface
public interface CommitCallback {
  /**
   * Makes the state that is to survive durable.
   *
   * @throws IOException if it can not be written
   */
  void onCommit() throws IOException;
}
