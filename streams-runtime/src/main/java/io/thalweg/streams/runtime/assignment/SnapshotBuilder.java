package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Makes a snapshot of what the members of a group said. */
final class SnapshotBuilder {
  private SnapshotBuilder() {}

  static ClusterSnapshot build(
      SortedMap<String, SubscriptionInfo> members, Claims claims, List<TaskSpec> tasks) {
    Map<String, Set<TaskId>> owned = new HashMap<>();
    Set<TaskId> known = new HashSet<>();
    for (TaskSpec task : tasks) {
      known.add(task.id());
      String owner = claims.owner(task.inputs());
      // Without partitions in hand, what a member says of its tasks is the next best knowledge.
      String last = owner == null ? whoSaysItRuns(members, task.id()) : owner;
      if (last != null) {
        owned.computeIfAbsent(last, member -> new HashSet<>()).add(task.id());
      }
    }
    List<ClusterSnapshot.Member> snapshots = new ArrayList<>();
    members.forEach(
        (id, info) ->
            snapshots.add(
                new ClusterSnapshot.Member(
                    id, info.processId(), owned.getOrDefault(id, Set.of()), state(info, known))));
    return new ClusterSnapshot(snapshots, tasks);
  }

  private static Map<TaskId, Long> state(SubscriptionInfo info, Set<TaskId> known) {
    Map<TaskId, Long> state = new HashMap<>(info.tasks().stateOnDisk());
    info.tasks().standby().forEach(task -> state.putIfAbsent(task, 0L));
    // Whoever runs a task has the newest copy.
    info.tasks().active().forEach(task -> state.put(task, Long.MAX_VALUE));
    state.keySet().retainAll(known);
    return state;
  }

  private static @Nullable String whoSaysItRuns(
      SortedMap<String, SubscriptionInfo> members, TaskId task) {
    for (Map.Entry<String, SubscriptionInfo> member : members.entrySet()) {
      if (member.getValue().tasks().active().contains(task)) {
        return member.getKey();
      }
    }
    return null;
  }
}
