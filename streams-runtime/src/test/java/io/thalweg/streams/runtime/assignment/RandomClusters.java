package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.ClusterSnapshot.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Clusters drawn from a seed. */
final class RandomClusters {
  private RandomClusters() {}

  /**
   * @param withPast whether members had tasks before, in any distribution, and old state on disk
   */
  static ClusterSnapshot cluster(Random random, boolean withPast) {
    List<TaskSpec> tasks = new ArrayList<>();
    int subtopologies = 1 + random.nextInt(4);
    for (int subtopology = 0; subtopology < subtopologies; subtopology++) {
      tasks.addAll(tasks(subtopology, 1 + random.nextInt(12), random.nextInt(3) > 0));
    }
    List<Member> members = new ArrayList<>();
    int processes = 1 + random.nextInt(6);
    for (int process = 0; process < processes; process++) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      int threads = 1 + random.nextInt(4);
      for (int thread = 0; thread < threads; thread++) {
        members.add(emptyMember(id, "member-" + random.nextInt(1000) + "-" + members.size()));
      }
    }
    return withPast ? withPast(random, members, tasks) : new ClusterSnapshot(members, tasks);
  }

  private static ClusterSnapshot withPast(
      Random random, List<Member> members, List<TaskSpec> tasks) {
    Map<String, Set<TaskId>> active = new HashMap<>();
    Map<String, Map<TaskId, Long>> state = new HashMap<>();
    int favourites = 1 + random.nextInt(members.size());
    for (TaskSpec task : tasks) {
      String owner = members.get(random.nextInt(favourites)).id();
      if (random.nextInt(5) > 0) {
        active.computeIfAbsent(owner, m -> new HashSet<>()).add(task.id());
      }
      String copy = members.get(random.nextInt(members.size())).id();
      if (random.nextInt(3) == 0) {
        state.computeIfAbsent(copy, m -> new HashMap<>()).put(task.id(), (long) random.nextInt(9));
      }
    }
    return new ClusterSnapshot(
        members.stream()
            .map(
                m ->
                    new Member(
                        m.id(),
                        m.processId(),
                        active.getOrDefault(m.id(), Set.of()),
                        state.getOrDefault(m.id(), Map.of())))
            .toList(),
        tasks);
  }

  static List<TaskSpec> tasks(int subtopology, int count, boolean stateful) {
    return IntStream.range(0, count)
        .mapToObj(
            partition ->
                new TaskSpec(
                    new TaskId(subtopology, partition),
                    stateful,
                    List.of(new TopicPartition("topic-" + subtopology, partition))))
        .toList();
  }

  static Member emptyMember(UUID process, String id) {
    return new Member(id, process, Set.of(), Map.of());
  }

  /** The cluster after a plan: members run their tasks and have their state on disk. */
  static ClusterSnapshot carriedOut(ClusterSnapshot cluster, Plan plan) {
    List<Member> members = new ArrayList<>();
    for (Member member : cluster.members()) {
      Plan.MemberTasks tasks = plan.of(member.id());
      Map<TaskId, Long> state = new HashMap<>(member.stateOnDisk());
      tasks.standby().forEach(task -> state.put(task, 10L));
      tasks.active().forEach(task -> state.put(task, 11L));
      members.add(new Member(member.id(), member.processId(), Set.copyOf(tasks.active()), state));
    }
    return new ClusterSnapshot(members, cluster.tasks());
  }
}
