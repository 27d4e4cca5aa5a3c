package io.thalweg.streams.runtime.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.runtime.assignment.InternalTopic.Kind;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Kafka Streams 4.3.1 was seen to pass to createTopics with the same stores and configs. */
class InternalTopicConfigsTest {
  private static final long MINUTES_10 = 600_000;

  @Test
  void defaultsOfEachKind() {
    expect(
        InternalTopic.repartition("r", OptionalInt.empty()),
        Map.of(),
        "cleanup.policy=delete, message.timestamp.type=CreateTime, retention.ms=-1,"
            + " segment.bytes=52428800");
    expect(
        InternalTopic.changelog("c", Map.of()),
        Map.of(),
        "cleanup.policy=compact, message.timestamp.type=CreateTime");
    expect(
        changelog(Kind.WINDOWED_CHANGELOG, Map.of()),
        Map.of(),
        "cleanup.policy=compact,delete, message.timestamp.type=CreateTime, retention.ms=87000000");
    expect(
        changelog(Kind.DUPLICATES_CHANGELOG, Map.of()),
        Map.of(),
        "cleanup.policy=delete, message.timestamp.type=CreateTime, retention.ms=87000000");
    expect(
        changelog(Kind.VERSIONED_CHANGELOG, Map.of()),
        Map.of(),
        "cleanup.policy=compact, message.timestamp.type=CreateTime,"
            + " min.compaction.lag.ms=87000000");
  }

  @Test
  void topicConfigsOfTheUserWinOverDefaultsButNotOverWhatTheStoreNeeds() {
    Map<String, String> user =
        Map.of(
            "cleanup.policy", "compact,delete",
            "min.compaction.lag.ms", "66",
            "retention.ms", "10",
            "message.timestamp.type", "LogAppendTime");
    String common =
        "cleanup.policy=compact,delete, message.timestamp.type=LogAppendTime,"
            + " min.compaction.lag.ms=66, retention.ms=";
    expect(
        InternalTopic.repartition("r", OptionalInt.empty()),
        user,
        common + "10, segment.bytes=52428800");
    expect(InternalTopic.changelog("c", Map.of()), user, common + "10");
    expect(changelog(Kind.WINDOWED_CHANGELOG, Map.of()), user, common + "87000000");
    expect(
        changelog(Kind.DUPLICATES_CHANGELOG, Map.of()),
        user,
        common.replace("compact,delete", "delete") + "87000000");
    expect(
        changelog(Kind.VERSIONED_CHANGELOG, Map.of()),
        user,
        common.replace("=66", "=87000000") + "10");
  }

  @Test
  void configsGivenWithTheStoreWinOverAll() {
    expect(
        changelog(Kind.WINDOWED_CHANGELOG, Map.of("retention.ms", "77")),
        Map.of("retention.ms", "10"),
        "cleanup.policy=compact,delete, message.timestamp.type=CreateTime, retention.ms=77");
    expect(
        changelog(Kind.DUPLICATES_CHANGELOG, Map.of("cleanup.policy", "compact")),
        Map.of(),
        "cleanup.policy=compact, message.timestamp.type=CreateTime, retention.ms=87000000");
    expect(
        changelog(Kind.VERSIONED_CHANGELOG, Map.of("min.compaction.lag.ms", "88")),
        Map.of(),
        "cleanup.policy=compact, message.timestamp.type=CreateTime, min.compaction.lag.ms=88");
  }

  @Test
  void retentionForEverStaysForEver() {
    InternalTopic topic =
        InternalTopic.changelog("w", Kind.WINDOWED_CHANGELOG, Long.MAX_VALUE, Map.of());
    expect(
        topic,
        Map.of(),
        "cleanup.policy=compact,delete, message.timestamp.type=CreateTime, retention.ms="
            + Long.MAX_VALUE);
  }

  private static InternalTopic changelog(Kind kind, Map<String, String> configs) {
    return InternalTopic.changelog("store", kind, MINUTES_10, configs);
  }

  private static void expect(InternalTopic topic, Map<String, String> user, String expected) {
    TopicSettings settings = new TopicSettings((short) -1, 86_400_000L, user, 0, 0);
    assertEquals(
        "{" + expected + "}", new TreeMap<>(InternalTopicConfigs.of(topic, settings)).toString());
  }
}
