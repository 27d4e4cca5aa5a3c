package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.stores.kit.ManualTime;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Changelog records into stores, and what is remembered about them. */
class RestoreTest {
  @ParameterizedTest
  @CsvSource({"ROCKSDB,1000000", "ROCKSDB,10", "IN_MEMORY,1000000"})
  void manyRecordsAreFoundAfterwardsAndAfterARestart(
      StoreSpec.Engine engine, long announced, @TempDir Path directory) {
    StoreSpec spec = Harness.spec(StoreSpec.Kind.KEY_VALUE, engine, Serdes.String(), null);
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 16, true))) {
      TaskState state = harness.state();
      state.prepareRestore(announced);
      for (int i = 0; i < 30_000; i += 1_000) {
        state.restore(Harness.CHANGELOG, records(i, i + 1_000), i + 1_000);
      }
      if (engine == StoreSpec.Engine.ROCKSDB && announced > 10) {
        ReadOnlyKeyValueStore<String, String> view = state.readView("s").keyValue();
        assertThrows(InvalidStateStoreException.class, () -> view.get("key-1"));
      }
      state.restoreCompleted();
      check(state.readView("s").keyValue());
      check(harness.store());
      assertEquals(36_000, state.stats().restoredRecords());
      assertEquals(OptionalLong.of(30_000), state.position(Harness.CHANGELOG));
      if (engine == StoreSpec.Engine.ROCKSDB) {
        assertEquals(0, harness.changelog.size());
        harness.state().close();
        // the harness has no records to restore from: position 30,000 must not be asked for
        try (StateEngine again = StateEngine.create(Harness.config(1 << 16, true))) {
          TaskState reopened = again.open(request(spec, directory, Map.of()));
          assertEquals(OptionalLong.of(30_000), reopened.position(Harness.CHANGELOG));
          check(reopened.readView("s").keyValue());
          reopened.closeDirty();
        }
      }
    }
  }

  @Test
  void rowsThatHaveExpiredAreLeftOut(@TempDir Path directory) {
    StoreSpec spec =
        Harness.spec(
            StoreSpec.Kind.WINDOW,
            StoreSpec.Engine.ROCKSDB,
            Serdes.String(),
            new StoreSpec.WindowSpec(10_000, 1_000, 5_000, false));
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 16, true))) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (long start : new long[] {1_000, 50_000, 40_000, 40_001, 45_000}) {
        records.add(record(records.size(), windowKey("k", start), "v" + start));
      }
      harness.state().restore(Harness.CHANGELOG, records, 9);
      harness.state().restoreCompleted();
      WindowStore<String, String> store = harness.store();
      assertEquals(
          List.of("40001=v40001", "45000=v45000", "50000=v50000"),
          Harness.drain(store.fetch("k", 0, Long.MAX_VALUE)).stream()
              .map(row -> row.key + "=" + row.value)
              .toList());
      assertEquals(1, harness.state().stats().expiredRecords(), "the one that was late by then");
      assertEquals(OptionalLong.of(9), harness.state().position(Harness.CHANGELOG));
    }
  }

  @ParameterizedTest
  @EnumSource(StoreSpec.Engine.class)
  void aResetStoreIsEmptyAndReadFromTheBeginning(StoreSpec.Engine engine, @TempDir Path directory) {
    StoreSpec spec = Harness.spec(StoreSpec.Kind.KEY_VALUE, engine, Serdes.String(), null);
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 16, true))) {
      KeyValueStore<String, String> store = harness.store();
      store.put("a", "1");
      harness.commit();
      store.put("b", "1");
      harness.state().reset("s");
      assertNull(store.get("a"));
      assertEquals(List.of(), Harness.drain(store.all()));
      assertEquals(OptionalLong.empty(), harness.state().position(Harness.CHANGELOG));
      assertEquals(1, harness.state().stats().wipes());
    }
  }

  @Test
  void rowsOfAnotherLayoutAreDroppedAndThoseOfGoneStoresToo(@TempDir Path directory) {
    StoreSpec plain =
        Harness.spec(StoreSpec.Kind.KEY_VALUE, StoreSpec.Engine.ROCKSDB, Serdes.String(), null);
    StoreSpec timestamped =
        Harness.spec(
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, StoreSpec.Engine.ROCKSDB, Serdes.String(), null);
    try (Harness harness = new Harness(plain, directory, Harness.config(1 << 16, true))) {
      harness.<KeyValueStore<String, String>>store().put("a", "1");
      harness.commit();
      harness.state().close();
    }
    try (Harness harness = new Harness(timestamped, directory, Harness.config(1 << 16, true))) {
      assertEquals(OptionalLong.empty(), harness.state().position(Harness.CHANGELOG));
      assertEquals(1, harness.state().stats().wipes());
      assertEquals(List.of(), Harness.drain(harness.<KeyValueStore<String, ?>>store().all()));
    }
    StoreSpec renamed =
        new StoreSpec(
            "t",
            plain.kind(),
            plain.engine(),
            null,
            plain.keySerde(),
            plain.valueSerde(),
            plain.options(),
            null);
    try (StateEngine engine = StateEngine.create(Harness.config(1 << 16, true))) {
      engine.open(request(renamed, directory, Map.of())).close();
    }
    try (Harness harness = new Harness(timestamped, directory, Harness.config(1 << 16, true))) {
      assertEquals(OptionalLong.empty(), harness.state().position(Harness.CHANGELOG));
    }
  }

  @Test
  void topicIdAndCommitTimeAreRemembered(@TempDir Path directory) {
    StoreSpec spec =
        Harness.spec(StoreSpec.Kind.KEY_VALUE, StoreSpec.Engine.ROCKSDB, Serdes.String(), null);
    Uuid id = Uuid.randomUuid();
    try (StateEngine engine = StateEngine.create(Harness.config(1 << 16, true))) {
      TaskState state = engine.open(request(spec, directory, Map.of()));
      assertNull(state.storedTopicId(Harness.CHANGELOG));
      assertEquals(-1, state.lastCommitMs());
      state.topicId(Harness.CHANGELOG, id);
      state.commit(Map.of(Harness.CHANGELOG, 5L), 123_456);
      state.close();
      state = engine.open(request(spec, directory, Map.of()));
      assertEquals(id, state.storedTopicId(Harness.CHANGELOG));
      assertEquals(123_456, state.lastCommitMs());
      assertEquals(OptionalLong.of(5), state.position(Harness.CHANGELOG));
      state.close();
    }
  }

  @Test
  void whatWasWrittenIsFlushedAfterSoManyRecordsOrSoLong(@TempDir Path directory) {
    StoreSpec spec =
        Harness.spec(StoreSpec.Kind.KEY_VALUE, StoreSpec.Engine.ROCKSDB, Serdes.String(), null);
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 16, true))) {
      KeyValueStore<String, String> store = harness.store();
      store.put("a", "1");
      harness.commit();
      assertEquals(0, harness.state().stats().flushes());
      harness.time.advance(30_000);
      store.put("a", "2");
      harness.commit();
      assertEquals(1, harness.state().stats().flushes());
      for (int i = 0; i < 50_000; i++) {
        store.put("key-" + i, "1");
      }
      harness.commit();
      assertEquals(2, harness.state().stats().flushes());
      assertEquals(0, harness.reopen(true));
    }
  }

  private static void check(ReadOnlyKeyValueStore<String, String> store) {
    for (int i = 0; i < 30_000; i += 7) {
      assertEquals(i % 5 == 0 ? null : "value-" + i, store.get("key-" + i));
    }
    assertTrue(store.approximateNumEntries() > 0);
  }

  /** A value for each key, and a tombstone after it for each fifth. */
  private static List<ConsumerRecord<byte[], byte[]>> records(int from, int to) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      byte[] key = ("key-" + i).getBytes(UTF_8);
      records.add(record(i, key, "value-" + i));
      if (i % 5 == 0) {
        records.add(record(i, key, null));
      }
    }
    return records;
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, byte[] key, @Nullable String value) {
    return new ConsumerRecord<>(
        Harness.CHANGELOG.topic(), 0, offset, key, value == null ? null : value.getBytes(UTF_8));
  }

  private static byte[] windowKey(String key, long start) {
    byte[] bytes = key.getBytes(UTF_8);
    return ByteBuffer.allocate(bytes.length + 12).put(bytes).putLong(start).putInt(0).array();
  }

  private static TaskStateRequest request(
      StoreSpec spec, Path directory, Map<TopicPartition, Uuid> topicIds) {
    return new TaskStateRequest(
        new TaskId(0, 1),
        directory,
        List.of(spec),
        Map.of(spec.name(), Harness.CHANGELOG),
        topicIds,
        new ManualTime(),
        () -> 0);
  }
}
