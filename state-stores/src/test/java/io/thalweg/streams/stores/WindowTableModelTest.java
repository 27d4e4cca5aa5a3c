package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Windowed counts as an operator makes them, against a map: what it reads, what is emitted, also
 * when the table is too small, after rollbacks and after reopening.
 */
class WindowTableModelTest {
  private static final long RETENTION = 60_000;

  @ParameterizedTest
  @CsvSource({
    "ROCKSDB,3000,1",
    "ROCKSDB,1000000,2",
    "IN_MEMORY,3000,3",
    "IN_MEMORY,1000000,4",
  })
  void countsEqualModel(
      StoreSpec.Engine engine, long tableBytes, int seed, @TempDir Path directory) {
    StoreSpec spec =
        Harness.caching(
            Harness.spec(
                StoreSpec.Kind.TIMESTAMPED_WINDOW,
                engine,
                Serdes.Long(),
                new StoreSpec.WindowSpec(RETENTION, 5_000, 10_000, false)));
    try (Harness harness = new Harness(spec, directory, Harness.config(tableBytes, true))) {
      Run run = new Run(harness, new Random(seed));
      for (int i = 0; i < 6_000; i++) {
        run.step();
      }
    }
  }

  private static final class Run {
    private final Harness harness;
    private final Random random;
    private final Map<String, Long> model = new TreeMap<>();
    private Map<String, Long> committed = new TreeMap<>();
    private final Map<String, String> emissions = new LinkedHashMap<>();
    private final Map<String, Long> emitted = new TreeMap<>();
    private long observed = -1;
    private long committedObserved = -1;
    private long clock;

    Run(Harness harness, Random random) {
      this.harness = harness;
      this.random = random;
    }

    void step() {
      int dice = random.nextInt(1_000);
      if (dice < 985) {
        count();
      } else if (dice < 992) {
        commit();
      } else if (dice < 997) {
        harness.rollback();
        model.clear();
        model.putAll(committed);
        emitted.clear();
        emitted.putAll(committed);
        emissions.clear();
        observed = committedObserved;
      } else {
        commit();
        harness.reopen(random.nextBoolean());
      }
    }

    private void count() {
      RowTable<String, Long> table = harness.state().table("s");
      clock += random.nextInt(60);
      long time = random.nextInt(4) == 0 ? clock - random.nextInt(90_000) : clock;
      String key = "key-" + (int) Math.abs(random.nextGaussian() * 30);
      byte[] raw = null;
      for (long start = time - Math.floorMod(time, 1_000) - 4_000; start <= time; start += 1_000) {
        if (start < 0) {
          continue;
        }
        Row<Long> row = table.locate(key, raw, start);
        raw = table.rawKey(row);
        String id = key + "@" + start;
        boolean late = start <= observed - RETENTION;
        Long before = late ? null : model.get(id);
        assertEquals(before, row.value(), id);
        @Nullable Long now = random.nextInt(20) == 0 ? null : before == null ? 1 : before + 1;
        table.update(row, now, time);
        if (!late) {
          observed = Math.max(observed, start);
          set(model, id, now);
          emissions.remove(id); // as in Kafka Streams' cache, the last touch counts
          emissions.put(id, id);
        }
      }
    }

    private void commit() {
      List<String> expected = new ArrayList<>();
      for (String id : emissions.keySet()) {
        if (model.get(id) != null || emitted.get(id) != null) {
          expected.add(id + ":" + emitted.get(id) + "->" + model.get(id));
        }
        set(emitted, id, model.get(id));
      }
      emissions.clear();
      List<String> found = new ArrayList<>();
      harness
          .state()
          .<String, Long>table("s")
          .drainEmissions(
              (key, rawKey, start, now, before, timestamp) ->
                  found.add(key + "@" + start + ":" + before + "->" + now));
      assertEquals(expected, found);
      harness.commit();
      committed = new TreeMap<>(model);
      committedObserved = observed;
    }

    private static void set(Map<String, Long> map, String id, @Nullable Long value) {
      if (value == null) {
        map.remove(id);
      } else {
        map.put(id, value);
      }
    }
  }
}
