package io.thalweg.streams.differential;

import io.thalweg.streams.testing.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Looks at a cluster as a bystander: topics, settings, committed offsets, committed records. */
final class ClusterReader {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

  private final KafkaCluster kafka;
  private final Admin admin;

  ClusterReader(KafkaCluster kafka) {
    this.kafka = kafka;
    this.admin = kafka.admin();
  }

  Collection<String> topics() {
    return get(admin.listTopics().names());
  }

  /** What is committed by a group; partitions without a committed offset are absent. */
  Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        new HashMap<>(
            get(
                admin
                    .listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(group)));
    offsets.values().removeIf(offset -> offset == null);
    return offsets;
  }

  /** The end of each partition, as a reader of committed records sees it. */
  Map<TopicPartition, Long> ends(Collection<String> topics) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    get(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(
                        partition ->
                            wanted.put(
                                new TopicPartition(topic, partition.partition()),
                                OffsetSpec.latest())));
    return get(
            admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /** Partition count and non-default settings of topics, as text. */
  SortedMap<String, String> shapes(Collection<String> topics) {
    SortedMap<String, String> shapes = new TreeMap<>();
    Map<ConfigResource, String> resources =
        topics.stream()
            .collect(
                Collectors.toMap(t -> new ConfigResource(ConfigResource.Type.TOPIC, t), t -> t));
    Map<String, Integer> partitions = new HashMap<>();
    get(admin.describeTopics(topics).allTopicNames())
        .forEach((topic, description) -> partitions.put(topic, description.partitions().size()));
    get(admin.describeConfigs(resources.keySet()).all())
        .forEach(
            (resource, config) -> {
              String settings =
                  config.entries().stream()
                      .filter(e -> e.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                      .map(entry -> entry.name() + "=" + entry.value())
                      .sorted()
                      .collect(Collectors.joining(" "));
              String topic = resource.name();
              shapes.put(topic, partitions.get(topic) + " partitions, " + settings);
            });
    return shapes;
  }

  /** Whether there is a committed record at or after each of these positions. */
  boolean hasRecordsFrom(Map<TopicPartition, Long> positions) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(positions.keySet());
      positions.forEach(consumer::seek);
      return !readToEnd(consumer, consumer.endOffsets(positions.keySet())).isEmpty();
    }
  }

  /** All committed records of these topics. */
  SortedMap<String, SortedMap<Integer, List<Outcome.Entry>>> records(Collection<String> topics) {
    SortedMap<String, SortedMap<Integer, List<Outcome.Entry>>> all = new TreeMap<>();
    topics.forEach(topic -> all.put(topic, new TreeMap<>()));
    Map<TopicPartition, Long> ends = ends(topics);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      for (ConsumerRecord<byte[], byte[]> record : readToEnd(consumer, ends)) {
        all.get(record.topic())
            .computeIfAbsent(record.partition(), p -> new ArrayList<>())
            .add(entry(record));
      }
    }
    return all;
  }

  private static List<ConsumerRecord<byte[], byte[]>> readToEnd(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not read within " + READ_TIMEOUT + " up to " + ends);
      }
    }
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            10_000),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static Outcome.Entry entry(ConsumerRecord<byte[], byte[]> record) {
    List<String> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(header.key() + "=" + text(header.value()));
    }
    return new Outcome.Entry(
        text(record.key()), text(record.value()), record.timestamp(), headers.toString());
  }

  /** Printable ASCII in quotes, anything else as hexadecimal digits: one text for each content. */
  private static String text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "null";
    }
    for (byte b : bytes) {
      if (b < ' ' || b > '~') {
        return HexFormat.of().formatHex(bytes);
      }
    }
    return "'" + new String(bytes, StandardCharsets.US_ASCII) + "'";
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The cluster refused: " + e.getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
