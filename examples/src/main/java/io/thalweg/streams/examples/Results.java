package io.thalweg.streams.examples;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the output topic from its start and keeps the last result of each key. One thread. */
final class Results<K, V> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Cluster cluster;
  private final String topic;
  private final KafkaConsumer<K, V> consumer;
  private final Map<K, V> latest = new HashMap<>();

  Results(Cluster cluster, Example<K, V> example) {
    this.cluster = cluster;
    this.topic = example.outputTopic();
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false),
            example.keyDeserializer(),
            example.valueDeserializer());
    consumer.assign(cluster.partitions(List.of(topic)));
  }

  /** What has come since the last call, after waiting a moment if nothing has. */
  List<ConsumerRecord<K, V>> poll() {
    List<ConsumerRecord<K, V>> news = new ArrayList<>();
    for (ConsumerRecord<K, V> result : consumer.poll(POLL)) {
      latest.put(result.key(), result.value());
      news.add(result);
    }
    return news;
  }

  /** Whether everything that was in the topic at the time of this call has been polled. */
  boolean atEnd() {
    for (Map.Entry<TopicPartition, Long> end : cluster.endOffsets(List.of(topic)).entrySet()) {
      if (consumer.position(end.getKey()) < end.getValue()) {
        return false;
      }
    }
    return true;
  }

  /** The last result of each key so far. */
  Map<K, V> latest() {
    return latest;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
