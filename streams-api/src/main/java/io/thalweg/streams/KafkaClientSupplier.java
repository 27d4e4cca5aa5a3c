package io.thalweg.streams;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes the Kafka clients of an instance. The configs come from {@link StreamsConfig}; the
 * serializers must be those for byte arrays. Must be thread-safe.
 */
public interface KafkaClientSupplier {
  /** Makes the admin client. */
  default Admin getAdmin(Map<String, Object> config) {
    throw new UnsupportedOperationException(getClass().getName() + " must implement getAdmin.");
  }

  /** Makes a producer. */
  Producer<byte[], byte[]> getProducer(Map<String, Object> config);

  /** Makes the consumer of a stream thread. */
  Consumer<byte[], byte[]> getConsumer(Map<String, Object> config);

  /** Makes a consumer that restores state. */
  Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config);

  /** Makes the consumer of global stores. */
  Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config);
}
