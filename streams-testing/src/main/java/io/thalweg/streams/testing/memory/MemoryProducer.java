package io.thalweg.streams.testing.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/** A producer of a cluster in memory: each send is acknowledged before it returns. */
final class MemoryProducer implements Producer<byte[], byte[]> {
  private static final String DEFAULT_TIMEOUT_MS = "60000";

  private final MemoryKafka kafka;
  private final Wire wire;
  private final @Nullable String transactionalId;
  private final long timeoutMs;
  private int epoch;
  private @Nullable MemoryTransaction transaction;
  private boolean closed;

  MemoryProducer(MemoryKafka kafka, Wire wire, Map<String, Object> configs) {
    this.kafka = kafka;
    this.wire = wire;
    Object id = configs.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    this.transactionalId = id == null ? null : id.toString();
    this.timeoutMs =
        Long.parseLong(
            MemoryConsumer.text(
                configs, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, DEFAULT_TIMEOUT_MS));
  }

  private String transactional() {
    wire.check();
    if (closed) {
      throw new IllegalStateException("The producer is closed");
    }
    if (transactionalId == null) {
      throw new IllegalStateException("The producer has no transactional.id");
    }
    return transactionalId;
  }

  private void checkFenced() {
    wire.check();
    if (transactionalId != null && kafka.fenced(transactionalId, epoch)) {
      throw new ProducerFencedException(
          "Producer " + transactionalId + " of epoch " + epoch + " was replaced by a later one");
    }
  }

  private MemoryTransaction current() {
    MemoryTransaction current = transaction;
    if (current == null) {
      throw new IllegalStateException("No transaction was begun with " + transactional());
    }
    checkFenced();
    return current;
  }

  @Override
  public void initTransactions() {
    epoch = kafka.takeOver(transactional());
  }

  @Override
  public void beginTransaction() {
    checkFenced();
    transaction = kafka.begin(transactional(), timeoutMs);
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    MemoryTransaction current = current();
    if (group.generationId() >= 0) {
      kafka.group(group.groupId()).checkCommit(group.memberId(), group.generationId());
    }
    current.offsets(group.groupId(), offsets);
  }

  @Override
  public void commitTransaction() {
    kafka.end(transactional(), current(), MemoryTransaction.State.COMMITTED);
    transaction = null;
  }

  @Override
  public void abortTransaction() {
    kafka.end(transactional(), current(), MemoryTransaction.State.ABORTED);
    transaction = null;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return send(record, null);
  }

  @Override
  public Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
    if (closed) {
      throw new IllegalStateException("Cannot send to " + record.topic() + ": producer is closed");
    }
    wire.check();
    MemoryTransaction within = transactionalId == null ? null : current();
    ConsumerRecord<byte[], byte[]> stored =
        kafka.append(MemoryRecord.of(record, kafka.time().milliseconds()), within, false);
    RecordMetadata metadata =
        new RecordMetadata(
            new TopicPartition(stored.topic(), stored.partition()),
            stored.offset(),
            0,
            stored.timestamp(),
            stored.serializedKeySize(),
            stored.serializedValueSize());
    if (callback != null) {
      callback.onCompletion(metadata, null);
    }
    return CompletableFuture.completedFuture(metadata);
  }

  @Override
  public void flush() {
    checkFenced();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return kafka.describe(topic);
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return Map.of();
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {}

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {}

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return new Uuid(2, epoch);
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void close(Duration timeout) {
    close();
  }
}
