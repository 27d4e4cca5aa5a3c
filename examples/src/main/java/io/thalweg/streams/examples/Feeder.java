package io.thalweg.streams.examples;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends the input at a given rate, a slice at each call. Used by one thread. */
final class Feeder implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<ProducerRecord<byte[], byte[]>> records;
  private final int rate;
  private final long start = System.nanoTime();

  /** Set by the producer's own thread. */
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private int sent;

  /**
   * @param rate records per second; 0 is as fast as possible
   */
  Feeder(String bootstrapServers, List<ProducerRecord<byte[], byte[]>> records, int rate) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.records = records;
    this.rate = rate;
  }

  /** Sends what is due by now; returns whether there is more. */
  boolean feed() {
    int due = due();
    while (sent < due) {
      send(records.get(sent));
    }
    if (sent == records.size()) {
      producer.flush();
    }
    Exception e = failure.get();
    if (e != null) {
      throw new ExampleException("Could not feed the input: " + e.getMessage(), e);
    }
    return sent < records.size();
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    if (sent > 0 && !records.get(sent - 1).topic().equals(record.topic())) {
      producer.flush(); // a table is complete before the records that need it
    }
    sent++;
    // The callback keeps what the future would tell.
    var unused = producer.send(record, (metadata, e) -> failure.compareAndSet(null, e));
  }

  private int due() {
    if (rate == 0) {
      return records.size();
    }
    double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    return (int) Math.min(records.size(), seconds * rate);
  }

  int sent() {
    return sent;
  }

  @Override
  public void close() {
    producer.close();
  }
}
