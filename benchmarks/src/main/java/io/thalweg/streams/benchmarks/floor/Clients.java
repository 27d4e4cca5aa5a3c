package io.thalweg.streams.benchmarks.floor;

import io.thalweg.streams.benchmarks.engine.RunSpec;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The floor's Kafka clients. */
final class Clients {
  private Clients() {}

  static KafkaConsumer<String, byte[]> consumer(RunSpec spec) {
    Properties config = new Properties();
    config.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, spec.bootstrapServers());
    config.setProperty(ConsumerConfig.GROUP_ID_CONFIG, spec.applicationId() + "-floor");
    config.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    config.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000"); // as in Kafka Streams
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  static KafkaProducer<byte[], byte[]> producer(RunSpec spec) {
    Properties config = new Properties();
    config.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, spec.bootstrapServers());
    config.setProperty(ProducerConfig.LINGER_MS_CONFIG, "100"); // as in Kafka Streams
    config.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
    if (spec.workload().exactlyOnce()) {
      config.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, spec.applicationId());
    }
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
