package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.AssignmentError;
import io.thalweg.streams.runtime.assignment.LocalTaskInfo;
import io.thalweg.streams.runtime.assignment.MemberAssignment;
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
  private Set<TaskId> current = Set.of();

  /** Which tasks have state on this process's disk that nobody uses. */
  public interface TaskDisk {
    Map<TaskId, Long> unused();
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
    return new LocalTaskInfo(current, Set.of(), disk.unused(), false);
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
  void report(Set<TaskId> tasks) {
    current = Set.copyOf(tasks);
  }
}
