package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.SessionStore;
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
import org.apache.kafka.streams.state.SessionBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations on our session store and on Kafka Streams' own: equal rows, equal order. */
class SessionPeerTest {
  private static final long RETENTION = 200_000;

  record Setup(StoreSpec.Engine engine, boolean logging, long tableBytes, int seed) {}

  static Stream<Setup> setups() {
    List<Setup> setups = new ArrayList<>();
    int seed = 0;
    for (StoreSpec.Engine engine : StoreSpec.Engine.values()) {
      for (boolean dedup : new boolean[] {false, true}) {
        for (long tableBytes : new long[] {4_000, 1 << 20}) {
          setups.add(new Setup(engine, dedup, tableBytes, seed++));
        }
      }
    }
    return setups.stream();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void equalsKafkaStreams(Setup setup, @TempDir Path directory) {
    org.apache.kafka.streams.state.SessionStore<String, String> theirs =
        peer(setup.engine(), directory.resolve("peer"));
    assertTrue(directory.resolve("ours").toFile().mkdirs());
    try (Harness ours =
        new Harness(
            spec(setup.engine()),
            directory.resolve("ours"),
            Harness.config(setup.tableBytes(), setup.logging()))) {
      new Run(ours, theirs, new Random(setup.seed())).run(1_500);
    } finally {
      theirs.close();
    }
  }

  static StoreSpec spec(StoreSpec.Engine engine) {
    return Harness.spec(
        StoreSpec.Kind.SESSION,
        engine,
        Serdes.String(),
        new StoreSpec.WindowSpec(RETENTION, 0, RETENTION / 2, false));
  }

  private static org.apache.kafka.streams.state.SessionStore<String, String> peer(
      StoreSpec.Engine engine, Path directory) {
    Duration retention = Duration.ofMillis(RETENTION);
    SessionBytesStoreSupplier supplier =
        engine == StoreSpec.Engine.ROCKSDB
            ? Stores.persistentSessionStore("s", retention)
            : Stores.inMemorySessionStore("s", retention);
    org.apache.kafka.streams.state.SessionStore<String, String> store =
        Stores.sessionStoreBuilder(supplier, Serdes.String(), Serdes.String())
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
    private final org.apache.kafka.streams.state.SessionStore<String, String> theirs;
    private final Random random;
    private final List<Windowed<String>> recent = new ArrayList<>();
    private long clock = 1_000;

    Run(
        Harness harness,
        org.apache.kafka.streams.state.SessionStore<String, String> theirs,
        Random random) {
      this.harness = harness;
      this.theirs = theirs;
      this.random = random;
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        step(random.nextInt(100));
      }
      checkAll();
    }

    private void step(int dice) {
      if (dice < 45) {
        put();
      } else if (dice < 60) {
        remove();
      } else if (dice < 70) {
        checkPoint();
      } else if (dice < 90) {
        SessionStore<String, String> store = harness.store();
        checkRanges(random.nextBoolean() ? store : harness.state().readView("s").session());
      } else if (dice < 98) {
        harness.commit();
      } else if (dice < 99) {
        checkAll();
      } else {
        harness.commit();
        harness.reopen(random.nextBoolean());
        checkAll();
      }
    }

    private void put() {
      clock += random.nextInt(1_500);
      long end = random.nextInt(5) == 0 ? Math.max(0, clock - random.nextInt(300_000)) : clock;
      end -= end % 500;
      long length = random.nextInt(3) * 100L + random.nextInt(20) / 19 * 150_000L;
      String value = "v" + random.nextInt(1_000);
      set(session(key(), Math.max(0, end - length), end), value);
    }

    /** One that was put, and maybe removed or expired since. */
    private void remove() {
      if (!recent.isEmpty()) {
        Windowed<String> gone = recent.get(random.nextInt(recent.size()));
        if (random.nextBoolean()) {
          set(gone, null);
        } else {
          harness.<SessionStore<String, String>>store().remove(gone);
          theirs.remove(peer(gone));
        }
      }
    }

    private void set(Windowed<String> session, @Nullable String value) {
      harness.<SessionStore<String, String>>store().put(session, value);
      theirs.put(peer(session), value);
      recent.add(session);
      if (recent.size() > 20) {
        recent.remove(random.nextInt(10));
      }
    }

    private void checkPoint() {
      if (recent.isEmpty()) {
        return;
      }
      SessionStore<String, String> store = harness.store();
      ReadOnlySessionStore<String, String> view = harness.state().readView("s").session();
      Windowed<String> one = recent.get(random.nextInt(recent.size()));
      long start = one.window().start() + (random.nextInt(6) == 0 ? 100 : 0);
      long end = one.window().end();
      String expected = theirs.fetchSession(one.key(), start, end);
      assertEquals(expected, store.fetchSession(one.key(), start, end));
      assertEquals(expected, view.fetchSession(one.key(), at(start), at(end)));
    }

    private void checkRanges(ReadOnlySessionStore<String, String> store) {
      String a = key();
      String b = key();
      @Nullable String low = random.nextInt(5) == 0 ? null : a.compareTo(b) < 0 ? a : b;
      @Nullable String high = random.nextInt(5) == 0 ? null : a.compareTo(b) < 0 ? b : a;
      long from = Math.max(0, clock - random.nextInt(300_000));
      long to = from + random.nextInt(200_000) - (random.nextBoolean() ? 1_000 : 0);
      to = Math.max(0, to);
      String where = a + " " + low + ".." + high + " " + from + ".." + to;
      assertEquals(rows(theirs.fetch(a)), rows(store.fetch(a)), where);
      assertEquals(rows(theirs.backwardFetch(a)), rows(store.backwardFetch(a)), where);
      assertEquals(
          rows(theirs.findSessions(a, from, to)), rows(store.findSessions(a, from, to)), where);
      assertEquals(
          rows(theirs.backwardFindSessions(a, from, to)),
          rows(store.backwardFindSessions(a, at(from), at(to))),
          where);
      assertEquals(rows(theirs.fetch(low, high)), rows(store.fetch(low, high)), where);
      assertEquals(
          rows(theirs.backwardFetch(low, high)), rows(store.backwardFetch(low, high)), where);
      assertEquals(
          rows(theirs.findSessions(low, high, from, to)),
          rows(store.findSessions(low, high, at(from), at(to))),
          where);
      assertEquals(
          rows(theirs.backwardFindSessions(low, high, from, to)),
          rows(store.backwardFindSessions(low, high, from, to)),
          where);
      assertEquals(
          rows(theirs.findSessions(a, at(from), at(to))),
          rows(store.findSessions(a, at(from), at(to))),
          where);
    }

    private void checkAll() {
      SessionStore<String, String> store = harness.store();
      List<String> all = rows(theirs.fetch(null, null));
      assertEquals(all, rows(store.fetch(null, null)));
      assertEquals(all, rows(store.findSessions(0, Long.MAX_VALUE)));
      assertEquals(rows(theirs.backwardFetch(null, null)), rows(store.backwardFetch(null, null)));
    }

    private String key() {
      return "ab".repeat(random.nextInt(3)) + (char) ('a' + random.nextInt(4));
    }
  }

  static Windowed<String> session(String key, long start, long end) {
    return new Windowed<>(key, new SessionWindow(start, end));
  }

  private static org.apache.kafka.streams.kstream.Windowed<String> peer(Windowed<String> session) {
    return new org.apache.kafka.streams.kstream.Windowed<>(
        session.key(),
        new org.apache.kafka.streams.kstream.internals.SessionWindow(
            session.window().start(), session.window().end()));
  }

  private static Instant at(long ms) {
    return Instant.ofEpochMilli(ms);
  }

  static List<String> rows(KeyValueIterator<Windowed<String>, String> iterator) {
    List<String> rows = new ArrayList<>();
    for (KeyValue<Windowed<String>, String> row : Harness.drain(iterator)) {
      rows.add(row.key + "=" + row.value);
    }
    return rows;
  }

  private static List<String> rows(
      org.apache.kafka.streams.state.KeyValueIterator<
              org.apache.kafka.streams.kstream.Windowed<String>, String>
          iterator) {
    List<String> rows = new ArrayList<>();
    try (iterator) {
      iterator.forEachRemaining(row -> rows.add(row.key + "=" + row.value));
    }
    return rows;
  }
}
