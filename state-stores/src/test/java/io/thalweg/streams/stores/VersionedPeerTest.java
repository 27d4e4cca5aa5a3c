package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.state.VersionedRecordIterator;
import io.thalweg.streams.stores.answer.VersionReads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.MultiVersionedKeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations on our versioned store and on Kafka Streams' own: equal answers. */
class VersionedPeerTest {
  record Setup(long retention, long segment, long tableBytes, int seed) {}

  static Stream<Setup> setups() {
    List<Setup> setups = new ArrayList<>();
    int seed = 0;
    for (long tableBytes : new long[] {4_000, 1 << 20}) {
      setups.add(new Setup(1_000, 100, tableBytes, seed++));
      setups.add(new Setup(1_000, 1, tableBytes, seed++));
      setups.add(new Setup(100, 5_000, tableBytes, seed++));
      setups.add(new Setup(0, 10, tableBytes, seed++));
      setups.add(new Setup(20_000, 2_000, tableBytes, seed++));
    }
    return setups.stream();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void equalsKafkaStreams(Setup setup, @TempDir Path directory) {
    org.apache.kafka.streams.state.VersionedKeyValueStore<String, String> theirs =
        peer(setup, directory.resolve("peer"));
    assertTrue(directory.resolve("ours").toFile().mkdirs());
    try (Harness ours =
        new Harness(
            spec(setup.retention(), setup.segment()),
            directory.resolve("ours"),
            Harness.config(setup.tableBytes(), true))) {
      new Run(ours, theirs, new Random(setup.seed()), setup.retention()).run(1_500);
    } finally {
      theirs.close();
    }
  }

  /** In Kafka Streams 4.3.1 the third "no value" wipes out the first, and "late" lasts to 12. */
  @Test
  void noValueIsNotForgotten(@TempDir Path directory) {
    try (Harness ours = new Harness(spec(1_000, 100), directory, Harness.config(1 << 20, true))) {
      VersionedKeyValueStore<String, String> store = ours.store();
      assertEquals(-1, store.put("a", "old", 10));
      assertEquals(-1, store.put("a", null, 10));
      assertEquals(-1, store.put("a", "new", 20));
      assertEquals(20, store.put("a", null, 12));
      assertEquals(10, store.put("a", "late", 5));
      assertEquals("<late,5,Optional.empty>", "" + store.get("a", 9));
      assertEquals(null, store.get("a", 11));
      assertEquals(null, store.get("a", 19));
    }
  }

  static StoreSpec spec(long retention, long segment) {
    return Harness.spec(
        StoreSpec.Kind.VERSIONED,
        StoreSpec.Engine.ROCKSDB,
        Serdes.String(),
        new StoreSpec.WindowSpec(retention, 0, segment, false));
  }

  private static org.apache.kafka.streams.state.VersionedKeyValueStore<String, String> peer(
      Setup setup, Path directory) {
    org.apache.kafka.streams.state.VersionedKeyValueStore<String, String> store =
        Stores.versionedKeyValueStoreBuilder(
                Stores.persistentVersionedKeyValueStore(
                    "s", Duration.ofMillis(setup.retention()), Duration.ofMillis(setup.segment())),
                Serdes.String(),
                Serdes.String())
            .withLoggingDisabled()
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
    private final org.apache.kafka.streams.state.VersionedKeyValueStore<String, String> theirs;
    private final Random random;
    private final long retention;
    private final List<String> history = new ArrayList<>();
    private long clock = 1_000;

    Run(
        Harness harness,
        org.apache.kafka.streams.state.VersionedKeyValueStore<String, String> theirs,
        Random random,
        long retention) {
      this.harness = harness;
      this.theirs = theirs;
      this.random = random;
      this.retention = retention;
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
      } else if (dice < 55) {
        delete();
      } else if (dice < 80) {
        checkPoint(random.nextBoolean());
      } else if (dice < 92) {
        checkVersions(key(), random.nextBoolean());
      } else if (dice < 99) {
        harness.commit();
      } else {
        harness.commit();
        harness.reopen(random.nextBoolean());
        checkAll();
      }
    }

    private void put() {
      VersionedKeyValueStore<String, String> store = harness.store();
      @Nullable String value = random.nextInt(6) == 0 ? null : "v" + random.nextInt(1_000);
      String key = key();
      long time = putTime();
      if (value == null && forgottenByPeer(key, time)) {
        return;
      }
      history.add(key + "=" + value + "@" + time);
      assertEquals(theirs.put(key, value, time), store.put(key, value, time), () -> said(key));
    }

    private void delete() {
      VersionedKeyValueStore<String, String> store = harness.store();
      String key = key();
      long time = putTime();
      if (forgottenByPeer(key, time)) {
        return;
      }
      history.add(key + " deleted @" + time);
      assertEquals("" + theirs.delete(key, time), "" + store.delete(key, time), () -> said(key));
    }

    /**
     * Whether a "no value" would come where there is none already, or in place of a value of the
     * same time: theirs may then forget one (see {@link #noValueIsNotForgotten}).
     */
    private boolean forgottenByPeer(String key, long time) {
      var before = theirs.get(key, time);
      return before == null ? time < clock : before.timestamp() == time;
    }

    /** Mostly later than all before, at times long after; else late, or too late. */
    private long putTime() {
      int dice = random.nextInt(100);
      if (dice < 50) {
        clock += random.nextInt(40);
      } else if (dice < 52) {
        clock += random.nextInt((int) (2 * retention) + 100);
      } else {
        return time();
      }
      return clock;
    }

    private long time() {
      return Math.max(0, clock - random.nextInt((int) (retention + retention / 4) + 10));
    }

    private void checkPoint(boolean shared) {
      VersionedKeyValueStore<String, String> store = harness.store();
      String key = key();
      long time = time() + random.nextInt(20);
      String where = key + "@" + time + " of " + clock;
      assertEquals("" + theirs.get(key), "" + store.get(key), where);
      assertEquals("" + theirs.get(key, time), "" + store.get(key, time), where);
      if (shared) {
        VersionReads<String, String> reads = harness.state().readView("s").versioned();
        assertEquals("" + theirs.get(key), "" + reads.get(key), where);
        VersionedRecord<String> version = reads.get(key, time);
        assertEquals(
            "" + theirs.get(key, time), "" + (version == null ? null : withoutEnd(version)), where);
        assertTrue(version == null || version.validTo().orElse(Long.MAX_VALUE) > time, where);
      }
    }

    /** Theirs leaves out some versions of a range of time, so the range is all of history. */
    private void checkVersions(String key, boolean ascending) {
      VersionReads<String, String> reads = harness.state().readView("s").versioned();
      List<String> ours = ours(reads.versions(key, Long.MIN_VALUE, Long.MAX_VALUE, ascending));
      assertEquals(theirs(key, ascending), ours, key);
      long from = time();
      long to = from + random.nextInt(200);
      List<String> inside = new ArrayList<>();
      try (VersionedRecordIterator<String> all =
          reads.versions(key, Long.MIN_VALUE, Long.MAX_VALUE, ascending)) {
        while (all.hasNext()) {
          VersionedRecord<String> version = all.next();
          if (version.timestamp() <= to && version.validTo().orElse(Long.MAX_VALUE) > from) {
            inside.add("" + version);
          }
        }
      }
      assertEquals(inside, ours(reads.versions(key, from, to, ascending)), from + " to " + to);
    }

    private List<String> theirs(String key, boolean ascending) {
      var query = MultiVersionedKeyQuery.<String, String>withKey(key);
      query = ascending ? query.withAscendingTimestamps() : query.withDescendingTimestamps();
      List<String> versions = new ArrayList<>();
      try (var result =
          theirs.query(query, PositionBound.unbounded(), new QueryConfig(false)).getResult()) {
        while (result.hasNext()) {
          var version = result.next();
          // theirs drops history by segment only: some that no get can see is left
          if (version.validTo().orElse(Long.MAX_VALUE) >= horizon()) {
            versions.add("" + version);
          }
        }
      }
      return versions;
    }

    private String said(String key) {
      return history.stream().filter(line -> line.startsWith(key)).toList().toString();
    }

    private long horizon() {
      return clock - retention;
    }

    private void checkAll() {
      for (int i = 0; i < 10; i++) {
        checkVersions(key(), true);
        checkPoint(true);
      }
    }

    private String key() {
      return random.nextInt(3) > 0 ? "a" : "ab".repeat(random.nextInt(2)) + random.nextInt(3);
    }
  }

  static List<String> ours(VersionedRecordIterator<String> versions) {
    List<String> rows = new ArrayList<>();
    try (versions) {
      versions.forEachRemaining(version -> rows.add("" + version));
    }
    return rows;
  }

  private static VersionedRecord<String> withoutEnd(VersionedRecord<String> version) {
    return new VersionedRecord<>(version.value(), version.timestamp());
  }
}
