package io.thalweg.streams.runtime.global;

import io.thalweg.streams.processor.Cancellable;
import io.thalweg.streams.processor.PunctuationType;
import io.thalweg.streams.processor.Punctuator;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.runtime.operator.TaskServices;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.directory.StateDirectory;
import io.thalweg.streams.stores.user.TaskEnvironment;
import java.io.File;
import org.apache.kafka.common.utils.Time;

/** What processors of global stores can ask for: less than those of a task. */
record GlobalServices(
    TaskState state, Time time, StateDirectory directory, TaskEnvironment environment)
    implements TaskServices {

  @Override
  public Cancellable schedule(long intervalMs, PunctuationType type, Punctuator punctuator) {
    throw noPunctuation();
  }

  @Override
  public Cancellable schedule(
      long firstMs, long intervalMs, PunctuationType type, Punctuator punctuator) {
    throw noPunctuation();
  }

  private static UnsupportedOperationException noPunctuation() {
    return new UnsupportedOperationException(
        "The processor of a global store cannot schedule punctuations");
  }

  /** Global stores are committed when it is time. */
  @Override
  public void requestCommit() {}

  @Override
  public long streamTime() {
    throw new UnsupportedOperationException(
        "There is no concept of stream-time for a global processor.");
  }

  @Override
  public long wallClockTime() {
    return time.milliseconds();
  }

  @Override
  public StateStore store(String name) {
    return state.store(name);
  }

  @Override
  public File stateDir() {
    return directory.globalDirectory().toFile();
  }
}
