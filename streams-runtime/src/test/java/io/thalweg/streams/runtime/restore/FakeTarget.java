package io.thalweg.streams.runtime.restore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** A state that remembers what was done to it, and can be made to fail. */
final class FakeTarget implements RestoreTarget {
  final Map<TopicPartition, Long> positions = new HashMap<>();
  final Map<TopicPartition, List<Long>> offsets = new HashMap<>();
  final List<String> resets = new ArrayList<>();
  final Map<String, TopicPartition> changelogs = new HashMap<>();
  final List<Long> prepared = new ArrayList<>();
  final Map<TopicPartition, Uuid> topicIds = new HashMap<>();
  final List<Long> asOf = new ArrayList<>();
  long asOfMs = -1;
  int served;
  int completed;
  int abandoned;
  @Nullable RuntimeException failure;

  int seen(TopicPartition changelog) {
    return offsets.getOrDefault(changelog, List.of()).size();
  }

  @Override
  public OptionalLong position(TopicPartition changelog) {
    Long position = positions.get(changelog);
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  @Override
  public @Nullable Uuid topicId(TopicPartition changelog) {
    return topicIds.get(changelog);
  }

  @Override
  public void topicId(TopicPartition changelog, Uuid id) {
    topicIds.put(changelog, id);
  }

  @Override
  public long asOfMs() {
    return asOfMs;
  }

  @Override
  public void asOf(long nowMs) {
    asOfMs = nowMs;
    asOf.add(nowMs);
  }

  @Override
  public void prepareRestore(long records) {
    prepared.add(records);
  }

  @Override
  public void restore(
      TopicPartition changelog, List<ConsumerRecord<byte[], byte[]>> batch, long nextPosition) {
    if (failure != null) {
      throw failure;
    }
    List<Long> seen = offsets.computeIfAbsent(changelog, key -> new ArrayList<>());
    batch.forEach(record -> seen.add(record.offset()));
    positions.put(changelog, nextPosition);
  }

  @Override
  public void restoreCompleted() {
    completed++;
  }

  @Override
  public void serveReaders() {
    served++;
  }

  @Override
  public void reset(String store) {
    resets.add(store);
    TopicPartition changelog = changelogs.get(store);
    if (changelog != null) {
      positions.remove(changelog);
      offsets.remove(changelog);
    }
  }

  @Override
  public void abandon() {
    abandoned++;
  }
}
