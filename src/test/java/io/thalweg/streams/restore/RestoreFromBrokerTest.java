package io.thalweg.streams.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.exec.ThreadExec;
import io.thalweg.streams.runtime.metrics.ClientIds;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import io.thalweg.streams.runtime.restore.AdminOffsetLookup;
import io.thalweg.streams.runtime.restore.RestoreOutcome;
import io.thalweg.streams.runtime.restore.RestoreOutcome.Status;
import io.thalweg.streams.runtime.restore.RestoreRequest;
import io.thalweg.streams.runtime.restore.RestoreService;
import io.thalweg.streams.runtime.restore.RestoreSettings;
import io.thalweg.streams.runtime.restore.RestoreTarget;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a fake cannot show: markers, aborted records, open transactions, moved log starts. */
@WithKafka
class RestoreFromBrokerTest {
  private static final TaskId TASK = new TaskId(0, 0);

  private final KafkaCluster kafka;
  private final Admin admin;
  private final TopicPartition log;
  private final BlockingQueue<RestoreOutcome> outcomes = new LinkedBlockingQueue<>();
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private final InstanceMetrics metrics;
  private final RestoreService service;

  RestoreFromBrokerTest(KafkaCluster kafka) {
    this.kafka = kafka;
    this.admin = kafka.admin();
    this.log = new TopicPartition(kafka.uniqueName("changelog"), 0);
    StreamsConfig config =
        new StreamsConfig(
            Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "app",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2));
    this.metrics =
        InstanceMetrics.create(
            config, new InstanceMetrics.Identity("app", "cl", new UUID(1, 2)), Time.SYSTEM);
    this.service =
        new RestoreService(
            new RestoreSettings("cl", 2, 100, 60_000),
            new RestoreService.Clients(
                clientId ->
                    new KafkaConsumer<>(
                        config.getRestoreConsumerConfigs(clientId),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                new ClientIds(Time.SYSTEM),
                new AdminOffsetLookup(admin, "no-group")),
            new RestoreService.UserListeners(() -> null, () -> null),
            metrics,
            Time.SYSTEM);
  }

  @BeforeEach
  void start() throws ExecutionException, InterruptedException {
    admin.createTopics(List.of(new NewTopic(log.topic(), 1, (short) 1))).all().get();
    service.start(new ThreadExec(Time.SYSTEM));
  }

  @AfterEach
  void stop() {
    service.shutdown();
    assertTrue(service.join(Duration.ofSeconds(30), Time.SYSTEM));
    metrics.close();
  }

  @Test
  void whenATransactionIsOpenThenItIsWaitedForAndAbortedOnesAreLeftOut()
      throws InterruptedException {
    try (KafkaProducer<String, String> producer = producer("a");
        KafkaProducer<String, String> late = producer("b")) {
      producer.beginTransaction();
      send(producer, "committed", 10);
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, "aborted", 5);
      producer.flush();
      producer.abortTransaction();
      late.beginTransaction();
      send(late, "late", 3);
      late.flush();
      Loaded state = submit(new Loaded());
      assertNull(outcomes.poll(2, TimeUnit.SECONDS), "the open transaction has to end first");
      late.commitTransaction();
      RestoreOutcome outcome = outcome();
      assertEquals(Status.RESTORED, outcome.status(), String.valueOf(outcome.cause()));
      assertEquals(13, outcome.records());
      assertEquals(10, state.count("committed"));
      assertEquals(0, state.count("aborted"));
      assertEquals(3, state.count("late"));
      // 10 + marker, 5 + marker, 3; the last marker was not there when the end was looked up
      assertEquals(20L, state.positions.get(log));
    }
  }

  @Test
  void whenTheLogEndsWithMarkersThenRestoringEndsThere() throws InterruptedException {
    try (KafkaProducer<String, String> producer = producer("c")) {
      producer.beginTransaction();
      send(producer, "aborted", 4);
      producer.flush();
      producer.abortTransaction();
    }
    Loaded state = submit(new Loaded());
    RestoreOutcome outcome = outcome();
    assertEquals(Status.RESTORED, outcome.status(), String.valueOf(outcome.cause()));
    assertEquals(0, outcome.records());
    assertEquals(5L, state.positions.get(log));
  }

  @Test
  void whenRecordsWereDeletedThenTheStoreIsDroppedAndReadAgain()
      throws InterruptedException, ExecutionException {
    try (KafkaProducer<String, String> producer = producer("d")) {
      producer.beginTransaction();
      send(producer, "x", 20);
      producer.commitTransaction();
    }
    admin.deleteRecords(Map.of(log, RecordsToDelete.beforeOffset(12))).all().get();
    Loaded state = new Loaded();
    state.positions.put(log, 7L);
    submit(state);
    assertEquals(Status.RESTORED, outcome().status());
    assertEquals(List.of("counts"), state.resets);
    assertEquals(8, state.count("x"));
  }

  @Test
  void whenAMissingTopicIsMadeLaterThenRestoringGoesOn()
      throws InterruptedException, ExecutionException {
    admin.deleteTopics(Set.of(log.topic())).all().get();
    Loaded state = submit(new Loaded());
    assertNull(outcomes.poll(1, TimeUnit.SECONDS));
    admin.createTopics(List.of(new NewTopic(log.topic(), 1, (short) 1))).all().get();
    RestoreOutcome outcome = outcome();
    assertEquals(Status.RESTORED, outcome.status(), String.valueOf(outcome.cause()));
    assertEquals(0L, state.positions.get(log));
  }

  private Loaded submit(Loaded state) {
    service.submit(
        new RestoreRequest(TASK, state, Map.of("counts", log), Map.of(), null), outcomes::add);
    return state;
  }

  private RestoreOutcome outcome() throws InterruptedException {
    RestoreOutcome outcome = outcomes.poll(30, TimeUnit.SECONDS);
    if (outcome == null) {
      throw new AssertionError("no outcome; progress " + service.progress());
    }
    return outcome;
  }

  private void send(KafkaProducer<String, String> producer, String key, int count) {
    for (int i = 0; i < count; i++) {
      sent.add(producer.send(new ProducerRecord<>(log.topic(), 0, key, "v" + i)));
    }
  }

  private KafkaProducer<String, String> producer(String id) {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                log.topic() + id),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  /** Counts keys. Owned by the restore thread until the outcome. */
  private static final class Loaded implements RestoreTarget {
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> resets = new ArrayList<>();

    long count(String key) {
      return keys.stream().filter(key::equals).count();
    }

    @Override
    public OptionalLong position(TopicPartition changelog) {
      Long position = positions.get(changelog);
      return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    @Override
    public @Nullable Uuid topicId(TopicPartition changelog) {
      return null;
    }

    @Override
    public void topicId(TopicPartition changelog, Uuid id) {}

    @Override
    public long asOfMs() {
      return 0; // asks for settings, too
    }

    @Override
    public void asOf(long nowMs) {}

    @Override
    public void serveReaders() {}

    @Override
    public void prepareRestore(long records) {}

    @Override
    public void restore(
        TopicPartition changelog, List<ConsumerRecord<byte[], byte[]>> batch, long nextPosition) {
      batch.forEach(record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
      positions.put(changelog, nextPosition);
    }

    @Override
    public void restoreCompleted() {}

    @Override
    public void reset(String store) {
      resets.add(store);
      positions.clear();
      keys.clear();
    }

    @Override
    public void abandon() {
      throw new AssertionError("the test takes every state back");
    }
  }
}
