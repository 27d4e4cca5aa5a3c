package io.thalweg.streams.testing;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.runtime.client.DrivenApplication;
import io.thalweg.streams.spi.StreamsEngineProvider.Request;
import io.thalweg.streams.testing.memory.MemoryClients;
import io.thalweg.streams.testing.memory.MemoryKafka;
import io.thalweg.streams.testing.memory.MemoryRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * A topology that runs on the caller's thread over a cluster in memory, one partition a topic: each
 * record is processed and committed before the next, and what it writes to a topic that is read
 * again goes round at once. What {@link io.thalweg.streams.TopologyTestDriver} stands on.
 */
public final class TopologyRun implements AutoCloseable {
  private final VirtualTime time;
  private final MemoryKafka kafka;
  private final DrivenApplication application;
  private final Map<String, Waiting> waiting = new HashMap<>();
  private final PriorityQueue<Waiting> next = new PriorityQueue<>();
  private final Written produced = new Written();

  /** What was written before the application was there to be asked what it reads; then null. */
  private @Nullable List<ConsumerRecord<byte[], byte[]>> early = new ArrayList<>();

  /** Records of one topic that wait to be processed, in order. */
  private static final class Waiting implements Comparable<Waiting> {
    private final Queue<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();

    @Override
    public int compareTo(Waiting other) {
      return Long.compare(records.element().timestamp(), other.records.element().timestamp());
    }
  }

  /**
   * Compiles the plan and starts its processors.
   *
   * @param description the topology for humans
   */
  public TopologyRun(
      LogicalPlan plan,
      String description,
      StreamsConfig config,
      VirtualTime time,
      UUID processId) {
    this.time = time;
    kafka = new MemoryKafka(time, 1, this::visible);
    application =
        new DrivenApplication(
            new Request(plan, description, config, MemoryClients.handDriven(kafka), time),
            Thread.currentThread().getName(),
            processId);
    List<ConsumerRecord<byte[], byte[]>> written = Objects.requireNonNull(early);
    early = null;
    written.forEach(this::enqueue);
    finish(); // processors may have forwarded when they started
  }

  private void visible(ConsumerRecord<byte[], byte[]> record, boolean piped) {
    if (!piped) {
      produced.add(record);
    }
    if (early != null) {
      early.add(record);
    } else {
      enqueue(record);
    }
  }

  /** Only what is read: in which order topics of equal times follow depends on all that wait. */
  private void enqueue(ConsumerRecord<byte[], byte[]> record) {
    if (!application.reads(record.topic())) {
      return;
    }
    Waiting topic = waiting.computeIfAbsent(record.topic(), name -> new Waiting());
    topic.records.add(record);
    if (topic.records.size() == 1) {
      next.add(topic);
    }
  }

  /**
   * Processes a record and everything that follows from it.
   *
   * @throws IllegalArgumentException if the topology does not read its topic
   */
  public void pipe(MemoryRecord record) {
    if (!application.reads(record.topic())) {
      throw new IllegalArgumentException(
          "Unknown topic: " + record.topic() + ". The topology does not read it");
    }
    kafka.pipe(record);
    finish();
  }

  /** Moves the clock and fires what is due. */
  public void advance(long ms) {
    time.sleep(ms);
    application.punctuate();
    application.commit();
    finish();
  }

  private void finish() {
    application.commit();
    while (takeOne() || application.processWaiting() > 0) {
      application.commit();
    }
  }

  /** Processes the waiting record with the least timestamp; the topics take turns where equal. */
  private boolean takeOne() {
    Waiting topic = next.poll();
    if (topic == null) {
      return false;
    }
    ConsumerRecord<byte[], byte[]> record = topic.records.remove();
    if (!topic.records.isEmpty()) {
      next.add(topic);
    }
    application.process(record);
    return true;
  }

  /** What it wrote. */
  public Written produced() {
    return produced;
  }

  /** All stores by name. */
  public Map<String, StateStore> stores() {
    return application.stores();
  }

  /** A live view of the application's metrics. */
  public Map<MetricName, ? extends Metric> metrics() {
    return application.metrics();
  }

  /** The clock. */
  public VirtualTime time() {
    return time;
  }

  @Override
  public void close() {
    application.close();
  }
}
