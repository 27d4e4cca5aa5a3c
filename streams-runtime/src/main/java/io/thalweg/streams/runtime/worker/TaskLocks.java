package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which stream thread of this process owns the state of a task. A thread that is given a task
 * another has not yet closed tries again in its next step. Safe from any thread.
 */
public final class TaskLocks {
  private final ConcurrentMap<TaskId, String> owners = new ConcurrentHashMap<>();

  /** Takes the task's state; false if another thread still has it. */
  boolean tryLock(TaskId task, String thread) {
    String owner = owners.putIfAbsent(task, thread);
    return owner == null || owner.equals(thread);
  }

  void unlock(TaskId task, String thread) {
    owners.remove(task, thread);
  }

  /** Whether some thread has it. */
  public boolean locked(TaskId task) {
    return owners.containsKey(task);
  }
}
