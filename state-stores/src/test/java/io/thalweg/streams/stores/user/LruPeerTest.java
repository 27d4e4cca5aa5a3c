package io.thalweg.streams.stores.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueBytesStoreSupplier;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.Stores;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations on our bounded store and on Kafka Streams' own: equal answers, equal logs. */
class LruPeerTest {
  private static final int OPERATIONS = 400;

  /** One operation: what, on which key, with which value. */
  private record Operation(int what, String key, String value) {
    static Operation random(Random random) {
      return new Operation(random.nextInt(9), "k" + random.nextInt(9), "v" + random.nextInt(1000));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5, 100})
  void whenUsedThenItAnswersAndLogsAsKafkaStreams(int max, @TempDir Path directory) {
    Random random = new Random(max);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      operations.add(Operation.random(random));
    }
    List<String> log = new ArrayList<>();
    List<String> expected = theirs(max, operations, log, directory.resolve("peer"));
    StoreSpec spec = UserTask.spec(StoreSpec.Kind.KEY_VALUE, Stores.lruMap("s", max), false);
    try (UserTask task = new UserTask(spec, directory.resolve("ours"), false)) {
      List<String> answers = new ArrayList<>();
      task.recordTimestamp = 100;
      for (Operation operation : operations) {
        answers.add(ours(task.store(), operation));
        task.recordTimestamp++;
      }
      task.commit();
      assertEquals(expected, answers);
      assertEquals(log, task.logged());
      int logged = task.changelog.size();
      String before = ours(task.store(), new Operation(6, "", ""));
      assertEquals(logged, task.reopen(true));
      assertEquals(before, ours(task.store(), new Operation(6, "", "")));
      task.commit();
      assertEquals(logged, task.changelog.size(), "restoring logs nothing");
    }
  }

  @Test
  void whenMadeThenItDescribesItselfAsKafkaStreams() {
    KeyValueBytesStoreSupplier supplier = Stores.lruMap("s", 3);
    assertEquals("in-memory-lru", supplier.metricsScope());
    assertEquals("s", supplier.name());
    assertFalse(supplier.get().persistent());
    assertThrows(IllegalArgumentException.class, () -> Stores.lruMap("s", -1));
  }

  private static String ours(KeyValueStore<String, String> store, Operation operation) {
    return switch (operation.what) {
      case 0, 1 -> {
        store.put(operation.key, operation.value);
        yield "";
      }
      case 2 -> {
        store.put(operation.key, null);
        yield "";
      }
      case 3 -> store.putIfAbsent(operation.key, operation.value) + "";
      case 4 -> store.delete(operation.key) + "";
      case 5 -> store.get(operation.key) + "";
      case 6 -> text(store.all());
      case 7 -> text(store.reverseRange(operation.key, "k7")) + store.approximateNumEntries();
      default -> text(store.prefixScan("k" + operation.value.charAt(1), new StringSerializer()));
    };
  }

  private static String text(KeyValueIterator<String, String> rows) {
    try (rows) {
      StringBuilder text = new StringBuilder();
      rows.forEachRemaining(row -> text.append(row.key).append('=').append(row.value).append(' '));
      return text.toString();
    }
  }

  private static String peer(
      org.apache.kafka.streams.state.KeyValueStore<String, String> store, Operation operation) {
    return switch (operation.what) {
      case 0, 1 -> {
        store.put(operation.key, operation.value);
        yield "";
      }
      case 2 -> {
        store.put(operation.key, null);
        yield "";
      }
      case 3 -> store.putIfAbsent(operation.key, operation.value) + "";
      case 4 -> store.delete(operation.key) + "";
      case 5 -> store.get(operation.key) + "";
      case 6 -> peerText(store.all());
      case 7 -> peerText(store.reverseRange(operation.key, "k7")) + store.approximateNumEntries();
      default ->
          peerText(store.prefixScan("k" + operation.value.charAt(1), new StringSerializer()));
    };
  }

  private static String peerText(
      org.apache.kafka.streams.state.KeyValueIterator<String, String> rows) {
    try (rows) {
      StringBuilder text = new StringBuilder();
      rows.forEachRemaining(row -> text.append(row.key).append('=').append(row.value).append(' '));
      return text.toString();
    }
  }

  private static List<String> theirs(
      int max, List<Operation> operations, List<String> log, Path directory) {
    List<String> answers = new ArrayList<>();
    Topology topology = new Topology();
    topology.addSource("source", "in");
    topology.addProcessor("operator", () -> new Operator(operations, answers), "source");
    topology.addStateStore(
        org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.lruMap("s", max),
            Serdes.String(),
            Serdes.String()),
        "operator");
    Properties config = new Properties();
    config.put("application.id", "app");
    config.put("bootstrap.servers", "none:1");
    config.put("state.dir", directory.toString());
    config.put("default.key.serde", Serdes.StringSerde.class);
    config.put("default.value.serde", Serdes.StringSerde.class);
    try (TopologyTestDriver driver =
        new TopologyTestDriver(topology, config, Instant.ofEpochMilli(0))) {
      TestInputTopic<String, String> in =
          driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
      for (int i = 0; i < operations.size(); i++) {
        in.pipeInput("k", "" + i, 100 + i);
      }
      driver
          .createOutputTopic(
              "app-s-changelog", new StringDeserializer(), new ByteArrayDeserializer())
          .readRecordsToList()
          .forEach(
              record ->
                  log.add(
                      record.key()
                          + " "
                          + RecordingMap.text(record.value())
                          + " @"
                          + record.timestamp()));
    }
    return answers;
  }

  private static final class Operator implements Processor<String, String, Void, Void> {
    private final List<Operation> operations;
    private final List<String> answers;
    private org.apache.kafka.streams.state.KeyValueStore<String, String> store;

    @SuppressWarnings("NullAway.Init") // by init
    Operator(List<Operation> operations, List<String> answers) {
      this.operations = operations;
      this.answers = answers;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore("s");
    }

    @Override
    public void process(Record<String, String> record) {
      answers.add(peer(store, operations.get(Integer.parseInt(record.value()))));
    }
  }
}
