package io.thalweg.streams.testing.memory;

import io.thalweg.streams.KafkaClientSupplier;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/** Clients of a cluster in memory. */
public class MemoryClients implements KafkaClientSupplier {
  private final MemoryKafka kafka;

  /** Clients of that cluster. */
  public MemoryClients(MemoryKafka kafka) {
    this.kafka = kafka;
  }

  /** For tasks that are handed their records: nothing is ever said to be still to come. */
  public static MemoryClients handDriven(MemoryKafka kafka) {
    return new MemoryClients(kafka) {
      @Override
      public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new MemoryConsumer(kafka, config) {
          @Override
          public OptionalLong currentLag(TopicPartition partition) {
            return OptionalLong.of(0);
          }
        };
      }
    };
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Object transactionalId = config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    return new MemoryProducer(kafka, transactionalId == null ? null : transactionalId.toString());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new MemoryConsumer(kafka, config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new MemoryConsumer(kafka, config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new MemoryConsumer(kafka, config);
  }
}
