package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.SessionStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The owner writes the sessions of each key in the order of their ends, round after round, while
 * others read: of a key they see some of round n followed by the rest of round n - 1. One session
 * per key grows with every round: others see it once, or not at all while it is being replaced.
 */
class SessionReadersTest {
  private static final int KEYS = 50;
  private static final int SESSIONS = 4;

  @ParameterizedTest
  @CsvSource({"ROCKSDB,8000,30", "ROCKSDB,1000000,3000", "IN_MEMORY,8000,100"})
  void readersSeeSessionsAsTheyWereAtOneMoment(
      StoreSpec.Engine engine, long tableBytes, int roundsPerCommit, @TempDir Path directory)
      throws Exception {
    StoreSpec spec =
        Harness.spec(
            StoreSpec.Kind.SESSION,
            engine,
            Serdes.Long(),
            new StoreSpec.WindowSpec(1 << 30, 0, 1 << 29, false));
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try (Harness harness = new Harness(spec, directory, Harness.config(tableBytes, true))) {
      write(harness, 1);
      harness.commit();
      AtomicLong scans = new AtomicLong();
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        ReadOnlySessionStore<String, Long> view = harness.state().readView("s").session();
        boolean moments = engine == StoreSpec.Engine.ROCKSDB;
        results.add(readers.submit(new Reader(view, new Random(i), moments, scans)::run));
      }
      long end = System.nanoTime() + 1_500_000_000L;
      for (long round = 2; System.nanoTime() < end || scans.get() < 100; round++) {
        write(harness, round);
        if (round % roundsPerCommit == 0) {
          harness.commit();
        }
        if (results.stream().anyMatch(Future::isDone)) {
          break; // failed
        }
      }
      harness.state().closeDirty();
      for (Future<Long> result : results) {
        assertTrue(result.get() > 50, "reads");
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private static void write(Harness harness, long round) {
    SessionStore<String, Long> store = harness.store();
    for (int key = 0; key < KEYS; key++) {
      String name = "key-" + key;
      for (int i = 0; i < SESSIONS; i++) {
        store.put(session(name, i), round);
      }
      if (round > 1) {
        store.remove(growing(name, round - 1));
      }
      store.put(growing(name, round), round);
      harness.state().servePendingSnapshots();
    }
  }

  private static Windowed<String> session(String key, int index) {
    return new Windowed<>(key, new SessionWindow(index * 1_000L, index * 1_000L + 500));
  }

  private static Windowed<String> growing(String key, long round) {
    return new Windowed<>(key, new SessionWindow(900_000, 1_000_000 + round));
  }

  /** One reading thread; ends when the store is closed under it. */
  private record Reader(
      ReadOnlySessionStore<String, Long> store, Random random, boolean moments, AtomicLong scans) {

    long run() {
      long reads = 0;
      long[][] seen = new long[KEYS][SESSIONS];
      try {
        while (true) {
          int key = random.nextInt(KEYS);
          String name = "key-" + key;
          int index = random.nextInt(SESSIONS);
          Windowed<String> one = session(name, index);
          long value =
              Objects.requireNonNull(
                  store.fetchSession(name, one.window().start(), one.window().end()));
          assertTrue(value >= seen[key][index], () -> one + " went back");
          seen[key][index] = value;
          reads++;
          scan(name);
          scans.incrementAndGet();
        }
      } catch (InvalidStateStoreException e) {
        return reads; // closed, as it should be
      }
    }

    private void scan(String name) {
      long last = Long.MAX_VALUE;
      int rows = 0;
      int grown = 0;
      try (KeyValueIterator<Windowed<String>, Long> all = store.fetch(name)) {
        while (all.hasNext()) {
          KeyValue<Windowed<String>, Long> row = all.next();
          if (rows < SESSIONS) {
            assertEquals(session(name, rows++), row.key);
            assertTrue(!moments || row.value <= last, () -> row + " after less");
            last = row.value;
          } else {
            assertEquals(growing(name, row.value), row.key);
            grown++;
          }
        }
      }
      assertEquals(SESSIONS, rows);
      assertTrue(!moments || grown <= 1, name + " grew apart");
    }
  }
}
