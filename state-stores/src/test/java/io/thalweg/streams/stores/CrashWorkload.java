package io.thalweg.streams.stores;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.plan.SpecifiedStore;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.StoreBuilder;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.state.WindowStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * What each commit changes in four stores of one task: a function of the commit's number, so that
 * anybody can tell what the stores must hold after so many commits. A changelog's position is the
 * number of commits in it.
 */
final class CrashWorkload {
  static final int CHANGES_PER_COMMIT = 500; // in each store
  static final long MAX_UNFLUSHED = 8_000;
  private static final int KEYS = 400;
  private static final long COMMIT_MS = 10;
  private static final long WINDOW_MS = 50;
  private static final Duration RETENTION = Duration.ofMillis(400);
  private static final Serde<String> STRING = Serdes.String();

  private CrashWorkload() {}

  /** The stores, by name, with what they must hold. */
  static Map<String, Folded<?>> stores() {
    Map<String, Folded<?>> stores = new LinkedHashMap<>();
    stores.put("counts", new KeyValues());
    stores.put("windows", new Windows());
    stores.put("sessions", new Sessions());
    stores.put("versions", new Versions());
    return stores;
  }

  static TopicPartition changelog(String store) {
    return new TopicPartition("app-" + store + "-changelog", 0);
  }

  static StateEngineConfig config() {
    return new StateEngineConfig(
        new StateEngineConfig.Budgets(8 << 20, 1 << 20, 64 << 20, 0),
        new StateEngineConfig.FlushPolicy(60_000, MAX_UNFLUSHED),
        true,
        null,
        Map.of());
  }

  /** Without a directory, the stores are in memory. */
  static TaskState open(
      StateEngine engine, Map<String, Folded<?>> stores, @Nullable Path directory) {
    Map<String, TopicPartition> changelogs = new LinkedHashMap<>();
    stores.keySet().forEach(name -> changelogs.put(name, changelog(name)));
    List<StoreSpec> specs =
        stores.entrySet().stream()
            .map(store -> ((SpecifiedStore) store.getValue().builder(store.getKey())).spec())
            .map(spec -> directory == null ? inMemory(spec) : spec)
            .toList();
    return engine.open(
        new TaskStateRequest(
            new TaskId(0, 0), directory, specs, changelogs, Map.of(), Time.SYSTEM, () -> 7));
  }

  /** The first commit that changes the same windows and sessions. */
  static long firstRelated(long commit) {
    return Math.max(1, commit - commit % (WINDOW_MS / COMMIT_MS));
  }

  private static StoreSpec inMemory(StoreSpec spec) {
    return new StoreSpec(
        spec.name(),
        spec.kind(),
        StoreSpec.Engine.IN_MEMORY,
        null,
        spec.keySerde(),
        spec.valueSerde(),
        spec.options(),
        spec.window());
  }

  /** Makes a commit's changes in all stores. */
  static void apply(TaskState state, Map<String, Folded<?>> stores, long commit) {
    stores.forEach((name, folded) -> folded.change(state.store(name), commit));
  }

  /** One store's contents after some commits, in a plain map. */
  abstract static class Folded<S extends StateStore> {
    final NavigableMap<String, String> rows = new TreeMap<>();
    private long commits;

    abstract StoreBuilder<?> builder(String name);

    /** Makes one change; without a store, in the map only. */
    abstract void change(@Nullable S store, String key, @Nullable String value, long time);

    /** What the store holds, in the form of the map. */
    abstract Map<String, String> read(S store);

    /** What of the map must be in the store. */
    Map<String, String> expected() {
      return rows;
    }

    @SuppressWarnings("unchecked") // the store is of its builder
    final Map<String, String> found(StateStore store) {
      return read((S) store);
    }

    @SuppressWarnings("unchecked") // the store is of its builder
    final void change(@Nullable StateStore store, long commit) {
      Random random = new Random(commit);
      for (int i = 0; i < CHANGES_PER_COMMIT; i++) {
        String key = "key-" + random.nextInt(KEYS);
        @Nullable String value = random.nextInt(5) == 0 ? null : commit + "/" + i;
        change((S) store, key, value, commit * COMMIT_MS);
      }
    }

    final void foldTo(long position) {
      while (commits < position) {
        change(null, ++commits);
      }
    }

    final void set(String row, @Nullable String value) {
      if (value == null) {
        rows.remove(row);
      } else {
        rows.put(row, value);
      }
    }
  }

  private static final class KeyValues extends Folded<TimestampedKeyValueStore<String, String>> {
    @Override
    StoreBuilder<?> builder(String name) {
      return Stores.timestampedKeyValueStoreBuilder(
          Stores.persistentTimestampedKeyValueStore(name), STRING, STRING);
    }

    @Override
    void change(
        @Nullable TimestampedKeyValueStore<String, String> store,
        String key,
        @Nullable String value,
        long time) {
      if (store != null) {
        store.put(key, value == null ? null : ValueAndTimestamp.make(value, time));
      }
      set(key, value == null ? null : value + " at " + time);
    }

    @Override
    Map<String, String> read(TimestampedKeyValueStore<String, String> store) {
      Map<String, String> found = new TreeMap<>();
      try (KeyValueIterator<String, ValueAndTimestamp<String>> all = store.all()) {
        all.forEachRemaining(
            row -> found.put(row.key, row.value.value() + " at " + row.value.timestamp()));
      }
      return found;
    }
  }

  private static final class Windows extends Folded<WindowStore<String, String>> {
    private long observed;

    @Override
    StoreBuilder<?> builder(String name) {
      return Stores.windowStoreBuilder(
          Stores.persistentWindowStore(name, RETENTION, Duration.ofMillis(WINDOW_MS), false),
          STRING,
          STRING);
    }

    @Override
    void change(
        @Nullable WindowStore<String, String> store,
        String key,
        @Nullable String value,
        long time) {
      long start = time - time % WINDOW_MS;
      if (store != null) {
        store.put(key, value, start);
      }
      observed = Math.max(observed, start);
      set(row(start, key), value);
    }

    @Override
    Map<String, String> read(WindowStore<String, String> store) {
      Map<String, String> found = new TreeMap<>();
      try (KeyValueIterator<Windowed<String>, String> all = store.all()) {
        all.forEachRemaining(
            row -> found.put(row(row.key.window().start(), row.key.key()), row.value));
      }
      return found;
    }

    @Override
    Map<String, String> expected() {
      rows.headMap(row(Math.max(0, observed - RETENTION.toMillis() + 1), "")).clear();
      return rows;
    }

    private static String row(long start, String key) {
      return String.format("%012d ", start) + key;
    }
  }

  private static final class Sessions extends Folded<SessionStore<String, String>> {
    private long observed;

    @Override
    StoreBuilder<?> builder(String name) {
      return Stores.sessionStoreBuilder(
          Stores.persistentSessionStore(name, RETENTION), STRING, STRING);
    }

    @Override
    void change(
        @Nullable SessionStore<String, String> store,
        String key,
        @Nullable String value,
        long time) {
      long end = time - time % WINDOW_MS;
      long start = Math.max(0, end - 20);
      if (store != null) {
        Windowed<String> session = new Windowed<>(key, new SessionWindow(start, end));
        if (value == null) {
          store.remove(session);
        } else {
          store.put(session, value);
        }
      }
      observed = Math.max(observed, value == null ? 0 : end);
      set(row(end, key), value);
    }

    @Override
    Map<String, String> read(SessionStore<String, String> store) {
      Map<String, String> found = new TreeMap<>();
      for (int i = 0; i < KEYS; i++) {
        try (KeyValueIterator<Windowed<String>, String> all = store.fetch("key-" + i)) {
          all.forEachRemaining(
              row -> found.put(row(row.key.window().end(), row.key.key()), row.value));
        }
      }
      return found;
    }

    @Override
    Map<String, String> expected() {
      rows.headMap(row(Math.max(0, observed - RETENTION.toMillis() + 1), "")).clear();
      return rows;
    }

    private static String row(long end, String key) {
      return String.format("%012d ", end) + key;
    }
  }

  /** The latest versions. */
  private static final class Versions extends Folded<VersionedKeyValueStore<String, String>> {
    @Override
    StoreBuilder<?> builder(String name) {
      return Stores.versionedKeyValueStoreBuilder(
          Stores.persistentVersionedKeyValueStore(name, RETENTION), STRING, STRING);
    }

    @Override
    void change(
        @Nullable VersionedKeyValueStore<String, String> store,
        String key,
        @Nullable String value,
        long time) {
      if (store != null) {
        store.put(key, value, time);
      }
      set(key, value == null ? null : value + " at " + time);
    }

    @Override
    Map<String, String> read(VersionedKeyValueStore<String, String> store) {
      Map<String, String> found = new TreeMap<>();
      for (int i = 0; i < KEYS; i++) {
        VersionedRecord<String> latest = store.get("key-" + i);
        if (latest != null) {
          found.put("key-" + i, latest.value() + " at " + latest.timestamp());
        }
      }
      return found;
    }
  }
}
