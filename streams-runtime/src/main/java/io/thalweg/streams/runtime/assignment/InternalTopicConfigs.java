package io.thalweg.streams.runtime.assignment;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configs an internal topic is created with, equal to those of Kafka Streams. Later ones win:
 * defaults of the kind, the user's {@code topic.} configs, what follows from the store, the configs
 * given with the store.
 */
final class InternalTopicConfigs {
  private static final String REPARTITION_SEGMENT_BYTES = String.valueOf(50 * 1024 * 1024);
  private static final String FOR_EVER = "-1";

  private InternalTopicConfigs() {}

  static SortedMap<String, String> of(InternalTopic topic, TopicSettings settings) {
    SortedMap<String, String> configs = new TreeMap<>();
    configs.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    configs.putAll(defaults(topic.kind()));
    configs.putAll(settings.topicConfigs());
    configs.putAll(fromStore(topic, settings.additionalRetentionMs()));
    configs.putAll(topic.configs());
    return configs;
  }

  private static Map<String, String> defaults(InternalTopic.Kind kind) {
    return switch (kind) {
      // Records go when they have been read (purged by offset), never by age.
      case REPARTITION ->
          Map.of(
              CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE,
              SEGMENT_BYTES_CONFIG, REPARTITION_SEGMENT_BYTES,
              RETENTION_MS_CONFIG, FOR_EVER);
      case CHANGELOG, VERSIONED_CHANGELOG -> Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
      case WINDOWED_CHANGELOG ->
          Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT + "," + CLEANUP_POLICY_DELETE);
      case DUPLICATES_CHANGELOG -> Map.of();
    };
  }

  private static Map<String, String> fromStore(InternalTopic topic, long additionalRetentionMs) {
    if (topic.retentionMs().isEmpty()) {
      return Map.of();
    }
    String kept = String.valueOf(sum(topic.retentionMs().getAsLong(), additionalRetentionMs));
    return switch (topic.kind()) {
      case DUPLICATES_CHANGELOG ->
          Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE, RETENTION_MS_CONFIG, kept);
      case VERSIONED_CHANGELOG -> Map.of(MIN_COMPACTION_LAG_MS_CONFIG, kept);
      default -> Map.of(RETENTION_MS_CONFIG, kept);
    };
  }

  private static long sum(long retentionMs, long additionalMs) {
    long sum = retentionMs + additionalMs;
    return sum < 0 && retentionMs > 0 && additionalMs > 0 ? Long.MAX_VALUE : sum;
  }
}
