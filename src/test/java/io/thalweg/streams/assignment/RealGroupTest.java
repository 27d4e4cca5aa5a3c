package io.thalweg.streams.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.MissingSourceTopicException;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.AssignmentTopology;
import io.thalweg.streams.runtime.assignment.InternalTopic;
import io.thalweg.streams.runtime.assignment.SubtopologyTopics;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithKafka
class RealGroupTest {
  private static final UUID A = new UUID(1, 1);
  private static final UUID B = new UUID(2, 2);

  private final List<GroupMember> members = new ArrayList<>();

  @AfterEach
  void closeMembers() {
    members.forEach(GroupMember::close);
  }

  @Test
  void whenMembersComeAndGoTasksAreBalancedAndWhatIsKeptIsNeverRevoked(KafkaCluster kafka)
      throws Exception {
    String app = kafka.uniqueName("group");
    String input = kafka.uniqueName("input");
    kafka.createTopic(input, 6);
    String repartition = app + "-r-repartition";
    AssignmentTopology topology = topology(app, input, repartition);

    GroupMember a1 = join(kafka, topology, A, input, repartition);
    pollUntil(() -> tasksInAll().size() == 12 && settled());
    GroupMember a2 = join(kafka, topology, A, input, repartition);
    GroupMember b = join(kafka, topology, B, input, repartition);
    pollUntil(() -> balanced(4) && settled());
    assertEquals(8, a1.tasks().size() + a2.tasks().size(), "two thirds on the larger process");
    String changelog = app + "-s-changelog";
    kafka
        .admin()
        .describeTopics(List.of(changelog))
        .allTopicNames()
        .get()
        .values()
        .forEach(topic -> assertEquals(6, topic.partitions().size(), topic.name()));

    members.forEach(GroupMember::forget);
    Set<TopicPartition> keptByA1 = a1.partitions();
    Set<TopicPartition> keptByB = b.partitions();
    members.remove(a2);
    a2.close();
    pollUntil(() -> balanced(6) && settled());
    for (GroupMember member : members) {
      assertEquals(Set.of(), member.revoked, "nobody lets go of anything when a member leaves");
      assertEquals(Set.of(), member.lost);
    }
    assertTrue(a1.partitions().containsAll(keptByA1) && b.partitions().containsAll(keptByB));

    GroupMember late = join(kafka, topology, B, input, repartition);
    Set<TopicPartition> before = new HashSet<>(a1.partitions());
    before.addAll(b.partitions());
    pollUntil(() -> balanced(4) && settled());
    Set<TopicPartition> revoked = new HashSet<>(a1.revoked);
    revoked.addAll(b.revoked);
    assertEquals(Set.copyOf(late.partitions()), revoked, "only what the new member got");
    assertEquals(12, before.size());
  }

  @Test
  void whenASourceTopicIsMissingEveryMemberOfTheGroupHears(KafkaCluster kafka) {
    String app = kafka.uniqueName("missing");
    String input = kafka.uniqueName("nowhere");
    AssignmentTopology topology = topology(app, input, app + "-r-repartition");
    GroupMember first = join(kafka, topology, A, input);
    GroupMember second = join(kafka, topology, B, input);
    pollUntil(() -> failed(first) && failed(second));

    for (GroupMember member : members) {
      var error = member.assignments.get(member.assignments.size() - 1).error().orElseThrow();
      assertInstanceOf(MissingSourceTopicException.class, error.exception());
      assertTrue(error.message().contains(input), error.message());
    }
  }

  private static boolean failed(GroupMember member) {
    return !member.assignments.isEmpty()
        && member.assignments.get(member.assignments.size() - 1).error().isPresent();
  }

  private static AssignmentTopology topology(String app, String input, String repartition) {
    InternalTopic topic = InternalTopic.repartition(repartition, OptionalInt.empty());
    String changelog = app + "-s-changelog";
    return new AssignmentTopology(
        app,
        List.of(
            new SubtopologyTopics(
                0, Set.of(input), List.of(), Map.of(), Set.of(repartition), Map.of(), false),
            new SubtopologyTopics(
                1,
                Set.of(),
                List.of(),
                Map.of(repartition, topic),
                Set.of(),
                Map.of(changelog, InternalTopic.changelog(changelog, Map.of())),
                true)),
        List.of());
  }

  private GroupMember join(
      KafkaCluster kafka, AssignmentTopology topology, UUID process, String... topics) {
    GroupMember member = new GroupMember(kafka, topology, process, List.of(topics));
    members.add(member);
    return member;
  }

  /** One thread polls all: a member that waits for others in a rebalance does not block them. */
  private void pollUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, () -> "not within 60 s: " + describe());
      members.forEach(GroupMember::poll);
    }
  }

  private String describe() {
    StringBuilder text = new StringBuilder();
    members.forEach(m -> text.append(m.tasks()).append(" and ").append(m.partitions()));
    return text.toString();
  }

  private boolean balanced(int each) {
    return members.stream().allMatch(member -> member.tasks().size() == each)
        && tasksInAll().size() == each * members.size();
  }

  /** Consumers have what their last assignment says. */
  private boolean settled() {
    return members.stream().allMatch(member -> member.partitions().size() == member.tasks().size());
  }

  private Set<TaskId> tasksInAll() {
    Set<TaskId> tasks = new HashSet<>();
    members.forEach(member -> tasks.addAll(member.tasks()));
    return tasks;
  }
}
