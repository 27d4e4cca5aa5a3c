package io.thalweg.streams.runtime.assignment;

import static io.thalweg.streams.runtime.assignment.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.MissingSourceTopicException;
import io.thalweg.streams.errors.TaskAssignmentException;
import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.processor.TaskId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The numbers were observed on Kafka Streams 4.3.1 with the same topologies. */
class PartitionCountsTest {
  private static final Map<String, Integer> CLUSTER =
      Map.of("in2", 2, "in3", 3, "in3b", 3, "in4", 4, "__consumer_offsets", 50);

  @Test
  void repartitionTopicsTakeTheHighestNumberUpstreamThroughAnyNumberOfSteps() {
    AssignmentTopology topology =
        Topologies.of(
                Topologies.sub(2).reads("c").changelog("c-store"),
                Topologies.sub(1).reads("b").writes("c"),
                Topologies.sub(0).reads("in2", "in4").writes("b"))
            .build();

    TaskLayout layout = PartitionCounts.resolve(topology, CLUSTER);

    assertEquals(Map.of("b", 4, "c", 4, "c-store", 4), byName(layout));
    assertEquals(12, layout.tasks().size());
    assertEquals(new TaskId(0, 0), layout.tasks().get(0).id());
    assertEquals(List.of(new TopicPartition("in4", 3)), Topologies.task(layout, "0_3").inputs());
    assertEquals(
        List.of(new TopicPartition("in2", 1), new TopicPartition("in4", 1)),
        Topologies.task(layout, "0_1").inputs());
    assertTrue(Topologies.task(layout, "2_0").stateful());
    assertEquals(Map.of("in2", 2, "in4", 4, "b", 4, "c", 4), layout.sourceTopics());
  }

  @Test
  void whenTwoSubtopologiesWriteToEachOtherThenEachTopicFollowsTheTableThatReadsIt() {
    AssignmentTopology topology =
        Topologies.of(
                Topologies.sub(0).reads("in2", "answers").writes("subscriptions"),
                Topologies.sub(1).reads("in4", "subscriptions").writes("answers"))
            .joined("in4", "subscriptions")
            .joined("in2", "answers")
            .build();

    TaskLayout layout = PartitionCounts.resolve(topology, CLUSTER);

    assertEquals(Map.of("subscriptions", 4, "answers", 2), byName(layout));
  }

  @Test
  void severalWritersCountAndTheUsersNumberWins() {
    AssignmentTopology topology =
        Topologies.of(
                Topologies.sub(0).reads("in2").writes("r", "five"),
                Topologies.sub(1).reads("in3").writes("r"),
                Topologies.sub(2).reads("r"),
                Topologies.sub(3).repartition("five", OptionalInt.of(5)))
            .build();

    assertEquals(Map.of("r", 3, "five", 5), byName(PartitionCounts.resolve(topology, CLUSTER)));
  }

  @Test
  void whenSourcesDoNotExistTheErrorNamesThem() {
    AssignmentTopology topology = Topologies.of(Topologies.sub(0).sources("nope", "in2")).build();
    assertFails(
        MissingSourceTopicException.class,
        () -> PartitionCounts.resolve(topology, CLUSTER),
        "nope of subtopology 0");
  }

  @Test
  void patternsMatchTopicsOfTheUserOnly() {
    AssignmentTopology topology =
        Topologies.of(
                Topologies.sub(0).pattern("in3.*|.*r").writes("r"),
                Topologies.sub(1).reads("r").changelog("changelog-r"))
            .build();
    Map<String, Integer> cluster = new TreeMap<>(CLUSTER);
    cluster.put("r", 9);
    cluster.put("changelog-r", 9);
    TaskLayout layout = PartitionCounts.resolve(topology, cluster);
    assertEquals(Map.of("r", 3, "changelog-r", 3), byName(layout));
    assertEquals(Map.of("in3", 3, "in3b", 3, "r", 3), layout.sourceTopics());
  }

  @Test
  void whenAPatternMatchesNothingUpstreamOfARepartitionTopicTheErrorSaysSo() {
    AssignmentTopology topology =
        Topologies.of(Topologies.sub(0).pattern("zzz.*").writes("r"), Topologies.sub(1).reads("r"))
            .build();
    assertFails(
        TaskAssignmentException.class,
        () -> PartitionCounts.resolve(topology, CLUSTER),
        "[r]",
        "pattern");
    AssignmentTopology alone = Topologies.of(Topologies.sub(0).pattern("zzz.*")).build();
    assertEquals(List.of(), PartitionCounts.resolve(alone, CLUSTER).tasks());
  }

  @Test
  void whenTwoPatternsMatchOneTopicTheErrorNamesTopicAndSubtopologies() {
    AssignmentTopology topology =
        Topologies.of(Topologies.sub(0).pattern("in3.*"), Topologies.sub(1).pattern(".*3b"))
            .build();
    assertFails(
        TopologyException.class,
        () -> PartitionCounts.resolve(topology, CLUSTER),
        "in3b",
        "0 and 1");
  }

  @Test
  void whenUserTopicsOfAGroupDifferTheErrorNamesTopicsAndNumbers() {
    AssignmentTopology topology =
        Topologies.of(Topologies.sub(0).reads("in2", "in3")).joined("in2", "in3").build();
    assertFails(
        TopologyException.class,
        () -> PartitionCounts.resolve(topology, CLUSTER),
        "Topics not co-partitioned: {in2=2, in3=3}");
  }

  @Test
  void whenAUsersNumberDiffersFromTheTopicItIsJoinedWithThenAnError() {
    AssignmentTopology topology =
        Topologies.of(
                Topologies.sub(0).reads("in2").writes("r"),
                Topologies.sub(1).reads("in3").repartition("r", OptionalInt.of(4)))
            .joined("in3", "r")
            .build();
    assertFails(
        TopologyException.class, () -> PartitionCounts.resolve(topology, CLUSTER), "{in3=3, r=4}");
  }

  @Test
  void derivedNumbersOfAGroupFollowItsFixedOnesElseTheHighest() {
    AssignmentTopology shrinks =
        Topologies.of(
                Topologies.sub(0).reads("in4").writes("r"), Topologies.sub(1).reads("in3", "r"))
            .joined("in3", "r")
            .build();
    assertEquals(Map.of("r", 3), byName(PartitionCounts.resolve(shrinks, CLUSTER)));

    AssignmentTopology both =
        Topologies.of(
                Topologies.sub(0).reads("in4").writes("a"),
                Topologies.sub(1).reads("in3").writes("b"),
                Topologies.sub(2).reads("a", "b"))
            .joined("a", "b")
            .build();
    assertEquals(Map.of("a", 4, "b", 4), byName(PartitionCounts.resolve(both, CLUSTER)));

    AssignmentTopology fixed =
        Topologies.of(
                Topologies.sub(0).reads("in2").writes("a"),
                Topologies.sub(1).reads("in3").writes("b"),
                Topologies.sub(2).repartition("a", OptionalInt.of(6)).reads("b"))
            .joined("a", "b")
            .build();
    assertEquals(Map.of("a", 6, "b", 6), byName(PartitionCounts.resolve(fixed, CLUSTER)));
  }

  /** Odd, but names and numbers of topics are what an application keeps when it moves over. */
  @Test
  void aTopicThatShrinksWithItsGroupDoesNotChangeTheTopicsDownstream() {
    AssignmentTopology topology =
        Topologies.of(
                Topologies.sub(0).reads("in4").writes("first"),
                Topologies.sub(1).reads("in3", "first").writes("second").changelog("table"),
                Topologies.sub(2).reads("second").changelog("count"))
            .joined("in3", "first")
            .build();
    assertEquals(
        Map.of("first", 3, "second", 4, "table", 3, "count", 4),
        byName(PartitionCounts.resolve(topology, CLUSTER)));
  }

  private static Map<String, Integer> byName(TaskLayout layout) {
    Map<String, Integer> byName = new TreeMap<>();
    layout.internalTopics().forEach((topic, partitions) -> byName.put(topic.name(), partitions));
    assertEquals(layout.internalTopics().size(), Set.copyOf(byName.keySet()).size());
    return byName;
  }
}
