package io.thalweg.streams.system;

import io.thalweg.streams.testing.KafkaCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Input for {@link AppTopology} and what must become of it: record number {@code n} has the id
 * {@code n} and a key drawn from the seed.
 */
final class Feed {
  private final KafkaCluster kafka;
  private final String topic;
  private final int keys;
  private final Random random;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Long> groups = new TreeMap<>();
  private long sent;

  Feed(KafkaCluster kafka, String app, int keys, long seed) {
    this.kafka = kafka;
    this.topic = AppTopology.input(app);
    this.keys = keys;
    this.random = new Random(seed);
  }

  /** Sends the next records; all are acknowledged on return. */
  synchronized void send(int records) {
    List<ProducerRecord<String, Long>> batch = new ArrayList<>(records);
    for (int i = 0; i < records; i++) {
      String key = "key-" + random.nextInt(keys);
      batch.add(new ProducerRecord<>(topic, key, sent));
      counts.merge(key, 1L, Long::sum);
      groups.merge(AppTopology.group(sent), 1L, Long::sum);
      sent++;
    }
    kafka.io().sendAll(new StringSerializer(), new LongSerializer(), batch);
  }

  /** Sends at a steady pace on a thread of its own until closed. */
  Pump pump(int recordsPerStep, long stepMs) {
    return new Pump(recordsPerStep, stepMs);
  }

  synchronized long sent() {
    return sent;
  }

  /** Records so far by key. */
  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Records so far by group. */
  synchronized Map<String, Long> groups() {
    return new TreeMap<>(groups);
  }

  final class Pump implements AutoCloseable {
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;

    private Pump(int recordsPerStep, long stepMs) {
      thread = new Thread(() -> run(recordsPerStep, stepMs), "pump");
      thread.start();
    }

    boolean isPumping() {
      return thread.isAlive();
    }

    private void run(int recordsPerStep, long stepMs) {
      try {
        while (!stopped) {
          send(recordsPerStep);
          Sleep.millis(stepMs);
        }
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    /** Stops sending; fails if any record could not be sent. */
    @Override
    public void close() {
      stopped = true;
      try {
        thread.join(TimeUnit.MINUTES.toMillis(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (failure != null || thread.isAlive()) {
        throw new IllegalStateException("The pump failed", failure);
      }
    }
  }
}
