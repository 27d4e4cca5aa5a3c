package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.TaskMetadata;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What others may see of a stream thread. */
final class StateHolder implements Supplier<ThreadState> {
  // [stream thread writes, any thread reads]
  private volatile ThreadState state = ThreadState.CREATED;
  private volatile Set<TaskMetadata> tasks = Set.of();
  private volatile Set<TaskMetadata> standbys = Set.of();
  private volatile List<StoreLog> written = List.of();
  private volatile long blockedNanos;

  @Override
  public ThreadState get() {
    return state;
  }

  void set(ThreadState now) {
    state = now;
  }

  /** For how long the thread has waited for Kafka, in polls and commits. */
  long blockedNanos() {
    return blockedNanos;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the stream thread writes
  void blocked(long nanos) {
    blockedNanos += nanos;
  }

  Set<TaskMetadata> tasks() {
    return tasks;
  }

  Set<TaskMetadata> standbys() {
    return standbys;
  }

  /** The logged stores of running tasks. */
  List<StoreLog> written() {
    return written;
  }

  void setWritten(List<StoreLog> now) {
    written = List.copyOf(now);
  }

  void setTasks(Set<TaskMetadata> active, Set<TaskMetadata> standby) {
    tasks = Set.copyOf(active);
    standbys = Set.copyOf(standby);
  }
}
