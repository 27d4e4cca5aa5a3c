package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.TaskMetadata;
import java.util.Set;
import java.util.function.Supplier;

/** What others may see of a stream thread. */
final class StateHolder implements Supplier<ThreadState> {
  // [stream thread writes, any thread reads]
  private volatile ThreadState state = ThreadState.CREATED;
  private volatile Set<TaskMetadata> tasks = Set.of();

  @Override
  public ThreadState get() {
    return state;
  }

  void set(ThreadState now) {
    state = now;
  }

  Set<TaskMetadata> tasks() {
    return tasks;
  }

  void setTasks(Set<TaskMetadata> now) {
    tasks = Set.copyOf(now);
  }
}
