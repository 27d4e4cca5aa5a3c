package io.thalweg.streams.runtime.assignment;

import static io.thalweg.streams.runtime.assignment.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.StreamsException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Test;

class InternalTopicsTest {
  private static final TopicSettings SETTINGS =
      new TopicSettings((short) -1, 86_400_000L, Map.of(), 10_000, 100);
  private static final InternalTopic REPARTITION =
      InternalTopic.repartition("app-r-repartition", OptionalInt.empty());
  private static final InternalTopic CHANGELOG =
      InternalTopic.changelog("app-s-changelog", Map.of());

  private final FakeAdmin cluster = new FakeAdmin();
  private final ManualTime time = new ManualTime();
  private final InternalTopics topics = new InternalTopics(cluster.admin(), SETTINGS, time);

  @Test
  void missingTopicsAreCreatedAndExistingOnesLeftAlone() {
    cluster.topics.put(CHANGELOG.name(), 3);
    topics.ensure(Map.of(REPARTITION, 2, CHANGELOG, 3));

    assertEquals(Set.of(REPARTITION.name()), createdNames());
    assertEquals(2, cluster.created.get(0).numPartitions());
    assertEquals(-1, cluster.created.get(0).replicationFactor());
    int before = cluster.requests;
    topics.ensure(Map.of(REPARTITION, 2, CHANGELOG, 3));
    assertEquals(before + 1, cluster.requests, "one describe request when all is there");
    topics.ensure(Map.of());
    assertEquals(before + 1, cluster.requests);
  }

  @Test
  void whenATopicHasAnotherNumberOfPartitionsTheErrorSaysWhichAndWhatToDo() {
    cluster.topics.put(CHANGELOG.name(), 5);
    assertFails(
        StreamsException.class,
        () -> topics.ensure(Map.of(CHANGELOG, 2)),
        "Existing internal topic app-s-changelog has invalid partitions: expected: 2; actual:"
            + " 5.",
        "StreamsResetter",
        "another application.id");
  }

  @Test
  void whatMayPassIsTriedAgain() {
    cluster.describeErrors.add(new TimeoutException("first"));
    cluster.createErrors.add(new NotControllerException("second"));
    topics.ensure(Map.of(REPARTITION, 2));
    assertEquals(Set.of(REPARTITION.name()), createdNames());
    assertTrue(time.milliseconds() < 1_000 + SETTINGS.deadlineMs());
  }

  @Test
  void whenAnotherMemberCreatesTheTopicMeanwhileItIsCheckedLikeAnyOther() {
    cluster.beforeCreate = () -> cluster.topics.put(REPARTITION.name(), 2);
    topics.ensure(Map.of(REPARTITION, 2));
    assertEquals(Set.of(), createdNames());

    cluster.beforeCreate = () -> cluster.topics.put(CHANGELOG.name(), 7);
    assertFails(StreamsException.class, () -> topics.ensure(Map.of(CHANGELOG, 2)), "actual: 7");
  }

  @Test
  void whenATopicIsBeingDeletedItIsCreatedOnceItIsGone() {
    for (int i = 0; i < 5; i++) {
      cluster.createErrors.add(new TopicExistsException("marked for deletion"));
    }
    topics.ensure(Map.of(REPARTITION, 2));
    assertEquals(Set.of(REPARTITION.name()), createdNames());
  }

  @Test
  void whenTheClusterRefusesTheErrorComesAtOnceAndNamesConfigs() {
    cluster.createErrors.add(new InvalidConfigurationException("segment.bytes too small"));
    StreamsException error =
        assertFails(
            StreamsException.class,
            () -> topics.ensure(Map.of(REPARTITION, 2)),
            "app-r-repartition",
            "segment.bytes=52428800");
    assertInstanceOf(InvalidConfigurationException.class, error.getCause());
    assertTrue(time.milliseconds() < 1_100);
  }

  @Test
  void whenTheClusterIsAwayTheErrorComesAtTheDeadlineAndNamesTheTopics() {
    cluster.answers = () -> false;
    assertFails(
        StreamsException.class,
        () -> topics.ensure(Map.of(REPARTITION, 2)),
        "within 10000 ms: [app-r-repartition]");
    assertTrue(time.milliseconds() <= 1_200 + SETTINGS.deadlineMs(), "" + time.milliseconds());
  }

  @Test
  void whenDeletionNeverEndsTheErrorComesAtTheDeadline() {
    for (int i = 0; i < 1_000; i++) {
      cluster.createErrors.add(new TopicExistsException("marked for deletion"));
    }
    assertFails(
        StreamsException.class, () -> topics.ensure(Map.of(REPARTITION, 2)), "marked for deletion");
  }

  private Set<String> createdNames() {
    return cluster.created.stream().map(NewTopic::name).collect(Collectors.toSet());
  }
}
