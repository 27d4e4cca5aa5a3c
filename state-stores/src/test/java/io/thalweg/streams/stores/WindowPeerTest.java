package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations on our window store and on Kafka Streams' own: equal rows in equal order. */
class WindowPeerTest {
  private static final long RETENTION = 200_000;
  private static final long SEGMENT = 100_000;
  private static final long SIZE = 500;

  record Setup(StoreSpec.Engine engine, boolean duplicates, long tableBytes, int seed) {}

  static Stream<Setup> setups() {
    List<Setup> setups = new ArrayList<>();
    int seed = 0;
    for (StoreSpec.Engine engine : StoreSpec.Engine.values()) {
      for (boolean duplicates : new boolean[] {false, true}) {
        for (long tableBytes : new long[] {4_000, 1 << 20}) {
          setups.add(new Setup(engine, duplicates, tableBytes, seed++));
        }
      }
    }
    return setups.stream();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void equalsKafkaStreams(Setup setup, @TempDir Path directory) {
    StoreSpec spec = spec(setup.engine(), setup.duplicates());
    org.apache.kafka.streams.state.WindowStore<String, String> theirs =
        peer(setup, directory.resolve("peer"));
    assertTrue(directory.resolve("ours").toFile().mkdirs());
    try (Harness ours =
        new Harness(spec, directory.resolve("ours"), Harness.config(setup.tableBytes(), true))) {
      new Run(ours, theirs, new Random(setup.seed()), setup.duplicates()).run(1_200);
    } finally {
      theirs.close();
    }
  }

  @Test
  void rollbackForgetsRowsAndStreamTime(@TempDir Path directory) {
    StoreSpec spec = spec(StoreSpec.Engine.ROCKSDB, false);
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 20, true))) {
      WindowStore<String, String> store = harness.store();
      store.put("a", "1", 1_000);
      harness.commit();
      store.put("a", "2", 1_000);
      store.put("b", "3", 9_000_000);
      assertEquals(null, store.fetch("a", 1_000));
      harness.rollback();
      assertEquals("1", store.fetch("a", 1_000));
      assertEquals(null, store.fetch("b", 9_000_000));
      store.put("c", "4", 2_000);
      harness.commit();
      harness.reopen(true);
      store = harness.store();
      assertEquals("1", store.fetch("a", 1_000));
      assertEquals("4", store.fetch("c", 2_000));
      assertEquals(2, harness.changelog.size());
    }
  }

  private static StoreSpec spec(StoreSpec.Engine engine, boolean duplicates) {
    return Harness.spec(
        StoreSpec.Kind.WINDOW,
        engine,
        Serdes.String(),
        new StoreSpec.WindowSpec(RETENTION, SIZE, SEGMENT, duplicates));
  }

  private static org.apache.kafka.streams.state.WindowStore<String, String> peer(
      Setup setup, Path directory) {
    Duration retention = Duration.ofMillis(RETENTION);
    Duration size = Duration.ofMillis(SIZE);
    WindowBytesStoreSupplier supplier =
        setup.engine() == StoreSpec.Engine.ROCKSDB
            ? Stores.persistentWindowStore("s", retention, size, setup.duplicates())
            : Stores.inMemoryWindowStore("s", retention, size, setup.duplicates());
    org.apache.kafka.streams.state.WindowStore<String, String> store =
        Stores.windowStoreBuilder(supplier, Serdes.String(), Serdes.String())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    Properties config = new Properties();
    config.put("application.id", "peer");
    config.put("bootstrap.servers", "none:1");
    assertTrue(directory.resolve("s").toFile().mkdirs());
    MockProcessorContext<Object, Object> context =
        new MockProcessorContext<>(config, new TaskId(0, 0), directory.toFile());
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  /** One random run. */
  private static final class Run {
    private final Harness harness;
    private final org.apache.kafka.streams.state.WindowStore<String, String> theirs;
    private final Random random;
    private final boolean duplicates;
    private long clock = 1_000;

    Run(
        Harness harness,
        org.apache.kafka.streams.state.WindowStore<String, String> theirs,
        Random random,
        boolean duplicates) {
      this.harness = harness;
      this.theirs = theirs;
      this.random = random;
      this.duplicates = duplicates;
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        step(random.nextInt(100));
      }
      checkAll();
    }

    private void step(int dice) {
      if (dice < 55) {
        put();
      } else if (dice < 70) {
        checkPoint();
      } else if (dice < 90) {
        WindowStore<String, String> store = harness.store();
        checkRanges(random.nextBoolean() ? store : harness.state().readView("s").window());
      } else if (dice < 98) {
        harness.commit();
      } else if (dice < 99) {
        checkAll();
      } else {
        harness.commit();
        // a sequence number cannot be told from the changelog's rows that have expired
        harness.reopen(duplicates || random.nextBoolean());
        checkAll();
      }
    }

    private void put() {
      WindowStore<String, String> store = harness.store();
      clock += random.nextInt(1_500);
      long start = random.nextInt(5) == 0 ? Math.max(0, clock - random.nextInt(300_000)) : clock;
      start -= start % 100;
      // with duplicates a null is no update, but moves the stream time of their in-memory store
      @Nullable String value =
          !duplicates && random.nextInt(8) == 0 ? null : "v" + random.nextInt(1_000);
      String key = key();
      store.put(key, value, start);
      theirs.put(key, value, start);
    }

    private void checkPoint() {
      if (duplicates) {
        return; // theirs finds the row of the last sequence number only
      }
      WindowStore<String, String> store = harness.store();
      String key = key();
      long start = Math.max(0, clock - random.nextInt(300_000));
      start -= start % 100;
      assertEquals(theirs.fetch(key, start), store.fetch(key, start));
      ReadOnlyWindowStore<String, String> view = harness.state().readView("s").window();
      assertEquals(theirs.fetch(key, start), view.fetch(key, start));
    }

    private void checkRanges(ReadOnlyWindowStore<String, String> store) {
      String a = key();
      String b = key();
      @Nullable String low = random.nextInt(5) == 0 ? null : a.compareTo(b) < 0 ? a : b;
      @Nullable String high = random.nextInt(5) == 0 ? null : a.compareTo(b) < 0 ? b : a;
      Instant from = Instant.ofEpochMilli(Math.max(0, clock - random.nextInt(300_000)));
      Instant to = from.plusMillis(random.nextInt(200_000));
      String where = low + ".." + high + " " + from.toEpochMilli() + ".." + to.toEpochMilli();
      assertEquals(times(theirs.fetch(a, from, to)), times(store.fetch(a, from, to)), where);
      assertEquals(
          times(theirs.backwardFetch(a, from, to)), times(store.backwardFetch(a, from, to)), where);
      assertEquals(
          rows(theirs.fetch(low, high, from, to)), rows(store.fetch(low, high, from, to)), where);
      assertEquals(
          rows(theirs.backwardFetch(low, high, from, to)),
          rows(store.backwardFetch(low, high, from, to)),
          where);
      assertEquals(rows(theirs.fetchAll(from, to)), rows(store.fetchAll(from, to)), where);
      assertEquals(
          rows(theirs.backwardFetchAll(from, to)), rows(store.backwardFetchAll(from, to)), where);
    }

    private void checkAll() {
      WindowStore<String, String> store = harness.store();
      assertEquals(rows(theirs.all()), rows(store.all()));
      assertEquals(rows(theirs.backwardAll()), rows(store.backwardAll()));
    }

    private String key() {
      return "ab".repeat(random.nextInt(3)) + (char) ('a' + random.nextInt(4));
    }
  }

  private static List<String> rows(KeyValueIterator<Windowed<String>, String> iterator) {
    List<String> rows = new ArrayList<>();
    for (KeyValue<Windowed<String>, String> row : Harness.drain(iterator)) {
      rows.add(
          row.key.key()
              + "@"
              + row.key.window().start()
              + "-"
              + row.key.window().end()
              + "="
              + row.value);
    }
    return rows;
  }

  private static List<String> rows(
      org.apache.kafka.streams.state.KeyValueIterator<
              org.apache.kafka.streams.kstream.Windowed<String>, String>
          iterator) {
    List<String> rows = new ArrayList<>();
    try (iterator) {
      iterator.forEachRemaining(
          row ->
              rows.add(
                  row.key.key()
                      + "@"
                      + row.key.window().start()
                      + "-"
                      + row.key.window().end()
                      + "="
                      + row.value));
    }
    return rows;
  }

  private static List<String> times(WindowStoreIterator<String> iterator) {
    List<String> rows = new ArrayList<>();
    for (KeyValue<Long, String> row : Harness.drain(iterator)) {
      rows.add(row.key + "=" + row.value);
    }
    return rows;
  }

  private static List<String> times(
      org.apache.kafka.streams.state.WindowStoreIterator<String> iterator) {
    List<String> rows = new ArrayList<>();
    try (iterator) {
      iterator.forEachRemaining(row -> rows.add(row.key + "=" + row.value));
    }
    return rows;
  }
}
