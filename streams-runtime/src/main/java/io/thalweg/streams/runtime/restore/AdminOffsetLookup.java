package io.thalweg.streams.runtime.restore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** Looks changelogs up with the instance's admin client. Safe from any thread, as the client is. */
public final class AdminOffsetLookup implements OffsetLookup {
  private final Admin admin;
  private final String group;

  /**
   * @param group the application's consumer group
   */
  public AdminOffsetLookup(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  @Override
  public Answer<Range> ask(Set<TopicPartition> changelogs, boolean retention) {
    List<String> topics = changelogs.stream().map(TopicPartition::topic).distinct().toList();
    return new Pending(
        list(changelogs, OffsetSpec.earliest()),
        list(changelogs, OffsetSpec.latest()),
        admin.describeTopics(topics).allTopicNames(),
        retention ? configs(topics) : KafkaFuture.completedFuture(Map.of()));
  }

  @Override
  public Answer<Long> askCommitted(Set<TopicPartition> sources) {
    return new Committed(
        sources, admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
  }

  private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> list(
      Set<TopicPartition> changelogs, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> specs =
        changelogs.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
    return admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)).all();
  }

  private KafkaFuture<Map<ConfigResource, Config>> configs(List<String> topics) {
    return admin.describeConfigs(topics.stream().map(AdminOffsetLookup::resource).toList()).all();
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private record Pending(
      KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> starts,
      KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends,
      KafkaFuture<Map<String, TopicDescription>> topics,
      KafkaFuture<Map<ConfigResource, Config>> configs)
      implements Answer<Range> {
    @Override
    public boolean isDone() {
      return starts.isDone() && ends.isDone() && topics.isDone() && configs.isDone();
    }

    @Override
    public Map<TopicPartition, Range> get() {
      Map<TopicPartition, ListOffsetsResultInfo> last = value(ends);
      Map<String, TopicDescription> described = value(topics);
      Map<ConfigResource, Config> settings = settings();
      Map<TopicPartition, Range> ranges = new HashMap<>();
      value(starts)
          .forEach(
              (partition, first) -> {
                ListOffsetsResultInfo end = last.get(partition);
                if (end != null) {
                  ranges.put(
                      partition,
                      new Range(
                          first.offset(),
                          end.offset(),
                          id(described.get(partition.topic())),
                          deleteRetentionMs(settings.get(resource(partition.topic())))));
                }
              });
      return ranges;
    }

    private static @Nullable Uuid id(@Nullable TopicDescription topic) {
      return topic == null || topic.topicId().equals(Uuid.ZERO_UUID) ? null : topic.topicId();
    }

    private static long deleteRetentionMs(@Nullable Config config) {
      ConfigEntry policy = config == null ? null : config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
      ConfigEntry retention =
          config == null ? null : config.get(TopicConfig.DELETE_RETENTION_MS_CONFIG);
      return policy != null
              && retention != null
              && policy.value().contains(TopicConfig.CLEANUP_POLICY_COMPACT)
          ? Long.parseLong(retention.value())
          : Long.MAX_VALUE;
    }

    /** Who may not see the settings goes on without: reading the changelog is what counts. */
    private Map<ConfigResource, Config> settings() {
      try {
        return value(configs);
      } catch (AuthorizationException e) {
        return Map.of();
      }
    }
  }

  private record Committed(
      Set<TopicPartition> sources, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> offsets)
      implements Answer<Long> {
    @Override
    public boolean isDone() {
      return offsets.isDone();
    }

    @Override
    public Map<TopicPartition, Long> get() {
      Map<TopicPartition, OffsetAndMetadata> known = value(offsets);
      Map<TopicPartition, Long> committed = new HashMap<>();
      for (TopicPartition source : sources) {
        OffsetAndMetadata found = known.get(source);
        committed.put(source, found == null ? 0 : found.offset());
      }
      return committed;
    }
  }

  private static <K, V> Map<K, V> value(KafkaFuture<Map<K, V>> future) {
    try {
      return future.getNow(Map.of());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
    } catch (InterruptedException e) {
      throw new KafkaException("Interrupted while reading an answer that is there", e);
    }
  }
}
