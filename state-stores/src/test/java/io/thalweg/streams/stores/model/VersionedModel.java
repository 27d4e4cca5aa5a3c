package io.thalweg.streams.stores.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.state.VersionedRecordIterator;
import io.thalweg.streams.stores.answer.VersionReads;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** Versioned stores: each version is a row of the model, "no value" too. */
final class VersionedModel extends StoreModel<VersionedModel.Id> {
  private static final long RETENTION = 60;
  private static final long SEGMENT = 20;
  private static final String NONE = "(none)";

  private final int keys;
  private long clock;
  private int values;

  /** A version by its start. */
  record Id(String key, long from) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      int order = key.compareTo(other.key);
      return order != 0 ? order : Long.compare(from, other.from);
    }
  }

  VersionedModel(StoreSpec spec, Random random) {
    keys = random.nextInt(4) == 0 ? 40 : 3;
  }

  static StoreSpec spec(ModelKind.Options options) {
    return new StoreSpec(
        options.name(),
        StoreSpec.Kind.VERSIONED,
        options.engine(),
        null,
        Serdes.String(),
        options.values(),
        options.plan().withCaching(false),
        new StoreSpec.WindowSpec(RETENTION, 0, SEGMENT, false));
  }

  @Override
  void change(Random random, StoreAccess access) {
    clock += random.nextInt(12) == 0 ? random.nextInt(90) : random.nextInt(4);
    String key = key(random);
    long time = time(random);
    VersionedKeyValueStore<String, String> store = access.store();
    if (random.nextInt(4) == 0) {
      access.trace(() -> "delete " + key + "@" + time);
      @Nullable String before = withoutEnd(at(key, time));
      boolean tooLate = put(key, null, time) == VersionedKeyValueStore.PUT_RETURN_CODE_NOT_PUT;
      assertEquals("" + (tooLate ? null : before), "" + store.delete(key, time));
    } else {
      @Nullable String value = random.nextInt(6) == 0 ? null : "v" + values++;
      access.trace(() -> "put " + key + "@" + time + " " + value);
      assertEquals(put(key, value, time), store.put(key, value, time));
    }
  }

  private long put(String key, @Nullable String value, long time) {
    observed = Math.max(observed, time);
    if (time < horizon()) {
      setExpired();
      return VersionedKeyValueStore.PUT_RETURN_CODE_NOT_PUT;
    }
    Id id = new Id(key, time);
    set(id, value == null ? NONE : value, time);
    Id next = next(id);
    return next == null ? VersionedKeyValueStore.PUT_RETURN_CODE_VALID_TO_UNDEFINED : next.from();
  }

  @Override
  void read(Random random, StoreAccess access) {
    String key = key(random);
    long time = time(random);
    boolean forward = random.nextBoolean();
    boolean shared = random.nextBoolean();
    access.trace(() -> "read " + (shared ? "view " : "") + key + "@" + time);
    VersionReads<String, String> view = access.view().versioned();
    VersionedKeyValueStore<String, String> store = access.store();
    switch (random.nextInt(4)) {
      case 0 ->
          assertEquals(
              "" + at(key, Long.MAX_VALUE), "" + (shared ? view.get(key) : store.get(key)));
      case 1, 2 ->
          assertEquals(
              "" + (shared ? at(key, time) : withoutEnd(at(key, time))),
              "" + (shared ? view.get(key, time) : store.get(key, time)));
      default -> {
        long to = time + random.nextInt(30);
        List<String> expected =
            versions(
                id -> {
                  Id next = next(id);
                  return id.key().equals(key)
                      && id.from() <= to
                      && (next == null || next.from() > time);
                });
        List<String> found = new ArrayList<>();
        try (VersionedRecordIterator<String> all = view.versions(key, time, to, forward)) {
          all.forEachRemaining(version -> found.add(show(key, version)));
        }
        assertEquals(forward ? expected : reversed(expected), found);
      }
    }
  }

  /** Every put is a record. */
  @Override
  boolean dedup(StoreAccess store) {
    return false;
  }

  /** Its changelog is compacted only where history has been forgotten. */
  @Override
  boolean restorableFromLastRecords() {
    return false;
  }

  @Override
  List<String> contents() {
    return versions(id -> true);
  }

  /** All versions of all keys, as of now. */
  @Override
  KeyValueIterator<?, ?> scan(StoreAccess access, boolean shared, boolean forward) {
    VersionReads<String, String> reads = access.view().versioned();
    List<KeyValue<String, VersionedRecord<String>>> found = new ArrayList<>();
    for (int number = 0; number < keys; number++) {
      String key = key(number);
      try (VersionedRecordIterator<String> versions =
          reads.versions(key, Long.MIN_VALUE, Long.MAX_VALUE, true)) {
        versions.forEachRemaining(version -> found.add(KeyValue.pair(key, version)));
      }
    }
    found.sort(
        (a, b) -> new Id(a.key, a.value.timestamp()).compareTo(new Id(b.key, b.value.timestamp())));
    return iterator(forward ? found : reversed(found));
  }

  @Override
  String emissionId(Id id) {
    throw new AssertionError("versioned stores hold nothing back");
  }

  /** The version at a time, with its end; null if there is none to be seen. */
  private @Nullable String at(String key, long time) {
    Id id = rows.floorKey(new Id(key, time));
    if (id == null || !id.key().equals(key) || (next(id) != null && time < horizon())) {
      return null;
    }
    return shown(id);
  }

  private List<String> versions(Predicate<Id> wanted) {
    List<String> shown = new ArrayList<>();
    for (Id id : rows.keySet()) {
      Id next = next(id);
      String version = shown(id);
      if (version != null && (next == null || next.from() >= horizon()) && wanted.test(id)) {
        shown.add(show(id.key(), version));
      }
    }
    return shown;
  }

  private @Nullable String shown(Id id) {
    Cell cell = rows.get(id);
    if (cell == null || cell.value().equals(NONE)) {
      return null;
    }
    Id next = next(id);
    VersionedRecord<String> version =
        next == null
            ? new VersionedRecord<>(cell.value(), id.from())
            : new VersionedRecord<>(cell.value(), id.from(), next.from());
    return version.toString();
  }

  private static @Nullable String withoutEnd(@Nullable String version) {
    return version == null ? null : version.replaceAll("Optional\\[.*]", "Optional.empty");
  }

  private @Nullable Id next(Id id) {
    Map.Entry<Id, Cell> next = rows.higherEntry(id);
    return next == null || !next.getKey().key().equals(id.key()) ? null : next.getKey();
  }

  private long horizon() {
    return observed - RETENTION;
  }

  /** Mostly now, sometimes late, sometimes too late. */
  private long time(Random random) {
    return Math.max(0, random.nextInt(2) == 0 ? clock : clock - random.nextInt(75));
  }

  private String key(Random random) {
    return key(random.nextInt(keys));
  }

  private static String key(int number) {
    return "ab".repeat(number % 3) + "\u0000".repeat(number / 3 % 2) + (char) ('a' + number / 6);
  }

  private static KeyValueIterator<String, VersionedRecord<String>> iterator(
      List<KeyValue<String, VersionedRecord<String>>> versions) {
    Iterator<KeyValue<String, VersionedRecord<String>>> next = versions.iterator();
    Iterator<KeyValue<String, VersionedRecord<String>>> ahead = versions.iterator();
    return new KeyValueIterator<>() {
      @Override
      public boolean hasNext() {
        return next.hasNext();
      }

      @Override
      public KeyValue<String, VersionedRecord<String>> next() {
        return next.next();
      }

      @Override
      public String peekNextKey() {
        return ahead.next().key; // asked once before each next()
      }

      @Override
      public void close() {}
    };
  }
}
