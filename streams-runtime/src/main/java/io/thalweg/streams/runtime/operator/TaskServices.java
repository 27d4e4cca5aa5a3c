package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.processor.Cancellable;
import io.thalweg.streams.processor.PunctuationType;
import io.thalweg.streams.processor.Punctuator;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.stores.user.TaskEnvironment;
import java.io.File;

/** What a task does for the processors in it. Owner: the task's thread. */
public interface TaskServices {
  /** Calls {@code punctuator} every {@code intervalMs}, at once when stream time is known. */
  Cancellable schedule(long intervalMs, PunctuationType type, Punctuator punctuator);

  /** Calls {@code punctuator} at {@code firstMs} and every {@code intervalMs} from there on. */
  Cancellable schedule(long firstMs, long intervalMs, PunctuationType type, Punctuator punctuator);

  /** Asks for a commit soon. */
  void requestCommit();

  /** The highest timestamp seen, -1 before the first. */
  long streamTime();

  /** The wall-clock time in ms. */
  long wallClockTime();

  /** A store of the task. */
  StateStore store(String name);

  /** The directory of the task's state. */
  File stateDir();

  /** What the application has for user code. */
  TaskEnvironment environment();
}
