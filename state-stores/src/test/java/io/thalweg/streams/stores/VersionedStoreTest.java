package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.state.VersionedRecordIterator;
import io.thalweg.streams.stores.answer.VersionReads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to versions besides putting and getting them. */
class VersionedStoreTest {
  private static final long RETENTION = 1_000;

  private final Path directory;

  VersionedStoreTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void eachPutIsLoggedWithItsOwnTimeAlsoOneThatIsTooLate() {
    try (Harness harness = harness(true)) {
      VersionedKeyValueStore<String, String> store = harness.store();
      store.put("a", "1", 5_000);
      store.put("a", "2", 5_000);
      store.put("a", null, 4_500);
      assertEquals(VersionedKeyValueStore.PUT_RETURN_CODE_NOT_PUT, store.put("a", "x", 3_999));
      assertNull(store.delete("a", 100));
      harness.commit();
      assertEquals(
          List.of("a=1@5000", "a=2@5000", "a=null@4500", "a=x@3999", "a=null@100"),
          harness.changelog.stream().map(VersionedStoreTest::shown).toList());
      harness.commit();
      assertEquals(5, harness.changelog.size());
    }
  }

  @Test
  void whenAVersionCannotBeLoggedThenNothingIsPut() {
    try (Harness harness = harness(true)) {
      VersionedKeyValueStore<String, String> store = harness.store();
      String message =
          "" + assertThrows(IllegalArgumentException.class, () -> store.put("a", "1", -5));
      assertTrue(message.contains("Store s") && message.contains("-5"), message);
      assertNull(store.get("a"));
    }
    try (Harness harness = harness(false)) {
      VersionedKeyValueStore<String, String> store = harness.store();
      store.put("a", "1", -5);
      store.put("a", "2", 3);
      assertEquals(-5, store.put("a", "0", -50));
      assertEquals(new VersionedRecord<>("1", -5), store.get("a", -1));
      assertEquals(new VersionedRecord<>("0", -50), store.get("a", -6));
      harness.commit();
      assertEquals(
          "[<0,-50,Optional[-5]>, <1,-5,Optional[3]>, <2,3,Optional.empty>]",
          "" + VersionedPeerTest.ours(versions(harness, "a")));
    }
  }

  @Test
  void anUncommittedPutIsForgottenWithItsTimeAndItsRecord() {
    try (Harness harness = harness(true)) {
      VersionedKeyValueStore<String, String> store = harness.store();
      store.put("a", "1", 1_000);
      harness.commit();
      store.put("a", "2", 1_500);
      store.put("b", "9", 90_000);
      assertNull(store.get("a", 1_200));
      assertTrue(harness.state().stats().uncommittedBytes() > 0);
      harness.rollback();
      assertEquals(0, harness.state().stats().uncommittedBytes());
      assertEquals(new VersionedRecord<>("1", 1_000), store.get("a"));
      assertNull(store.get("b"));
      assertEquals(1_000, store.put("a", "0", 500));
      harness.commit();
      harness.reopen(true);
      store = harness.store();
      assertEquals(new VersionedRecord<>("0", 500), store.get("a", 999));
      assertEquals(new VersionedRecord<>("1", 1_000), store.get("a", 1_200));
      assertEquals(2, harness.changelog.size());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 1_000_000})
  void restoringPutsAgain(long announced) {
    Random random = new Random(announced);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      @Nullable String value = random.nextInt(5) == 0 ? null : "v" + i;
      String key = "k" + random.nextInt(300);
      records.add(record(i, key, value, Math.max(0, i - random.nextInt(1_200))));
    }
    try (Harness restored = harness(true);
        Harness direct =
            new Harness(spec(true), directory.resolve("direct"), Harness.config(1 << 20, true))) {
      TaskState state = restored.state();
      state.prepareRestore(announced);
      for (int from = 0; from < records.size(); from += 700) {
        List<ConsumerRecord<byte[], byte[]>> batch =
            records.subList(from, Math.min(records.size(), from + 700));
        state.restore(Harness.CHANGELOG, batch, from + batch.size());
      }
      state.restoreCompleted();
      VersionedKeyValueStore<String, String> store = direct.store();
      long tooLate = 0;
      for (ConsumerRecord<byte[], byte[]> record : records) {
        @Nullable String value = record.value() == null ? null : new String(record.value(), UTF_8);
        long end = store.put(new String(record.key(), UTF_8), value, record.timestamp());
        tooLate += end == VersionedKeyValueStore.PUT_RETURN_CODE_NOT_PUT ? 1 : 0;
      }
      assertEquals(tooLate, state.stats().expiredRecords());
      assertEquals(20_000, state.position(Harness.CHANGELOG).orElse(0));
      for (int i = 0; i < 300; i++) {
        assertEquals(
            VersionedPeerTest.ours(versions(direct, "k" + i)),
            VersionedPeerTest.ours(versions(restored, "k" + i)));
      }
    }
  }

  @Test
  void aKeyPutAgainIsNotForgotten() {
    try (Harness harness = harness(true)) {
      VersionedKeyValueStore<String, String> store = harness.store();
      store.delete("a", 10);
      store.delete("b", 10);
      store.put("b", "back", 10);
      store.delete("c", 10);
      harness.commit();
      store.put("a", "back", 500);
      store.delete("c", 900);
      store.put("clock", "1", 1_500);
      harness.commit();
      store.put("clock", "2", 1_550);
      harness.commit();
      assertEquals("back", Objects.requireNonNull(store.get("a")).value());
      assertEquals("back", Objects.requireNonNull(store.get("b")).value());
      assertEquals(900, store.put("c", "x", 800));
    }
  }

  @Test
  void aViewOfAnotherKindIsRefused() {
    try (Harness harness = harness(true)) {
      ReadView view = harness.state().readView("s");
      assertThrows(InvalidStateStoreException.class, view::keyValue);
      assertThrows(InvalidStateStoreException.class, view::window);
      assertThrows(InvalidStateStoreException.class, view::timestampedKeyValue);
      VersionReads<String, String> reads = view.versioned();
      assertNull(reads.get("a"));
      harness.state().closeDirty();
      assertThrows(InvalidStateStoreException.class, () -> reads.get("a"));
      VersionedKeyValueStore<String, String> store = harness.store();
      assertThrows(InvalidStateStoreException.class, () -> store.put("a", "1", 1));
      assertThrows(InvalidStateStoreException.class, () -> store.get("a"));
    }
  }

  /**
   * The writer puts versions that say when they begin, in order and between others. So whatever a
   * reader finds for a time, the value names a time not after it, and none is between.
   */
  @ParameterizedTest
  @ValueSource(longs = {4_000, 1_000_000})
  void readersInOtherThreadsFindWholeHistories(long tableBytes) throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try (Harness harness = new Harness(spec(true), directory, Harness.config(tableBytes, true))) {
      VersionedKeyValueStore<String, String> store = harness.store();
      store.put("k", "0", 0);
      AtomicBoolean stop = new AtomicBoolean();
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        VersionReads<String, String> reads = harness.state().readView("s").versioned();
        Random random = new Random(i);
        results.add(readers.submit(() -> read(reads, random, stop)));
      }
      Random random = new Random(7);
      long clock = 0;
      for (int i = 0; i < 60_000; i++) {
        clock += random.nextInt(3);
        long time = random.nextInt(4) > 0 ? clock : Math.max(0, clock - random.nextInt(300));
        store.put("k", "" + time, time);
        harness.state().servePendingSnapshots();
        if (i % 500 == 0) {
          harness.commit();
        }
      }
      stop.set(true);
      for (Future<Long> result : results) {
        while (!result.isDone()) {
          harness.state().servePendingSnapshots();
        }
        assertTrue(result.get() > 20, "reads");
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private static long read(VersionReads<String, String> reads, Random random, AtomicBoolean stop) {
    long count = 0;
    while (!stop.get()) {
      long now = Objects.requireNonNull(reads.get("k")).timestamp();
      long time = Math.max(0, now - random.nextInt(200));
      VersionedRecord<String> version = reads.get("k", time);
      if (version != null) { // else history has moved on meanwhile
        assertEquals("" + version.timestamp(), version.value());
        assertTrue(version.timestamp() <= time, () -> version + " at " + time);
        assertTrue(version.validTo().orElse(Long.MAX_VALUE) > time, () -> version + " at " + time);
      }
      checkChain(reads, random.nextBoolean());
      count++;
    }
    return count;
  }

  /** Each version ends where the next begins, up to one that does not end. */
  private static void checkChain(VersionReads<String, String> reads, boolean ascending) {
    List<VersionedRecord<String>> chain = new ArrayList<>();
    try (VersionedRecordIterator<String> all =
        reads.versions("k", Long.MIN_VALUE, Long.MAX_VALUE, ascending)) {
      while (all.hasNext()) {
        chain.add(ascending ? chain.size() : 0, all.next());
      }
    }
    assertTrue(chain.get(chain.size() - 1).validTo().isEmpty());
    for (int i = 1; i < chain.size(); i++) {
      assertEquals(Optional.of(chain.get(i).timestamp()), chain.get(i - 1).validTo());
    }
  }

  // ---- surroundings ----

  private Harness harness(boolean logged) {
    return new Harness(spec(logged), directory, Harness.config(1 << 20, true));
  }

  private static StoreSpec spec(boolean logged) {
    return new StoreSpec(
        "s",
        StoreSpec.Kind.VERSIONED,
        StoreSpec.Engine.ROCKSDB,
        null,
        Serdes.String(),
        Serdes.String(),
        new StoreSpec.Options(false, logged, Map.of()),
        new StoreSpec.WindowSpec(RETENTION, 0, 100, false));
  }

  private static VersionedRecordIterator<String> versions(Harness harness, String key) {
    return harness
        .state()
        .readView("s")
        .<String, String>versioned()
        .versions(key, Long.MIN_VALUE, Long.MAX_VALUE, true);
  }

  private static String shown(ConsumerRecord<byte[], byte[]> record) {
    @Nullable String value = record.value() == null ? null : new String(record.value(), UTF_8);
    return new String(record.key(), UTF_8) + "=" + value + "@" + record.timestamp();
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, String key, @Nullable String value, long timestamp) {
    return new ConsumerRecord<>(
        Harness.CHANGELOG.topic(),
        Harness.CHANGELOG.partition(),
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        key.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8),
        new RecordHeaders(),
        Optional.empty());
  }
}
