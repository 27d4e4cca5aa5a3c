package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.Map;
import java.util.Set;

/**
 * What a member runs and has when it joins the group.
 *
 * @param active tasks that it runs
 * @param standby tasks of which it keeps the state up to date
 * @param stateOnDisk tasks whose state is on the process's disk and not in use by another member,
 *     with the sum of their changelog offsets (0 if unknown)
 * @param shutdownRequested whether it asks the whole application to stop
 */
public record LocalTaskInfo(
    Set<TaskId> active,
    Set<TaskId> standby,
    Map<TaskId, Long> stateOnDisk,
    boolean shutdownRequested) {
  public LocalTaskInfo {
    active = Set.copyOf(active);
    standby = Set.copyOf(standby);
    stateOnDisk = Map.copyOf(stateOnDisk);
  }
}
