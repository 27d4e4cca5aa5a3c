package io.thalweg.streams.testing.memory;

import io.thalweg.streams.KafkaClientSupplier;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Clients of a cluster in memory. */
public class MemoryClients implements KafkaClientSupplier {
  private final MemoryKafka kafka;
  private final Wire wire;

  /** Clients of that cluster, over that wire. */
  public MemoryClients(MemoryKafka kafka, Wire wire) {
    this.kafka = kafka;
    this.wire = wire;
  }

  /** For tasks that are handed their records: nothing is ever said to be still to come. */
  public static MemoryClients handDriven(MemoryKafka kafka) {
    Wire wire = Wire.whole();
    return new MemoryClients(kafka, wire) {
      @Override
      public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new MemoryConsumer(kafka, wire, config) {
          @Override
          public OptionalLong currentLag(TopicPartition partition) {
            return OptionalLong.of(0);
          }
        };
      }
    };
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return MemoryAdmin.of(kafka, wire);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new MemoryProducer(kafka, wire, config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new MemoryConsumer(kafka, wire, config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new MemoryConsumer(kafka, wire, config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new MemoryConsumer(kafka, wire, config);
  }
}
