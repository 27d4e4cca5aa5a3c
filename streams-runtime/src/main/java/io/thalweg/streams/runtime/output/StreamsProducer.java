package io.thalweg.streams.runtime.output;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One stream thread's producer and its transaction. Every method belongs to the stream thread.
 *
 * <p>After a fence or an error of unknown outcome the producer is replaced: {@link #reset} closes
 * it and the next use makes a new one, whose {@code initTransactions} fences the old one and brings
 * its transaction to an end.
 */
public final class StreamsProducer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Supplier<Producer<byte[], byte[]>> factory;
  private final boolean transactional;
  private @Nullable Producer<byte[], byte[]> producer;
  private boolean inTransaction;

  /** The factory is called for the first producer and after each {@link #reset}. */
  public StreamsProducer(Supplier<Producer<byte[], byte[]>> factory, boolean transactional) {
    this.factory = factory;
    this.transactional = transactional;
  }

  /** Whether sends are part of transactions. */
  public boolean transactional() {
    return transactional;
  }

  /** Whether a transaction has been begun and not ended. */
  public boolean inTransaction() {
    return inTransaction;
  }

  /**
   * Makes the producer ready, which fences a former one of the same transactional id and ends its
   * transaction.
   *
   * @throws TimeoutException if the coordinator does not answer; to be tried again
   */
  public Producer<byte[], byte[]> ready() {
    Producer<byte[], byte[]> ready = producer;
    if (ready != null) {
      return ready;
    }
    ready = factory.get();
    if (transactional) {
      try {
        ready.initTransactions();
      } catch (RuntimeException e) {
        ready.close(Duration.ZERO);
        throw e;
      }
    }
    producer = ready;
    return ready;
  }

  /** Sends within the current transaction, which is begun if need be. */
  public void send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    Producer<byte[], byte[]> ready = ready();
    if (transactional && !inTransaction) {
      ready.beginTransaction();
      inTransaction = true;
    }
    Future<RecordMetadata> unused = ready.send(record, callback); // the callback tells
  }

  /** Waits until all that was sent is acknowledged or has failed. */
  public void flush() {
    if (producer != null) {
      producer.flush();
    }
  }

  /** Lets the offsets join the transaction and commits it. */
  public void commit(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
    Producer<byte[], byte[]> ready = ready();
    if (!inTransaction) {
      ready.beginTransaction();
      inTransaction = true;
    }
    ready.sendOffsetsToTransaction(offsets, groupMetadata);
    commitWithRetry(ready);
    inTransaction = false;
  }

  private static void commitWithRetry(Producer<byte[], byte[]> ready) {
    try {
      ready.commitTransaction();
    } catch (TimeoutException | InterruptException e) {
      // the client allows exactly this: the same call again, to learn the outcome
      ready.commitTransaction();
    }
  }

  /** Aborts the current transaction, if any; a producer that cannot abort is replaced. */
  public void abort() {
    if (!inTransaction || producer == null) {
      return;
    }
    inTransaction = false;
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      reset();
    }
  }

  /** Drops the producer; the next use makes a new one. */
  public void reset() {
    inTransaction = false;
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  /** The partitions of a topic, from the producer's metadata (may ask the broker). */
  public List<PartitionInfo> partitionsFor(String topic) {
    return ready().partitionsFor(topic);
  }

  /** The id a broker gave to the client; null while there is no client. */
  public @Nullable Uuid clientInstanceId(Duration timeout) {
    return producer == null ? null : producer.clientInstanceId(timeout);
  }

  /** The client's own metrics; empty while there is no client. */
  public Map<MetricName, ? extends Metric> metrics() {
    return producer == null ? Map.of() : producer.metrics();
  }

  @Override
  public void close() {
    if (producer != null) {
      abort();
      if (producer != null) {
        producer.close(PATIENCE);
        producer = null;
      }
    }
  }
}
