package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.stores.layer.RowTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cached store holds back and when it lets go. */
class EmissionTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachRowIsEmittedOnceInOrderOfLastTouchWithTheValueLastEmitted(
      boolean objects, @TempDir Path directory) {
    try (Harness harness = cached(directory, objects)) {
      RowTable<String, String> table = harness.state().table("s");
      assertTrue(table.emitsOnFlush());
      set(table, "b", "1", 1);
      set(table, "a", "1", 2);
      set(table, "b", "2", 3);
      assertEquals(List.of("a:null->1@2", "b:null->2@3"), drain(table));
      assertEquals(List.of(), drain(table));
      harness.commit();
      set(table, "a", null, 4);
      set(table, "c", "1", 5);
      set(table, "c", null, 6);
      set(table, "b", "3", 7);
      assertEquals(List.of("a:1->null@4", "b:2->3@7"), drain(table), "c came and went");
      harness.commit();
      harness.reopen(true);
      table = harness.state().table("s");
      set(table, "b", "4", 8);
      TimestampedKeyValueStore<String, String> store = harness.store();
      store.put("d", ValueAndTimestamp.make("1", 9));
      assertEquals(List.of("b:3->4@8", "d:null->1@9"), drain(table));
    }
  }

  @Test
  void aRollbackTakesBackWhatWasNotEmitted(@TempDir Path directory) {
    try (Harness harness = cached(directory, true)) {
      RowTable<String, String> table = harness.state().table("s");
      set(table, "a", "1", 1);
      drain(table);
      harness.commit();
      set(table, "a", "2", 2);
      set(table, "b", "1", 3);
      harness.rollback();
      assertEquals(List.of(), drain(table));
      set(table, "a", "3", 4);
      assertEquals(List.of("a:1->3@4"), drain(table));
    }
  }

  @Test
  void updatesFromInsideAnEmissionWaitForTheNext(@TempDir Path directory) {
    try (Harness harness = cached(directory, true)) {
      RowTable<String, String> table = harness.state().table("s");
      set(table, "a", "1", 1);
      List<String> emitted = new ArrayList<>();
      table.drainEmissions(
          (key, rawKey, start, now, before, timestamp) -> {
            emitted.add(key);
            set(table, "a", "2", 2);
            set(table, "z", "1", 2);
          });
      assertEquals(List.of("a"), emitted);
      assertEquals(List.of("a:1->2@2", "z:null->1@2"), drain(table));
    }
  }

  @Test
  void pressureComesWithBytesAndGoesWithTheirEmission(@TempDir Path directory) {
    try (Harness harness = cached(directory, true)) {
      RowTable<String, String> table = harness.state().table("s");
      assertFalse(harness.state().emissionPressure());
      for (int i = 0; i < 20_000; i++) {
        set(table, "key-" + i, "some value", i);
      }
      assertTrue(harness.state().emissionPressure());
      assertEquals(20_000, drain(table).size());
      assertFalse(harness.state().emissionPressure());
      assertFalse(harness.state().commitPressure());
      for (int i = 0; i < 80_000; i++) {
        set(table, "key-" + i, "some value", i);
      }
      assertTrue(harness.state().commitPressure(), "more rows than a kill may cost");
      harness.commit();
      assertFalse(harness.state().commitPressure());
    }
  }

  private static Harness cached(Path directory, boolean objects) {
    Serde<String> serde =
        objects
            ? Serdes.String()
            : Serdes.serdeFrom(Serdes.String().serializer(), Serdes.String().deserializer());
    StoreSpec spec =
        Harness.caching(
            Harness.spec(
                StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, StoreSpec.Engine.ROCKSDB, serde, null));
    return new Harness(spec, directory, Harness.config(1 << 20, true));
  }

  private static void set(
      RowTable<String, String> table, String key, @Nullable String value, long timestamp) {
    table.update(table.locate(key, null), value, timestamp);
  }

  private static List<String> drain(RowTable<String, String> table) {
    List<String> emitted = new ArrayList<>();
    table.drainEmissions(
        (key, rawKey, start, now, before, timestamp) ->
            emitted.add(key + ":" + before + "->" + now + "@" + timestamp));
    return emitted;
  }
}
