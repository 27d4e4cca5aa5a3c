package io.thalweg.streams.testing.memory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/** The overloads of a consumer, all of which come down to one method each. */
abstract class ConsumerShape implements Consumer<byte[], byte[]> {
  private static UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException("A consumer in memory has no " + what);
  }

  @Override
  public void subscribe(Collection<String> topics) {
    throw unsupported("subscription without a rebalance listener");
  }

  @Override
  public void subscribe(java.util.regex.Pattern pattern) {
    throw unsupported("subscription without a rebalance listener");
  }

  @Override
  public void subscribe(
      SubscriptionPattern pattern,
      org.apache.kafka.clients.consumer.ConsumerRebalanceListener callback) {
    throw unsupported("patterns that the broker matches");
  }

  @Override
  public void subscribe(SubscriptionPattern pattern) {
    throw unsupported("patterns that the broker matches");
  }

  @Override
  public void commitSync() {
    throw unsupported("commit of positions; name the offsets");
  }

  @Override
  public void commitSync(Duration timeout) {
    commitSync();
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    commitSync(offsets);
  }

  @Override
  public void commitAsync() {
    commitSync();
  }

  @Override
  public void commitAsync(@Nullable OffsetCommitCallback callback) {
    commitSync();
  }

  @Override
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
    commitSync(offsets);
    if (callback != null) {
      callback.onComplete(offsets, null);
    }
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {}

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {}

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offset) {
    seek(partition, offset.offset());
  }

  @Override
  public long position(TopicPartition partition, Duration timeout) {
    return position(partition);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions, Duration timeout) {
    return committed(partitions);
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return new Uuid(3, 0);
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return Map.of();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
    return partitionsFor(topic);
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
    return listTopics();
  }

  @Override
  public Map<TopicPartition, @Nullable OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> times, Duration timeout) {
    return offsetsForTimes(times);
  }

  @Override
  public abstract Map<TopicPartition, @Nullable OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> times);

  @Override
  public Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return beginningOffsets(partitions);
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return endOffsets(partitions);
  }

  @Override
  public void enforceRebalance() {
    enforceRebalance(null);
  }

  @Override
  public abstract void enforceRebalance(@Nullable String reason);

  @Override
  public void close() {
    close(CloseOptions.timeout(Duration.ZERO));
  }

  @Override
  @SuppressWarnings("deprecation") // the interface asks for it
  public void close(Duration timeout) {
    close(CloseOptions.timeout(timeout));
  }
}
