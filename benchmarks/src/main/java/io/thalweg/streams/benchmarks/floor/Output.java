package io.thalweg.streams.benchmarks.floor;

import io.thalweg.streams.benchmarks.engine.RunSpec;
import io.thalweg.streams.benchmarks.workload.Workload;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends to the output topic and to the changelog; the first failure surfaces at the next commit.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the callback takes failures
final class Output {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String changelog;
  private final String repartition;
  private volatile @Nullable Exception failure;
  private final Callback callback =
      (metadata, problem) -> {
        if (problem != null) {
          failure = problem;
        }
      };

  Output(Producer<byte[], byte[]> producer, RunSpec spec) {
    this.producer = producer;
    this.topic = spec.output();
    this.changelog = Workload.changelog(spec.applicationId());
    this.repartition = Workload.repartition(spec.applicationId());
  }

  void send(byte[] key, byte @Nullable [] value, long timestamp) {
    producer.send(new ProducerRecord<>(topic, null, timestamp, key, value), callback);
  }

  /** Under its new key to the repartition topic. */
  void repartition(byte[] key, byte[] value, long timestamp) {
    producer.send(new ProducerRecord<>(repartition, null, timestamp, key, value), callback);
  }

  /** The partition is given, since a changelog is partitioned as the input is, not by its key. */
  void log(int partition, byte[] key, byte @Nullable [] value, long timestamp) {
    producer.send(new ProducerRecord<>(changelog, partition, timestamp, key, value), callback);
  }

  void flush() {
    producer.flush();
    Exception problem = failure;
    if (problem != null) {
      throw new IllegalStateException("Cannot write the results", problem);
    }
  }
}
