package io.thalweg.streams.stores.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Key-value stores with and without timestamps. */
final class KeyValueModel extends StoreModel<String> {
  private static final String ALPHABET = "ab\u0000z";

  private final Shown shown;
  private final boolean timestamped;
  private final int keys;
  private int values;

  KeyValueModel(StoreSpec spec, Random random) {
    shown = Shown.by(spec);
    timestamped = spec.timestamped();
    keys = random.nextInt(4) == 0 ? 300 : 12;
  }

  static StoreSpec plain(ModelKind.Options options) {
    return spec(StoreSpec.Kind.KEY_VALUE, options);
  }

  static StoreSpec timestamped(ModelKind.Options options) {
    return spec(StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, options);
  }

  static StoreSpec withHeaders(ModelKind.Options options) {
    return spec(StoreSpec.Kind.TIMESTAMPED_KEY_VALUE_WITH_HEADERS, options);
  }

  private static StoreSpec spec(StoreSpec.Kind kind, ModelKind.Options options) {
    return new StoreSpec(
        options.name(),
        kind,
        options.engine(),
        null,
        Serdes.String(),
        options.values(),
        options.plan(),
        null);
  }

  @Override
  void change(Random random, StoreAccess access) {
    KeyValueStore<String, Object> store = access.store();
    String key = key(random);
    String value = "v" + values++;
    String note = shown.note(random);
    long timestamp = timestamped ? 1_000L + random.nextInt(1_000) : access.recordTimestamp();
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> {
        access.trace(() -> "put " + key + " " + value);
        store.put(key, shown.wrap(value, timestamp, note));
        set(key, value, timestamp, note);
      }
      case 3 -> {
        access.trace(() -> "put null " + key);
        store.put(key, null);
        set(key, null, access.recordTimestamp());
      }
      case 4 -> {
        access.trace(() -> "delete " + key);
        assertEquals(shown(key), store.delete(key));
        set(key, null, access.recordTimestamp());
      }
      case 5 -> {
        access.trace(() -> "putIfAbsent " + key + " " + value);
        assertEquals(shown(key), store.putIfAbsent(key, shown.wrap(value, timestamp, note)));
        if (!rows.containsKey(key)) {
          set(key, value, timestamp, note);
        }
      }
      case 6 -> {
        String other = key(random);
        access.trace(() -> "putAll " + key + " " + other + " " + value);
        store.putAll(
            List.of(
                KeyValue.pair(key, shown.wrap(value, timestamp, note)),
                KeyValue.pair(other, shown.wrap(value + "'", timestamp, note))));
        set(key, value, timestamp, note);
        set(other, value + "'", timestamp, note);
      }
      default -> update(random, access, key, random.nextInt(8) == 0 ? null : value);
    }
  }

  /** As an operator does it; other rows looked at in between may evict the one held. */
  private void update(Random random, StoreAccess access, String key, @Nullable String value) {
    long timestamp = 5_000L + random.nextInt(1_000);
    access.trace(() -> "update " + key + " " + value);
    RowTable<String, String> table = access.table();
    Row<String> row = table.locate(key, null);
    Cell before = rows.get(key);
    assertEquals(before == null ? null : before.value(), row.value());
    for (int i = random.nextInt(4); i > 0; i--) {
      table.locate(key(random), null);
    }
    table.update(row, value, timestamp);
    set(key, value, timestamp);
  }

  @Override
  void read(Random random, StoreAccess access) {
    boolean shared = random.nextBoolean();
    ReadOnlyKeyValueStore<String, Object> store = store(access, shared);
    String a = key(random);
    String b = key(random);
    access.trace(() -> "read " + (shared ? "view " : "") + a + " " + b);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> assertEquals(shown(a), store.get(a));
      case 3 -> {
        NavigableMap<String, Cell> within =
            a.compareTo(b) > 0 ? new TreeMap<>() : rows.subMap(a, true, b, true);
        assertEquals(entries(within), show(store.range(a, b)));
        assertEquals(reversed(entries(within)), show(store.reverseRange(a, b)));
      }
      case 4 -> {
        assertEquals(entries(rows.headMap(b, true)), show(store.range(null, b)));
        assertEquals(reversed(entries(rows.headMap(b, true))), show(store.reverseRange(null, b)));
      }
      case 5 -> {
        assertEquals(entries(rows.tailMap(a, true)), show(store.range(a, null)));
        assertEquals(reversed(entries(rows.tailMap(a, true))), show(store.reverseRange(a, null)));
      }
      case 6 -> {
        String prefix = a.substring(0, random.nextInt(a.length() + 1));
        assertEquals(
            entries(rows.subMap(prefix, true, prefix + "\uffff", true)),
            show(store.prefixScan(prefix, new StringSerializer())));
      }
      default -> {
        long entries = store.approximateNumEntries();
        assertTrue(
            access.spec().engine() == StoreSpec.Engine.IN_MEMORY
                ? entries == rows.size()
                : entries >= 0,
            () -> entries + " entries of " + rows.size());
        if (timestamped) {
          ReadOnlyKeyValueStore<String, String> values = access.view().keyValue();
          Cell cell = rows.get(a);
          assertEquals(cell == null ? null : cell.value(), values.get(a));
        }
      }
    }
  }

  @Override
  List<String> contents() {
    return entries(rows);
  }

  @Override
  KeyValueIterator<?, ?> scan(StoreAccess access, boolean shared, boolean forward) {
    ReadOnlyKeyValueStore<String, Object> store = store(access, shared);
    return forward ? store.all() : store.reverseAll();
  }

  @Override
  String emissionId(String id) {
    return id + "@0";
  }

  @SuppressWarnings("unchecked") // values are only compared
  private ReadOnlyKeyValueStore<String, Object> store(StoreAccess access, boolean shared) {
    if (!shared) {
      return access.store();
    }
    return (ReadOnlyKeyValueStore<String, Object>)
        switch (shown) {
          case PLAIN -> access.view().<String, String>keyValue();
          case STAMPED -> access.view().<String, String>timestampedKeyValue();
          case HEADED -> access.view().<String, String>timestampedKeyValueWithHeaders();
        };
  }

  private List<String> entries(NavigableMap<String, Cell> some) {
    List<String> entries = new ArrayList<>();
    some.forEach((key, cell) -> entries.add(show(key, shown.of(cell))));
    return entries;
  }

  private @Nullable Object shown(String key) {
    Cell cell = rows.get(key);
    return cell == null ? null : shown.of(cell);
  }

  /** Short ones share prefixes; a zero byte tests the order of bytes. */
  private String key(Random random) {
    int number = random.nextInt(keys);
    return ALPHABET.charAt(number % 4) + ALPHABET.substring(0, number / 4 % 3) + number / 12;
  }
}
