package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.directory.Trash;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.Stores;

/**
 * CPU time of the owner thread per record of a stream-stream join's stores: a put, and a fetch of
 * what is near it. Ours writes a changelog and commits; that of Kafka Streams only writes its rows.
 * Run by hand: {@code JoinBench [records]}.
 */
final class JoinBench {
  private static final int COMMIT = 20_000;
  private static final int KEYS = 25_000;
  private static final int RECORDS_PER_MS = 5;
  private static final long NEAR_MS = 5_000;
  private static final long RETENTION = 2 * NEAR_MS + 2_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final String[] keys = new String[KEYS];
  private final byte[] value = new byte[100];
  private final int records;

  private JoinBench(int records) {
    this.records = records;
    Random random = new Random(1);
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "customer-" + random.nextInt(1 << 30);
    }
  }

  public static void main(String[] arguments) throws IOException {
    JoinBench bench =
        new JoinBench(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000);
    for (int round = 0; round < 3; round++) {
      System.out.printf("ours %d ns/record%n", bench.ours());
      System.out.printf("Kafka Streams %d ns/record%n", bench.theirs());
    }
  }

  private long ours() throws IOException {
    Path directory = Files.createTempDirectory("bench");
    StoreSpec spec =
        Harness.spec(
            StoreSpec.Kind.WINDOW,
            StoreSpec.Engine.ROCKSDB,
            Serdes.ByteArray(),
            new StoreSpec.WindowSpec(RETENTION, 2 * NEAR_MS, 60_000, true));
    try (Harness harness = new Harness(spec, directory, Harness.config(64 << 20, true))) {
      WindowStore<String, byte[]> store = harness.store();
      long[] sent = new long[1];
      return measure(
          new Random(2),
          (key, time) -> {
            store.put(key, value, time);
            int found = 0;
            try (WindowStoreIterator<byte[]> near =
                store.fetch(key, time - NEAR_MS, time + NEAR_MS)) {
              while (near.hasNext()) {
                found += near.next().value.length;
              }
            }
            return found;
          },
          () -> {
            harness.state().writeChangelogs((topic, k, v, t) -> sent[0]++);
            harness.state().commit(Map.of(Harness.CHANGELOG, sent[0]), sent[0]);
          });
    } finally {
      Trash.empty(directory);
    }
  }

  private long theirs() throws IOException {
    Path directory = Files.createTempDirectory("bench");
    org.apache.kafka.streams.state.WindowStore<String, byte[]> store =
        Stores.windowStoreBuilder(
                Stores.persistentWindowStore(
                    "s", Duration.ofMillis(RETENTION), Duration.ofMillis(2 * NEAR_MS), true),
                Serdes.String(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    Properties config = new Properties();
    config.put("application.id", "peer");
    config.put("bootstrap.servers", "none:1");
    Files.createDirectories(directory.resolve("s"));
    MockProcessorContext<Object, Object> context =
        new MockProcessorContext<>(config, new TaskId(0, 0), directory.toFile());
    store.init(context.getStateStoreContext(), store);
    try {
      return measure(
          new Random(2),
          (key, time) -> {
            store.put(key, value, time);
            int found = 0;
            try (org.apache.kafka.streams.state.WindowStoreIterator<byte[]> near =
                store.fetch(key, time - NEAR_MS, time + NEAR_MS)) {
              while (near.hasNext()) {
                found += near.next().value.length;
              }
            }
            return found;
          },
          () -> {});
    } finally {
      store.close();
      Trash.empty(directory);
    }
  }

  private interface Join {
    int join(String key, long time);
  }

  private long measure(Random random, Join join, Runnable commit) {
    long start = 0;
    long found = 0;
    long committing = 0;
    for (int i = 0; i < records; i++) {
      if (i == records / 4) {
        start = threads.getCurrentThreadCpuTime();
      }
      found += join.join(keys[random.nextInt(KEYS)], 100_000 + i / RECORDS_PER_MS);
      if (i % COMMIT == COMMIT - 1) {
        long before = threads.getCurrentThreadCpuTime();
        commit.run();
        committing += start == 0 ? 0 : threads.getCurrentThreadCpuTime() - before;
      }
    }
    System.out.printf(
        "  %.1f rows a fetch, commits %d ns/record%n",
        found / 100.0 / records, committing / (records - records / 4));
    return (threads.getCurrentThreadCpuTime() - start) / (records - records / 4);
  }
}
