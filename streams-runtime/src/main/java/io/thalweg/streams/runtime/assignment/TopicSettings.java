package io.thalweg.streams.runtime.assignment;

import java.util.Map;

/**
 * The configuration of internal topics.
 *
 * @param replicationFactor {@code replication.factor}; -1 for the broker's default
 * @param additionalRetentionMs {@code windowstore.changelog.additional.retention.ms}
 * @param topicConfigs what the user set under the prefix {@code topic.}, without the prefix
 * @param deadlineMs for how long creation is tried in one rebalance; well below {@code
 *     max.poll.interval.ms}, since the group's leader does nothing else meanwhile
 * @param backoffMs pause between two tries
 */
public record TopicSettings(
    short replicationFactor,
    long additionalRetentionMs,
    Map<String, String> topicConfigs,
    long deadlineMs,
    long backoffMs) {

  public TopicSettings {
    topicConfigs = Map.copyOf(topicConfigs);
  }
}
