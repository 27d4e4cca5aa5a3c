package io.thalweg.streams.stores.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.TimeWindow;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Window stores: with timestamps, without, and with duplicates. */
final class WindowModel extends StoreModel<WindowModel.Id> {
  private static final long RETENTION = 60;
  private static final long SIZE = 10;
  private static final long SEGMENT = 20;
  private static final long STEP = 5; // of starts

  private final Shown shown;
  private final boolean timestamped;
  private final boolean duplicates;
  private final boolean inMemory;
  private final boolean caching;
  private final long bucketMs;
  private final int keys;
  private long clock;
  private int values;

  /** A row; on disk rows stand by bucket, key, start; in memory by start, key. */
  record Id(Bytes order, String key, long start) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      return order.compareTo(other.order);
    }
  }

  WindowModel(StoreSpec spec, Random random) {
    shown = Shown.by(spec);
    timestamped = spec.timestamped();
    duplicates = Objects.requireNonNull(spec.window()).retainDuplicates();
    caching = spec.options().caching();
    inMemory = spec.engine() == StoreSpec.Engine.IN_MEMORY;
    bucketMs = inMemory ? 1 : SEGMENT;
    keys = random.nextInt(4) == 0 ? 60 : 5;
  }

  static StoreSpec plain(ModelKind.Options options) {
    return spec(StoreSpec.Kind.WINDOW, options, false);
  }

  static StoreSpec timestamped(ModelKind.Options options) {
    return spec(StoreSpec.Kind.TIMESTAMPED_WINDOW, options, false);
  }

  static StoreSpec withHeaders(ModelKind.Options options) {
    return spec(StoreSpec.Kind.TIMESTAMPED_WINDOW_WITH_HEADERS, options, false);
  }

  static StoreSpec duplicates(ModelKind.Options options) {
    return spec(StoreSpec.Kind.WINDOW, options, true);
  }

  private static StoreSpec spec(
      StoreSpec.Kind kind, ModelKind.Options options, boolean duplicates) {
    return new StoreSpec(
        options.name(),
        kind,
        options.engine(),
        null,
        Serdes.String(),
        options.values(),
        options.plan(),
        new StoreSpec.WindowSpec(RETENTION, SIZE, SEGMENT, duplicates));
  }

  @Override
  void change(Random random, StoreAccess access) {
    clock += random.nextInt(8) == 0 ? random.nextInt(80) : random.nextInt(6);
    String key = key(random);
    long start = start(random);
    @Nullable String value = random.nextInt(6) == 0 && nulls(access) ? null : "v" + values++;
    if (duplicates || random.nextBoolean()) {
      String note = shown.note(random);
      long timestamp = timestamped && value != null ? clock : access.recordTimestamp();
      access.trace(() -> "put " + key + "@" + start + " " + value);
      WindowStore<String, Object> store = access.store();
      store.put(key, value == null ? null : shown.wrap(value, timestamp, note), start);
      put(key, start, value, timestamp, note, access.dedup());
    } else {
      update(random, access, key, start, value);
    }
  }

  /** As an operator does it: one record counts in several windows of its key. */
  private void update(
      Random random, StoreAccess access, String key, long start, @Nullable String value) {
    access.trace(() -> "update " + key + "@" + start + ".. " + value);
    RowTable<String, String> table = access.table();
    byte @Nullable [] rawKey = null;
    for (int i = random.nextInt(3); i >= 0; i--) {
      long window = start + i * STEP;
      Row<String> row = table.locate(key, rawKey, window);
      rawKey = table.rawKey(row);
      checkLocated(id(key, window, 0), row.value());
      if (random.nextBoolean()) {
        table.locate(key(random), null, start(random));
      }
      table.update(row, value, clock);
      put(key, window, value, clock, null, access.dedup());
    }
  }

  /**
   * Rows without a value move the clock in memory, not on disk, and there when they are restored.
   * Whether the changelog has them is a matter of configuration: only where clock and changelog
   * agree does a restored store tell the same as one that goes on.
   */
  private boolean nulls(StoreAccess access) {
    boolean told = access.spec().options().logging() && !access.dedup();
    return !duplicates || inMemory == told;
  }

  private void put(
      String key,
      long start,
      @Nullable String value,
      long timestamp,
      @Nullable String note,
      boolean dedup) {
    if (duplicates && value == null) { // no row to be deleted
      if (!dedup) {
        setExpired();
      }
      observed = inMemory ? Math.max(observed, start) : observed;
      return;
    }
    if (!live(start) && !holdsExpired()) {
      setExpired();
      return;
    }
    set(id(key, start, duplicates ? values : 0), value, timestamp, note);
    observed = Math.max(observed, start);
  }

  @Override
  void read(Random random, StoreAccess access) {
    boolean shared = random.nextBoolean();
    ReadOnlyWindowStore<String, Object> store = store(access, shared);
    String a = key(random);
    String b = key(random);
    boolean ordered = a.compareTo(b) <= 0;
    long start = start(random);
    Instant from = Instant.ofEpochMilli(start);
    Instant to = Instant.ofEpochMilli(start + random.nextInt(80));
    access.trace(() -> "read " + (shared ? "view " : "") + a + " " + b + " " + from + " " + to);
    Predicate<Id> times =
        id -> id.start() >= from.toEpochMilli() && id.start() <= to.toEpochMilli();
    switch (random.nextInt(7)) {
      case 0, 1 -> assertEquals(last(a, start), store.fetch(a, start));
      case 2, 3 -> {
        List<String> expected = ofKey(times.and(id -> id.key().equals(a)));
        assertEquals(expected, show(store.fetch(a, from, to)));
        assertEquals(reversed(expected), show(store.backwardFetch(a, from, to)));
      }
      case 4 -> {
        List<String> expected =
            where(times.and(id -> id.key().compareTo(a) >= 0 && id.key().compareTo(b) <= 0));
        assertEquals(ordered ? expected : List.of(), show(store.fetch(a, b, from, to)));
        assertEquals(
            ordered ? reversed(expected) : List.of(), show(store.backwardFetch(a, b, from, to)));
      }
      case 5 -> {
        List<String> tail = where(times.and(id -> id.key().compareTo(a) >= 0));
        assertEquals(tail, show(store.fetch(a, null, from, to)));
        List<String> head = where(times.and(id -> id.key().compareTo(b) <= 0));
        assertEquals(reversed(head), show(store.backwardFetch(null, b, from, to)));
      }
      default -> {
        assertEquals(where(times), show(store.fetchAll(from, to)));
        assertEquals(reversed(where(times)), show(store.backwardFetchAll(from, to)));
      }
    }
  }

  @Override
  List<String> contents() {
    return where(id -> true);
  }

  @Override
  KeyValueIterator<?, ?> scan(StoreAccess access, boolean shared, boolean forward) {
    ReadOnlyWindowStore<String, Object> store = store(access, shared);
    return forward ? store.all() : store.backwardAll();
  }

  @Override
  String emissionId(Id id) {
    return id.key() + "@" + id.start();
  }

  @SuppressWarnings("unchecked") // values are only compared
  private ReadOnlyWindowStore<String, Object> store(StoreAccess access, boolean shared) {
    if (!shared) {
      return access.store();
    }
    return (ReadOnlyWindowStore<String, Object>)
        switch (shown) {
          case PLAIN -> access.view().<String, String>window();
          case STAMPED -> access.view().<String, String>timestampedWindow();
          case HEADED -> access.view().<String, String>timestampedWindowWithHeaders();
        };
  }

  private List<String> where(Predicate<Id> wanted) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<Id, Cell> row : rows.entrySet()) {
      Id id = row.getKey();
      if (live(id.start()) && wanted.test(id)) {
        Windowed<String> key =
            new Windowed<>(id.key(), new TimeWindow(id.start(), id.start() + SIZE));
        found.add(show(key, shown.of(row.getValue())));
      }
    }
    return found;
  }

  /** Rows of one key are shown by their start. */
  private List<String> ofKey(Predicate<Id> wanted) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<Id, Cell> row : rows.entrySet()) {
      if (live(row.getKey().start()) && wanted.test(row.getKey())) {
        Cell cell = row.getValue();
        KeyValue<Long, Object> pair = KeyValue.pair(row.getKey().start(), shown.of(cell));
        found.add(show(pair.key, pair.value));
      }
    }
    return found;
  }

  /** Of duplicates, the latest. */
  private @Nullable Object last(String key, long start) {
    @Nullable Object found = null;
    for (Map.Entry<Id, Cell> row : rows.entrySet()) {
      Id id = row.getKey();
      if (id.start() == start && id.key().equals(key) && live(start)) {
        found = shown.of(row.getValue());
      }
    }
    return found;
  }

  @Override
  boolean forgets() {
    return duplicates;
  }

  @Override
  boolean holdsExpired() {
    return caching && !duplicates;
  }

  @Override
  long time(Id id) {
    return id.start();
  }

  @Override
  boolean isExpired(Id id, long now) {
    return id.start() <= now - RETENTION;
  }

  private boolean live(long start) {
    return start > observed - RETENTION;
  }

  private Id id(String key, long start, int sequence) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    ByteBuffer order = ByteBuffer.allocate(bytes.length + 20);
    order.putLong(start / bucketMs).put(bytes).putLong(start).putInt(sequence);
    return new Id(Bytes.wrap(order.array()), key, start);
  }

  /** Mostly now, sometimes late, sometimes too late. */
  private long start(Random random) {
    long time = random.nextInt(3) == 0 ? clock - random.nextInt(90) : clock;
    return Math.max(0, time - time % STEP);
  }

  private String key(Random random) {
    int number = random.nextInt(keys);
    return "ab".repeat(number % 3) + "\u0000".repeat(number / 3 % 2) + (char) ('a' + number / 6);
  }
}
