package io.thalweg.streams.runtime.assignment;

import static io.thalweg.streams.runtime.assignment.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.MissingSourceTopicException;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.errors.TaskAssignmentException;
import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.HostInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class StreamsAssignorTest {
  private static final AssignmentTopology TOPOLOGY =
      Topologies.of(
              Topologies.sub(0).reads("in4").writes("r"),
              Topologies.sub(1).reads("r", "in3").changelog("store"))
          .build();
  private static final Map<String, Integer> TOPICS = Map.of("in4", 4, "in3", 3);
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);

  private final SimulatedGroup group = new SimulatedGroup(TOPOLOGY, TOPICS);

  @Test
  void oneMemberGetsAllTasksWithAllTheirPartitions() {
    SimulatedGroup.Peer peer = group.join("a", A);
    assertEquals(1, group.settle());

    assertEquals(8, peer.active().size());
    assertEquals(
        Set.of(new TopicPartition("r", 2), new TopicPartition("in3", 2)),
        peer.last().active().get(TaskId.parse("1_2")));
    assertEquals(Set.of(new TopicPartition("r", 3)), peer.last().active().get(TaskId.parse("1_3")));
    assertEquals(Map.of("r", 4, "store", 4), group.cluster.topics);
    assertEquals(Map.of("in4", 4, "in3", 3, "r", 4), peer.last().topicPartitions());
    HostTasks mine = peer.last().hosts().getOrDefault(new HostInfo("host", 1), none());
    assertEquals(peer.active(), mine.active());
  }

  @Test
  void aTaskReachesItsNewOwnerOnlyAfterTheOldOneLetGoOfAllItsPartitions() {
    SimulatedGroup.Peer first = group.join("a", A);
    group.settle();
    SimulatedGroup.Peer second = group.join("b", B);

    assertTrue(group.rebalance(Set.of()), "the first has to let go");
    assertEquals(Set.of(), second.active());
    assertEquals(4, first.active().size());
    assertEquals(Set.of(), second.last().hosts().getOrDefault(host(B), none()).active());

    assertEquals(false, group.rebalance(Set.of()));
    assertEquals(4, second.active().size());
    assertEquals(second.active(), first.last().hosts().getOrDefault(host(B), none()).active());
  }

  @Test
  void whateverComesAndGoesTheGroupSettlesInThreeRoundsAndIsBalanced() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      SimulatedGroup changing = new SimulatedGroup(TOPOLOGY, TOPICS);
      changing.join("m0", new UUID(0, 0));
      for (int step = 1; step < 12; step++) {
        if (changing.peers.size() > 1 && random.nextInt(3) == 0) {
          List<String> ids = new ArrayList<>(changing.peers.keySet());
          changing.peers.remove(ids.get(random.nextInt(ids.size())));
        } else {
          changing.join("m" + random.nextInt(5) + step, new UUID(0, random.nextInt(3)));
        }
        assertTrue(changing.settle() <= 3, "seed " + seed + " step " + step);
        Set<TaskId> tasks = new HashSet<>();
        changing.peers.values().forEach(peer -> tasks.addAll(peer.active()));
        assertEquals(8, tasks.size(), "seed " + seed + " step " + step);
        var loads =
            changing.peers.values().stream().mapToInt(p -> p.active().size()).summaryStatistics();
        assertTrue(loads.getMax() - loads.getMin() <= 1, "seed " + seed + ": " + loads);
      }
    }
  }

  @Test
  void whenAMemberMissesTheEndOfARebalanceNobodyGetsWhatItMayStillBeWorkingOn() {
    SimulatedGroup.Peer first = group.join("a", A);
    group.settle();
    SimulatedGroup.Peer second = group.join("b", B);
    group.rebalance(Set.of("a"));
    group.rebalance(Set.of("a"));
    assertEquals(Set.of(), second.active());

    group.settle();
    assertEquals(4, first.active().size());
    assertEquals(4, second.active().size());
  }

  @Test
  void whenASourceTopicIsMissingEveryMemberIsTold() {
    SimulatedGroup missing = new SimulatedGroup(TOPOLOGY, Map.of("in4", 4));
    SimulatedGroup.Peer first = missing.join("a", A);
    SimulatedGroup.Peer second = missing.join("b", B);
    missing.settle();

    for (SimulatedGroup.Peer peer : List.of(first, second)) {
      AssignmentError error = peer.last().error().orElseThrow();
      StreamsException exception = error.exception();
      assertInstanceOf(MissingSourceTopicException.class, exception);
      assertTrue(String.valueOf(exception.getMessage()).contains("in3 of subtopology 1"));
      assertEquals(Set.of(), peer.active());
    }
  }

  @Test
  void whenAnInternalTopicDoesNotFitEveryMemberIsTold() {
    group.cluster.topics.put("store", 9);
    SimulatedGroup.Peer peer = group.join("a", A);
    group.join("b", B);
    group.settle();

    AssignmentError error = peer.last().error().orElseThrow();
    assertEquals(AssignmentError.Code.INTERNAL_TOPICS, error.code());
    assertTrue(error.message().contains("store has invalid partitions: expected: 4; actual: 9"));
  }

  @Test
  void whenTopicsAreNotCopartitionedTheMessageHasItsPrefixOnce() {
    SimulatedGroup joined =
        new SimulatedGroup(
            Topologies.of(Topologies.sub(0).reads("in3", "in4")).joined("in3", "in4").build(),
            TOPICS);
    SimulatedGroup.Peer peer = joined.join("a", A);
    joined.settle();
    StreamsException error = peer.last().error().orElseThrow().exception();
    assertInstanceOf(TopologyException.class, error);
    assertTrue(
        String.valueOf(error.getMessage()).startsWith("Invalid topology: Topics not co-part"));
  }

  @Test
  void whenOneMemberSendsGarbageItAloneIsTold() {
    SimulatedGroup.Peer good = group.join("a", A);
    SimulatedGroup.Peer bad = group.join("b", B);
    bad.userData = ByteBuffer.wrap(new byte[] {1, 1, 42});
    group.settle();

    assertEquals(8, good.active().size());
    AssignmentError error = bad.last().error().orElseThrow();
    assertEquals(AssignmentError.Code.ASSIGNMENT, error.code());
    assertInstanceOf(TaskAssignmentException.class, error.exception());
  }

  @Test
  void whenOneMemberAsksForShutdownAllAreTold() {
    SimulatedGroup.Peer first = group.join("a", A);
    SimulatedGroup.Peer second = group.join("b", B);
    group.settle();
    second.wantsShutdown = true;
    group.settle();
    assertEquals(
        AssignmentError.Code.SHUTDOWN_REQUESTED, first.last().error().orElseThrow().code());
  }

  @Test
  void whenTheLeadersMessageCannotBeReadTheMemberFailsWithAnAssignmentException() {
    StreamsAssignor assignor = group.join("a", A).assignor;
    ConsumerGroupMetadata metadata = SimulatedGroup.groupMetadata();
    ByteBuffer none =
        AssignmentCodec.encode(
            new AssignmentInfo(
                List.of(), List.of(), Map.of(), Map.of(), java.util.Optional.empty()));
    assertFails(
        TaskAssignmentException.class,
        () ->
            assignor.onAssignment(
                new Assignment(List.of(), ByteBuffer.wrap(new byte[] {9})), metadata),
        "assignment cannot be read");
    assertFails(
        TaskAssignmentException.class,
        () ->
            assignor.onAssignment(
                new Assignment(List.of(new TopicPartition("in4", 0)), none), metadata),
        "1 partitions but task ids for 0");
  }

  @Test
  void whenUsedOutsideOfKafkaStreamsTheErrorSaysSo() {
    assertFails(
        ConfigException.class,
        () -> new StreamsAssignor().configure(Map.of()),
        "partition.assignment.strategy",
        "inside KafkaStreams only");
  }

  private static HostInfo host(UUID process) {
    return new HostInfo("host", (int) process.getLeastSignificantBits());
  }

  private static HostTasks none() {
    return new HostTasks(List.of(), List.of());
  }
}
