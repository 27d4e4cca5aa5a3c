package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One writer goes through all keys in order, round after round. So at any moment the values, in key
 * order, are some of round n followed by the rest of round n - 1: what a scan must see, too.
 */
class ConcurrentReadsTest {
  private static final int KEYS = 400;

  @ParameterizedTest
  @CsvSource({
    "ROCKSDB,20000,30",
    "ROCKSDB,1000000,3000",
    "ROCKSDB,1000000,1",
    "IN_MEMORY,20000,400"
  })
  void readersSeeOneMomentAndNeverGoBack(
      StoreSpec.Engine engine, long tableBytes, int putsPerCommit, @TempDir Path directory)
      throws Exception {
    StoreSpec spec = Harness.spec(StoreSpec.Kind.KEY_VALUE, engine, Serdes.Long(), null);
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try (Harness harness = new Harness(spec, directory, Harness.config(tableBytes, true))) {
      write(harness, 1, 0, KEYS);
      harness.commit();
      AtomicBoolean stop = new AtomicBoolean();
      AtomicLong scans = new AtomicLong();
      List<Future<Long>> results = new ArrayList<>();
      boolean consistentScans = engine == StoreSpec.Engine.ROCKSDB;
      for (int i = 0; i < 2; i++) {
        Reader reader =
            new Reader(
                harness.state().readView("s").keyValue(),
                new Random(i),
                stop,
                consistentScans,
                scans);
        results.add(readers.submit(reader::run));
      }
      long end = System.nanoTime() + 2_500_000_000L;
      int done = 0;
      for (long round = 2; System.nanoTime() < end || scans.get() < 20; round++) {
        for (int from = 0; from < KEYS; from += 10) {
          write(harness, round, from, from + 10);
          harness.state().servePendingSnapshots();
          done += 10;
          if (done % Math.max(10, putsPerCommit) == 0) {
            harness.commit();
          }
        }
        if (results.stream().anyMatch(Future::isDone)) {
          break; // failed
        }
      }
      harness.state().closeDirty();
      stop.set(true);
      for (Future<Long> result : results) {
        assertTrue(result.get() > 100, "reads");
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private static void write(Harness harness, long round, int from, int to) {
    KeyValueStore<String, Long> store = harness.store();
    for (int i = from; i < to; i++) {
      store.put(key(i), round);
    }
  }

  private static String key(int i) {
    return String.format("%05d", i);
  }

  /** One reading thread; ends when the store is closed under it. */
  private record Reader(
      ReadOnlyKeyValueStore<String, Long> store,
      Random random,
      AtomicBoolean stop,
      boolean consistentScans,
      AtomicLong scans) {

    long run() {
      long reads = 0;
      long[] seen = new long[KEYS];
      try {
        while (!stop.get() || reads == 0) {
          for (int i = 0; i < 200; i++) {
            int key = random.nextInt(KEYS);
            long value = Objects.requireNonNull(store.get(key(key)));
            assertTrue(value >= seen[key], () -> value + " after " + seen[key]);
            seen[key] = value;
            reads++;
          }
          scan();
          scans.incrementAndGet();
        }
      } catch (InvalidStateStoreException e) {
        return reads; // closed, as it should be
      }
      throw new AssertionError("the store can still be read after it was closed");
    }

    private void scan() {
      long first = 0;
      long last = Long.MAX_VALUE;
      int rows = 0;
      try (KeyValueIterator<String, Long> all = store.all()) {
        while (all.hasNext()) {
          KeyValue<String, Long> row = all.next();
          assertEquals(key(rows++), row.key);
          first = rows == 1 ? row.value : first;
          assertTrue(!consistentScans || row.value <= last, () -> row + " after less");
          last = row.value;
        }
      }
      assertEquals(KEYS, rows);
      assertTrue(!consistentScans || first - last <= 1, first + " to " + last);
    }
  }
}
