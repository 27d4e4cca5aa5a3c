package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.WindowStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Readers in other threads against an owner that puts, commits, rolls back, evicts and closes. A
 * value says its key and version: what a reader gets for a key is of that key, no older than what
 * was committed when the read began, and no newer than what had been put when it ended.
 */
class StressTest {
  private static final long SECONDS = Long.getLong("thalweg.stress.seconds", 2);
  private static final int KEYS = 300;

  @ParameterizedTest
  @CsvSource({
    "KEY_VALUE,ROCKSDB,8000",
    "KEY_VALUE,IN_MEMORY,8000",
    "WINDOW,ROCKSDB,1000000",
    "WINDOW,IN_MEMORY,8000",
    "SESSION,ROCKSDB,8000",
    "SESSION,IN_MEMORY,1000000",
  })
  void readersGetWhatWasPutAndNothingOlderThanCommitted(
      StoreSpec.Kind kind, StoreSpec.Engine engine, long tableBytes, @TempDir Path directory)
      throws Exception {
    StoreSpec.@Nullable WindowSpec window =
        kind == StoreSpec.Kind.KEY_VALUE
            ? null
            : new StoreSpec.WindowSpec(1_000_000, 10, 60_000, false);
    StoreSpec spec = Harness.spec(kind, engine, Serdes.String(), window);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Versions versions = new Versions();
    try (Harness harness = new Harness(spec, directory, Harness.config(tableBytes, true))) {
      Owner owner = new Owner(harness, kind, versions);
      owner.start();
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Reader reader = new Reader(harness.state().readView("s"), kind, versions, new Random(i));
        readers.add(threads.submit(reader::run));
      }
      long end = System.nanoTime() + SECONDS * 1_000_000_000L;
      while (System.nanoTime() < end && readers.stream().noneMatch(Future::isDone)) {
        owner.step();
      }
      versions.closing.set(true);
      harness.state().closeDirty();
      for (Future<Long> reader : readers) {
        assertTrue(reader.get() > 100, "reads");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** What readers may see, by key. */
  private static final class Versions {
    final AtomicLongArray committed = new AtomicLongArray(KEYS);
    final AtomicLongArray put = new AtomicLongArray(KEYS);
    final AtomicBoolean closing = new AtomicBoolean();
  }

  private static String key(int i) {
    return String.format("%04d", i);
  }

  private static String value(int key, long version) {
    return key(key) + ":" + version + ":" + Long.hashCode(version * 31 + key);
  }

  /** The one thread that changes the store. */
  private static final class Owner {
    private final Harness harness;
    private final StoreSpec.Kind kind;
    private final Versions versions;
    private final Random random = new Random(7);
    private final long[] current = new long[KEYS];
    private long next;

    Owner(Harness harness, StoreSpec.Kind kind, Versions versions) {
      this.harness = harness;
      this.kind = kind;
      this.versions = versions;
    }

    void start() {
      for (int key = 0; key < KEYS; key++) {
        put(key);
      }
      commit();
    }

    void step() {
      int dice = random.nextInt(100);
      if (dice == 0) {
        commit();
      } else if (dice == 1) {
        harness.rollback();
        for (int key = 0; key < KEYS; key++) {
          current[key] = versions.committed.get(key);
        }
      } else {
        put(random.nextInt(KEYS));
        harness.state().servePendingSnapshots();
      }
    }

    private void put(int key) {
      long version = ++next;
      versions.put.set(key, version);
      String value = value(key, version);
      switch (kind) {
        case WINDOW -> harness.<WindowStore<String, String>>store().put(key(key), value, 100);
        case SESSION ->
            harness
                .<SessionStore<String, String>>store()
                .put(new Windowed<>(key(key), new SessionWindow(50, 100)), value);
        default -> harness.<KeyValueStore<String, String>>store().put(key(key), value);
      }
      current[key] = version;
    }

    private void commit() {
      harness.commit();
      for (int key = 0; key < KEYS; key++) {
        versions.committed.set(key, current[key]);
      }
    }
  }

  /** A thread that reads until the store is closed under it. */
  private record Reader(ReadView view, StoreSpec.Kind kind, Versions versions, Random random) {
    long run() {
      long reads = 0;
      try {
        while (true) {
          for (int i = 0; i < 100; i++) {
            int key = random.nextInt(KEYS);
            long committed = versions.committed.get(key);
            check(key, get(key(key)), committed);
            reads++;
          }
          scan();
        }
      } catch (InvalidStateStoreException e) {
        if (versions.closing.get()) {
          return reads;
        }
        throw e;
      }
    }

    private void check(int key, @Nullable String value, long committed) {
      assertNotNull(value);
      long version = Long.parseLong(value.split(":")[1]);
      assertEquals(value(key, version), value);
      assertTrue(version >= committed, () -> value + " is older than committed " + committed);
      assertTrue(version <= versions.put.get(key), () -> value + " was never put");
    }

    private @Nullable String get(String key) {
      return switch (kind) {
        case WINDOW -> view.<String, String>window().fetch(key, 100);
        case SESSION -> view.<String, String>session().fetchSession(key, 50, 100);
        default -> view.<String, String>keyValue().get(key);
      };
    }

    private void scan() {
      long[] committed = new long[KEYS];
      for (int key = 0; key < KEYS; key++) {
        committed[key] = versions.committed.get(key);
      }
      if (kind == StoreSpec.Kind.SESSION) { // it has no scan of all
        int key = random.nextInt(KEYS);
        try (KeyValueIterator<Windowed<String>, String> rows =
            view.<String, String>session().fetch(key(key))) {
          check(key, rows.next().value, committed[key]);
        }
        return;
      }
      int key = 0;
      try (KeyValueIterator<?, String> rows =
          kind == StoreSpec.Kind.WINDOW
              ? view.<String, String>window().all()
              : view.<String, String>keyValue().all()) {
        while (rows.hasNext()) {
          KeyValue<?, String> row = rows.next();
          check(key, row.value, committed[key]);
          key++;
        }
      }
      assertEquals(KEYS, key, "rows");
    }
  }
}
