package io.thalweg.streams.assignment;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.AssignmentTopology;
import io.thalweg.streams.runtime.assignment.AssignorWiring;
import io.thalweg.streams.runtime.assignment.InternalTopics;
import io.thalweg.streams.runtime.assignment.LocalProcess;
import io.thalweg.streams.runtime.assignment.LocalTaskInfo;
import io.thalweg.streams.runtime.assignment.MemberAssignment;
import io.thalweg.streams.runtime.assignment.PlanSettings;
import io.thalweg.streams.runtime.assignment.TopicSettings;
import io.thalweg.streams.testing.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;

/**
 * A real consumer with our assignor, which remembers what it was told. Polled by the test's thread.
 */
final class GroupMember implements ConsumerRebalanceListener, AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  final List<MemberAssignment> assignments = new ArrayList<>();
  final Set<TopicPartition> revoked = new TreeSet<>(GroupMember::compare);
  final Set<TopicPartition> lost = new TreeSet<>(GroupMember::compare);

  GroupMember(
      KafkaCluster kafka, AssignmentTopology topology, UUID process, Collection<String> topics) {
    TopicSettings settings = new TopicSettings((short) -1, 86_400_000L, Map.of(), 30_000, 100);
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("group.id", topology.applicationId());
    config.put("auto.offset.reset", "earliest");
    config.put("allow.auto.create.topics", false);
    config.put("enable.auto.commit", false);
    // Topics that the leader creates are seen by the other members' consumers after this.
    config.put("metadata.max.age.ms", 500);
    new AssignorWiring(
            topology,
            new InternalTopics(kafka.admin(), settings, Time.SYSTEM),
            new LocalProcess(process, Optional.empty()),
            new PlanSettings(0),
            () -> new LocalTaskInfo(tasks(), Set.of(), Map.of(), false),
            assignments::add)
        .addTo(config);
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(topics, this);
  }

  void poll() {
    consumer.poll(Duration.ofMillis(50));
  }

  Set<TaskId> tasks() {
    return assignments.isEmpty()
        ? Set.of()
        : assignments.get(assignments.size() - 1).active().keySet();
  }

  Set<TopicPartition> partitions() {
    return consumer.assignment();
  }

  void forget() {
    revoked.clear();
    lost.clear();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    revoked.addAll(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    lost.addAll(partitions);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

  @Override
  public void close() {
    consumer.close();
  }

  private static int compare(TopicPartition a, TopicPartition b) {
    return a.toString().compareTo(b.toString());
  }
}
