package io.thalweg.streams.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to topics and reads topics as a whole, the way tests want it: every method returns
 * when the work is done, and only committed records are read.
 *
 * <p>May be used from any thread. One producer serves all sends and lives until {@link #close()}.
 */
public final class KafkaIo implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

  private final String bootstrapServers;

  /** Guarded by {@code this}. */
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /**
   * @param bootstrapServers as in {@code bootstrap.servers}
   */
  public KafkaIo(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Sends one record and waits until it is acknowledged.
   *
   * @param key may be null
   * @param value may be null, which is a tombstone
   */
  public <K, V> RecordMetadata send(
      String topic,
      Serializer<K> keySerializer,
      Serializer<V> valueSerializer,
      @Nullable K key,
      @Nullable V value) {
    return sendAll(keySerializer, valueSerializer, List.of(new ProducerRecord<>(topic, key, value)))
        .get(0);
  }

  /**
   * Sends records in the given order and waits until all are acknowledged. Partition, timestamp and
   * headers are taken from each record where it has them.
   *
   * @return where each record went, in the same order
   */
  public <K, V> List<RecordMetadata> sendAll(
      Serializer<K> keySerializer,
      Serializer<V> valueSerializer,
      Collection<ProducerRecord<K, V>> records) {
    KafkaProducer<byte[], byte[]> target = producer();
    List<Future<RecordMetadata>> pending = new ArrayList<>(records.size());
    for (ProducerRecord<K, V> record : records) {
      pending.add(
          target.send(
              new ProducerRecord<>(
                  record.topic(),
                  record.partition(),
                  record.timestamp(),
                  keySerializer.serialize(record.topic(), record.headers(), record.key()),
                  valueSerializer.serialize(record.topic(), record.headers(), record.value()),
                  record.headers())));
    }
    target.flush();
    List<RecordMetadata> done = new ArrayList<>(pending.size());
    for (Future<RecordMetadata> future : pending) {
      done.add(get(future));
    }
    return done;
  }

  /**
   * Everything committed in a topic until now, partition by partition, in offset order.
   *
   * @throws IllegalStateException if the topic does not exist or takes longer than a minute to read
   */
  public <K, V> List<ConsumerRecord<K, V>> readAll(
      String topic, Deserializer<K> keyDeserializer, Deserializer<V> valueDeserializer) {
    try (KafkaConsumer<K, V> consumer = consumer(keyDeserializer, valueDeserializer)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(assign(consumer, topic));
      List<ConsumerRecord<K, V>> records = new ArrayList<>();
      long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
      while (!reached(consumer, ends)) {
        consumer.poll(POLL).forEach(records::add);
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "Topic "
                  + topic
                  + " was not read up to "
                  + ends
                  + " within "
                  + READ_TIMEOUT
                  + ": "
                  + records.size()
                  + " records so far.");
        }
      }
      records.removeIf(
          record -> {
            Long end = ends.get(new TopicPartition(topic, record.partition()));
            return end == null || record.offset() >= end;
          });
      records.sort(
          Comparator.<ConsumerRecord<K, V>>comparingInt(ConsumerRecord::partition)
              .thenComparingLong(ConsumerRecord::offset));
      return records;
    }
  }

  /**
   * A topic read as a changelog: the last value of each key, without the keys whose last value is
   * null. The order is that of {@link #readAll}, by first appearance of the key.
   */
  public <K, V> Map<K, V> readTable(
      String topic, Deserializer<K> keyDeserializer, Deserializer<V> valueDeserializer) {
    Map<K, V> table = new LinkedHashMap<>();
    for (ConsumerRecord<K, V> record : readAll(topic, keyDeserializer, valueDeserializer)) {
      if (record.value() == null) {
        table.remove(record.key());
      } else {
        table.put(record.key(), record.value());
      }
    }
    return table;
  }

  /**
   * Reads a topic from its beginning until it has given so many records.
   *
   * @return at least {@code count} records, in the order of arrival
   * @throws AssertionError if they do not come in time
   */
  public <K, V> List<ConsumerRecord<K, V>> readAtLeast(
      int count,
      Duration timeout,
      String topic,
      Deserializer<K> keyDeserializer,
      Deserializer<V> valueDeserializer) {
    try (KafkaConsumer<K, V> consumer = consumer(keyDeserializer, valueDeserializer)) {
      consumer.seekToBeginning(assign(consumer, topic));
      List<ConsumerRecord<K, V>> records = new ArrayList<>();
      long deadline = System.nanoTime() + timeout.toNanos();
      while (records.size() < count) {
        consumer.poll(POLL).forEach(records::add);
        if (records.size() < count && System.nanoTime() > deadline) {
          throw new AssertionError(
              "Expected "
                  + count
                  + " records in topic "
                  + topic
                  + " within "
                  + timeout
                  + ", but "
                  + records.size()
                  + " came.");
        }
      }
      return records;
    }
  }

  /** Closes the producer. Safe to call again. */
  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  private synchronized KafkaProducer<byte[], byte[]> producer() {
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              Map.of(
                  ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrapServers,
                  ProducerConfig.LINGER_MS_CONFIG,
                  5),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }
    return producer;
  }

  private <K, V> KafkaConsumer<K, V> consumer(Deserializer<K> key, Deserializer<V> value) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        key,
        value);
  }

  private static List<TopicPartition> assign(KafkaConsumer<?, ?> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IllegalStateException("Topic " + topic + " does not exist.");
    }
    consumer.assign(partitions);
    return partitions;
  }

  private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static RecordMetadata get(Future<RecordMetadata> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "A record could not be sent: " + e.getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending.", e);
    }
  }
}
