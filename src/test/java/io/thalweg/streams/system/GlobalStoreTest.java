package io.thalweg.streams.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.StoreQueryParameters;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.Topology;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.processor.api.ContextualProcessor;
import io.thalweg.streams.processor.api.Record;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.QueryableStoreTypes;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.system.Instance.Restore;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Global stores over restarts, kills and topics that are not what they were. */
@WithKafka
class GlobalStoreTest {
  private static final int KEYS = 20_000;
  private static final int FLUSH_RECORDS = 4_000;

  @Test
  void whenKilledThenOnlyWhatCameAfterTheLastFlushIsReadAgain(
      KafkaCluster kafka, @TempDir Path folder) {
    App app =
        new App(kafka, AppTopology.GLOBAL, 2, App.AT_LEAST_ONCE, folder)
            .with(Settings.FLUSH_MAX_RECORDS, Integer.toString(FLUSH_RECORDS));
    String input = AppTopology.input(app.name());
    try (Instance killed = app.start("instance")) {
      killed.awaitRunning();
      send(kafka, input, 0, KEYS);
      awaitTable(kafka, input, killed);
      send(kafka, input, 100, 1_000);
      killed.kill();
    }
    try (Instance instance = app.start("instance")) {
      instance.awaitRunning();
      List<Restore> restores = instance.restores();
      assertEquals(2, restores.size(), "one of each partition: " + restores);
      for (Restore restore : restores) {
        assertTrue(restore.tail() <= 2 * FLUSH_RECORDS, "more than the tail: " + restores);
        assertTrue(restore.end() > KEYS / 4, "the topic is long: " + restores);
      }
      awaitTable(kafka, input, instance);
      instance.stop();
    }
    try (Instance again = app.start("instance")) {
      again.awaitRunning();
      assertEquals(
          0, again.restores().stream().mapToLong(Restore::tail).sum(), "after a clean stop");
      awaitTable(kafka, input, again);
    }
  }

  private static void send(KafkaCluster kafka, String topic, long value, int keys) {
    List<ProducerRecord<String, Long>> records = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      records.add(new ProducerRecord<>(topic, "key-" + i, value + i));
    }
    kafka.io().sendAll(new StringSerializer(), new LongSerializer(), records);
  }

  private static void awaitTable(KafkaCluster kafka, String topic, Instance instance) {
    RowSum expected =
        RowSum.of(
            new TreeMap<>(
                kafka.io().readTable(topic, new StringDeserializer(), new LongDeserializer())));
    await("the store is what its topic says")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertEquals(expected.toString(), instance.sum(AppTopology.COUNTS)));
  }

  @Test
  void whenTheTopicIsNotThereThenStartSaysSo(KafkaCluster kafka, @TempDir Path state) {
    String app = kafka.uniqueName("absent");
    kafka.createTopics(1, app + "-in");
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(app + "-in").to(app + "-out");
    builder.globalTable(app + "-nowhere", Consumed.with(Serdes.String(), Serdes.Long()));
    try (Local local = Local.create(builder.build(), Local.config(kafka, app, state))) {
      StreamsException refusal = assertThrows(StreamsException.class, local.streams::start);
      Local.assertSays(refusal, app + "-nowhere", "partitions");
      local.awaitState(KafkaStreams.State.ERROR);
    }
  }

  /** Keeps the sum of all values of a key. */
  private static final class Sums extends ContextualProcessor<String, Long, Void, Void> {
    @Override
    public void process(Record<String, Long> record) {
      KeyValueStore<String, Long> sums = context().getStateStore("sums");
      Long before = sums.get(record.key());
      sums.put(record.key(), (before == null ? 0 : before) + record.value());
    }
  }

  @Test
  void whenStartedAgainThenProcessorsAreGivenWhatIsNotInTheStore(
      KafkaCluster kafka, @TempDir Path state) {
    for (boolean persistent : new boolean[] {true, false}) {
      String app = kafka.uniqueName("sums");
      kafka.createTopics(2, app + "-in");
      Properties config = Local.config(kafka, app, state);
      send(kafka, app + "-in", 1, 50);
      try (Local local = Local.start(sums(app, persistent), config)) {
        assertEquals(KafkaStreams.State.RUNNING, local.streams.state(), "at once: no tasks");
        assertEquals(50 * 49 / 2 + 50, total(local), "complete when start returns");
      }
      send(kafka, app + "-in", 0, 10);
      try (Local local = Local.start(sums(app, persistent), config)) {
        assertEquals(50 * 49 / 2 + 50 + 45, total(local), "each record once");
      }
    }
  }

  private static Topology sums(String app, boolean persistent) {
    return new StreamsBuilder()
        .addGlobalStore(
            Stores.keyValueStoreBuilder(
                persistent
                    ? Stores.persistentKeyValueStore("sums")
                    : Stores.inMemoryKeyValueStore("sums"),
                Serdes.String(),
                Serdes.Long()),
            app + "-in",
            Consumed.with(Serdes.String(), Serdes.Long()),
            Sums::new)
        .build();
  }

  private static long total(Local local) {
    ReadOnlyKeyValueStore<String, Long> store = view(local, "sums");
    long[] total = {0};
    try (var all = store.all()) {
      all.forEachRemaining(row -> total[0] += row.value);
    }
    return total[0];
  }

  private static ReadOnlyKeyValueStore<String, Long> view(Local local, String store) {
    return local.streams.store(
        StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
  }

  @Test
  void whenTheTopicWasMadeAnewThenTheStoreIsToo(KafkaCluster kafka, @TempDir Path state)
      throws Exception {
    String app = kafka.uniqueName("anew");
    kafka.createTopics(1, app + "-in");
    StreamsBuilder builder = new StreamsBuilder();
    builder.globalTable(
        app + "-in", Consumed.with(Serdes.String(), Serdes.Long()), Materialized.as("rows"));
    Topology topology = builder.build();
    Properties config = Local.config(kafka, app, state);
    send(kafka, app + "-in", 0, 20);
    try (Local local = Local.start(topology, config)) {
      assertEquals(7, view(local, "rows").get("key-7"));
    }
    kafka.admin().deleteTopics(List.of(app + "-in")).all().get();
    await().until(() -> !kafka.admin().listTopics().names().get().contains(app + "-in"));
    kafka.createTopics(1, app + "-in");
    kafka
        .io()
        .sendAll(
            new StringSerializer(),
            new LongSerializer(),
            List.of(
                new ProducerRecord<>(app + "-in", "key-3", 33L),
                new ProducerRecord<>(app + "-in", "key-4", 44L)));
    try (Local local = Local.start(topology, config)) {
      Map<String, Long> rows = new TreeMap<>();
      try (var all = view(local, "rows").all()) {
        all.forEachRemaining(row -> rows.put(row.key, row.value));
      }
      assertEquals(Map.of("key-3", 33L, "key-4", 44L), rows);
    }
  }
}
