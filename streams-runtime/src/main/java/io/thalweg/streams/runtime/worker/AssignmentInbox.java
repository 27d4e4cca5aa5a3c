package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.AssignmentError;
import io.thalweg.streams.runtime.assignment.LocalTaskInfo;
import io.thalweg.streams.runtime.assignment.MemberAssignment;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the assignor, which the consumer makes and calls, and the rest of the stream
 * thread. Owner: the stream thread.
 */
public final class AssignmentInbox {
  private final TaskDisk disk;

  // [stream thread]
  private @Nullable MemberAssignment latest;
  private @Nullable AssignmentError error;
  private Set<TaskId> active = Set.of();
  private Set<TaskId> standby = Set.of();

  /** The state on this process's disk. */
  public interface TaskDisk {
    /** Tasks whose state nobody uses. */
    Map<TaskId, Long> unused();

    /** The sum of the changelog offsets up to which the state of a standby is loaded. */
    long offsets(TaskId standby);
  }

  public AssignmentInbox(TaskDisk disk) {
    this.disk = disk;
  }

  /** The assignor has decoded an assignment. */
  public void accept(MemberAssignment assignment) {
    latest = assignment;
    error = assignment.error().orElse(null);
  }

  /** The assignor asks what to tell the leader. */
  public LocalTaskInfo localTasks() {
    Map<TaskId, Long> state = new HashMap<>(disk.unused());
    standby.forEach(task -> state.put(task, disk.offsets(task)));
    return new LocalTaskInfo(active, standby, state, false);
  }

  @Nullable MemberAssignment latest() {
    return latest;
  }

  @Nullable AssignmentError takeError() {
    AssignmentError taken = error;
    error = null;
    return taken;
  }

  /** The tasks that this thread has now. */
  void report(Set<TaskId> activeTasks, Set<TaskId> standbyTasks) {
    active = Set.copyOf(activeTasks);
    standby = Set.copyOf(standbyTasks);
  }
}
