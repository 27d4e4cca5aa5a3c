package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.stores.layer.RowTable;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

/** What counts against the budgets beside the rows themselves. */
class PressureTest {
  private static final int BUDGET = 100_000;

  @Test
  void rowsTooOldToBeKeptCountUntilTheChangelogHasThem() {
    StoreSpec spec =
        Harness.spec(
            StoreSpec.Kind.WINDOW,
            StoreSpec.Engine.IN_MEMORY,
            Serdes.String(),
            new StoreSpec.WindowSpec(1_000, 100, 500, false));
    try (Harness harness = new Harness(spec, null, config(true))) {
      WindowStore<String, String> store = harness.store();
      store.put("a", "1", 1_000_000);
      harness.commit();
      assertFalse(harness.state().commitPressure());
      for (int i = 0; i < 200; i++) {
        store.put("late", "x".repeat(1_000), i);
      }
      assertEquals(0, harness.state().stats().uncommittedRows());
      assertTrue(harness.state().stats().uncommittedBytes() > BUDGET);
      assertTrue(harness.state().commitPressure());
      harness.commit();
      assertEquals(201, harness.changelog.size());
      assertFalse(harness.state().commitPressure());
    }
  }

  @Test
  void everyUpdateCountsIfTheChangelogIsToHaveIt() {
    StoreSpec spec =
        Harness.spec(StoreSpec.Kind.KEY_VALUE, StoreSpec.Engine.IN_MEMORY, Serdes.String(), null);
    for (boolean dedup : new boolean[] {true, false}) {
      try (Harness harness = new Harness(spec, null, config(dedup))) {
        KeyValueStore<String, String> store = harness.store();
        for (int i = 0; i < 200; i++) {
          store.put("same", "x".repeat(1_000));
        }
        assertEquals(!dedup, harness.state().commitPressure());
        harness.rollback();
        assertEquals(0, harness.state().stats().uncommittedBytes());
      }
    }
  }

  @Test
  void whatOperatorsHoldForRowsThatWaitCountsWithThem() {
    StoreSpec spec =
        Harness.caching(
            Harness.spec(
                StoreSpec.Kind.TIMESTAMPED_KEY_VALUE,
                StoreSpec.Engine.IN_MEMORY,
                Serdes.String(),
                null));
    try (Harness harness = new Harness(spec, null, config(true))) {
      RowTable<String, String> table = harness.state().table("s");
      table.update(table.locate("a", null), "1", 1);
      assertFalse(harness.state().emissionPressure());
      table.heldBeside(2 * BUDGET);
      assertTrue(harness.state().emissionPressure());
      table.heldBeside(0);
      assertFalse(harness.state().emissionPressure());
    }
  }

  private static StateEngineConfig config(boolean dedup) {
    StateEngineConfig base = StateEngineConfig.defaults();
    return new StateEngineConfig(
        new StateEngineConfig.Budgets(8 << 20, 1 << 20, BUDGET, BUDGET),
        base.flush(),
        dedup,
        null,
        Map.of());
  }
}
