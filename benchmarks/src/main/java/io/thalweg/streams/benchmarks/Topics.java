package io.thalweg.streams.benchmarks;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.workload.Check;
import io.thalweg.streams.benchmarks.workload.Model;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The runner's side of the broker: preloads, reads results back, cleans up. */
final class Topics implements AutoCloseable {
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(30);
  private static final Map<String, String> KEEP = Map.of("retention.ms", "-1");
  private static final Map<String, String> COMPACT = Map.of("cleanup.policy", "compact");

  private final Admin admin;
  private final String bootstrapServers;
  private final int partitions;

  Topics(String bootstrapServers, int partitions) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.bootstrapServers = bootstrapServers;
    this.partitions = partitions;
  }

  void create(String name, boolean compacted) {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
    get(admin.createTopics(List.of(topic.configs(compacted ? COMPACT : KEEP))).all());
    awaitLeaders(name);
  }

  /**
   * Offsets are told only by leaders that are ready. An idempotent producer that comes before that
   * can have its first batch refused and its second one taken, and then never gets on.
   */
  private void awaitLeaders(String topic) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    partitions(topic).forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
    while (true) {
      try {
        get(admin.listOffsets(ends).all());
        return;
      } catch (IllegalStateException e) {
        // the controller has the topic; the broker learns of it a moment later
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  /** Creates and fills the inputs of a model, which sees every record. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback takes failures
  void preload(Model model) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "batch.size", 262_144, "linger.ms", 20);
    ByteArraySerializer bytes = new ByteArraySerializer();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
      for (InputTopic topic : model.inputs()) {
        create(topic.name(), topic.compacted());
        for (long i = 0; i < topic.size(); i++) {
          InputRecord record = topic.record().at(i);
          model.observe(topic, record);
          producer.send(
              new ProducerRecord<>(
                  topic.name(),
                  null,
                  record.timestamp(),
                  Keys.bytes(record.keyId()),
                  record.value()),
              (metadata, problem) -> failure.compareAndSet(null, problem));
        }
      }
      producer.flush();
    }
    Exception problem = failure.get();
    if (problem != null) {
      throw new IllegalStateException("Cannot preload the input of the workload", problem);
    }
  }

  /** What is wrong with the committed content of a topic. */
  List<String> check(String topic, Check check) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "max.poll.records",
            10_000);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
      List<TopicPartition> all = partitions(topic);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (!ends.entrySet().stream()
          .allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          check.accept(record.key(), record.value());
        }
      }
    }
    return check.problems().stream().map(problem -> topic + ": " + problem).toList();
  }

  /** Reads a topic to its end and forgets it. */
  void read(String topic) {
    check(topic, new Ignore());
  }

  private List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
  }

  boolean exists(String topic) {
    return get(admin.listTopics().names()).contains(topic);
  }

  void delete(Collection<String> topics) {
    get(admin.deleteTopics(topics).all());
  }

  /** Deletes an application's group, whose members may not have left, and the topics it made. */
  void deleteApplication(String applicationId, Collection<String> exceptTopics) {
    for (String group : List.of(applicationId, applicationId + "-floor")) {
      ignoringAbsence(
          admin
              .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
              .all());
      ignoringAbsence(admin.deleteConsumerGroups(List.of(group)).all());
    }
    List<String> own =
        get(admin.listTopics().names()).stream()
            .filter(name -> name.startsWith(applicationId + "-") && !exceptTopics.contains(name))
            .toList();
    if (!own.isEmpty()) {
      delete(own);
    }
  }

  private static void ignoringAbsence(KafkaFuture<?> future) {
    try {
      future.get();
    } catch (ExecutionException e) {
      // no such group, or nobody in it: which is what was wanted
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The broker refused: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while waiting for the broker", e);
  }

  @Override
  public void close() {
    admin.close();
  }

  private static final class Ignore implements Check {
    @Override
    public void accept(byte[] key, byte @Nullable [] value) {}

    @Override
    public List<String> problems() {
      return List.of();
    }
  }
}
