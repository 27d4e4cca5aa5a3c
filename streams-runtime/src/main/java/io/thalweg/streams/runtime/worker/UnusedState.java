package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import java.util.Map;
import java.util.TreeMap;

/** Tasks with state on this process's disk that no thread has open. */
record UnusedState(ThreadAssembly.State state) implements AssignmentInbox.TaskDisk {
  @Override
  public Map<TaskId, Long> unused() {
    Map<TaskId, Long> unused = new TreeMap<>();
    for (TaskId task : state.directory().taskDirectories()) {
      if (!state.locks().locked(task)) {
        unused.put(task, 0L);
      }
    }
    return unused;
  }
}
