package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.restore.RestoreProgress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tasks with state on this process's disk. */
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

  @Override
  public long offsets(TaskId standby) {
    return state.restores().progress().getOrDefault(standby, List.of()).stream()
        .mapToLong(RestoreProgress::position)
        .sum();
  }
}
