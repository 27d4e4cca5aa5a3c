package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations against a sorted map, with commits, rollbacks, evictions and reopenings. */
class KeyValueModelTest {
  record Setup(StoreSpec.Engine engine, boolean objects, long tableBytes, boolean dedup, int seed) {
    Serde<String> serde() {
      // an anonymous serde is not known to be immutable: the buffer keeps bytes
      return objects
          ? Serdes.String()
          : Serdes.serdeFrom(Serdes.String().serializer(), Serdes.String().deserializer());
    }
  }

  static Stream<Setup> setups() {
    List<Setup> setups = new ArrayList<>();
    int seed = 0;
    for (StoreSpec.Engine engine : StoreSpec.Engine.values()) {
      for (boolean objects : new boolean[] {true, false}) {
        for (long tableBytes : new long[] {4_000, 1 << 20}) {
          setups.add(new Setup(engine, objects, tableBytes, tableBytes > 4_000 || objects, seed++));
        }
      }
    }
    return setups.stream();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void timestampedStoreEqualsModel(Setup setup, @TempDir Path directory) {
    StoreSpec spec =
        Harness.spec(StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, setup.engine(), setup.serde(), null);
    try (Harness harness =
        new Harness(spec, directory, Harness.config(setup.tableBytes(), setup.dedup()))) {
      new Run(harness, new Random(setup.seed())).run(1_200);
    }
  }

  @Test
  void plainStoreKeepsValuesAcrossReopenAndLogsTheRecordTimestamp(@TempDir Path directory) {
    StoreSpec spec =
        Harness.spec(StoreSpec.Kind.KEY_VALUE, StoreSpec.Engine.ROCKSDB, Serdes.Long(), null);
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 20, true))) {
      KeyValueStore<String, Long> store = harness.store();
      store.put("a", 1L);
      harness.recordTimestamp = 99;
      store.put("b", 2L);
      assertEquals(1L, store.get("a"));
      harness.commit();
      assertEquals(7, harness.changelog.get(0).timestamp());
      assertEquals(99, harness.changelog.get(1).timestamp());
      assertEquals(0, harness.reopen(true));
      store = harness.store();
      assertEquals(2L, store.delete("b"));
      assertNull(store.get("b"));
      assertEquals(1L, store.putIfAbsent("a", 5L));
    }
  }

  /** One random run. */
  private static final class Run {
    private final Harness harness;
    private final Random random;
    private NavigableMap<String, ValueAndTimestamp<String>> committed = new TreeMap<>();
    private final NavigableMap<String, ValueAndTimestamp<String>> model = new TreeMap<>();
    private long clock;

    Run(Harness harness, Random random) {
      this.harness = harness;
      this.random = random;
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        step(random.nextInt(100));
      }
      commit();
      checkAll();
    }

    private void step(int dice) {
      TimestampedKeyValueStore<String, String> store = harness.store();
      String key = key();
      if (dice < 30) {
        ValueAndTimestamp<String> value = value();
        store.put(key, value);
        model.put(key, value);
      } else if (dice < 45) {
        RowTable<String, String> table = harness.state().table("s");
        Row<String> row = table.locate(key, null);
        ValueAndTimestamp<String> before = model.get(key);
        assertEquals(before == null ? null : before.value(), row.value());
        for (int i = 0; i < 3; i++) {
          table.locate(key(), null); // may evict the row
        }
        ValueAndTimestamp<String> value = value();
        table.update(row, value.value(), value.timestamp());
        model.put(key, value);
      } else if (dice < 60) {
        assertEquals(model.get(key), store.get(key));
        ReadOnlyKeyValueStore<String, ValueAndTimestamp<String>> view =
            harness.state().readView("s").timestampedKeyValue();
        assertEquals(model.get(key), view.get(key));
      } else if (dice < 70) {
        assertEquals(model.remove(key), store.delete(key));
      } else if (dice < 75) {
        ValueAndTimestamp<String> value = value();
        assertEquals(model.putIfAbsent(key, value), store.putIfAbsent(key, value));
      } else if (dice < 90) {
        checkRange(store);
        checkRange(harness.state().readView("s").timestampedKeyValue());
      } else if (dice < 96) {
        commit();
      } else if (dice < 99) {
        harness.rollback();
        model.clear();
        model.putAll(committed);
      } else {
        commit();
        checkAll();
        harness.reopen(random.nextBoolean());
        checkAll();
      }
    }

    private void commit() {
      harness.commit();
      committed = new TreeMap<>(model);
      List<String> expected = new ArrayList<>();
      List<String> found = new ArrayList<>();
      model.forEach((k, v) -> expected.add(k + "=" + v.value() + "@" + v.timestamp()));
      harness
          .compacted()
          .forEach(
              (k, r) ->
                  found.add(
                      new String(k.get(), UTF_8)
                          + "="
                          + new String(r.value(), UTF_8)
                          + "@"
                          + r.timestamp()));
      assertEquals(expected, found);
    }

    private void checkAll() {
      TimestampedKeyValueStore<String, String> store = harness.store();
      assertEquals(entries(model), drain(store.all()));
      assertEquals(entries(model.descendingMap()), drain(store.reverseAll()));
    }

    private void checkRange(ReadOnlyKeyValueStore<String, ValueAndTimestamp<String>> store) {
      String a = key();
      String b = key();
      NavigableMap<String, ValueAndTimestamp<String>> within =
          a.compareTo(b) > 0 ? new TreeMap<>() : model.subMap(a, true, b, true);
      assertEquals(entries(within), drain(store.range(a, b)));
      assertEquals(entries(within.descendingMap()), drain(store.reverseRange(a, b)));
      assertEquals(entries(model.headMap(b, true)), drain(store.range(null, b)));
      assertEquals(
          entries(model.tailMap(a, true).descendingMap()), drain(store.reverseRange(a, null)));
      String prefix = a.substring(0, 2);
      assertEquals(
          entries(model.subMap(prefix, true, prefix + "\uffff", true)),
          drain(store.prefixScan(prefix, new StringSerializer())));
    }

    private String key() {
      return "k" + random.nextInt(10) + "x".repeat(random.nextInt(3)) + random.nextInt(20);
    }

    private ValueAndTimestamp<String> value() {
      return ValueAndTimestamp.makeAllowNullable("v" + random.nextInt(1000), clock++);
    }
  }

  static <K, V> List<KeyValue<K, V>> drain(KeyValueIterator<K, V> iterator) {
    List<KeyValue<K, V>> rows = new ArrayList<>();
    try (iterator) {
      while (iterator.hasNext()) {
        K peeked = iterator.peekNextKey();
        rows.add(iterator.next());
        assertEquals(peeked, rows.get(rows.size() - 1).key);
      }
    }
    return rows;
  }

  private static <V> List<KeyValue<String, V>> entries(NavigableMap<String, V> map) {
    List<KeyValue<String, V>> rows = new ArrayList<>();
    map.forEach((k, v) -> rows.add(KeyValue.pair(k, v)));
    return rows;
  }
}
