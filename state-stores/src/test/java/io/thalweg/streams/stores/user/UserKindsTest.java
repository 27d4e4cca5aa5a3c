package io.thalweg.streams.stores.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.StoreSupplier;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.TimestampedWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.state.WindowStoreIterator;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.SessionTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of every kind behind a supplier of the user's that hands on to one of ours. */
class UserKindsTest {
  private static final Duration RETENTION = Duration.ofMinutes(10);

  private final Path directory;

  UserKindsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** A supplier that the engine does not know. */
  private record Handing<T extends StateStore>(StoreSupplier<T> to) implements StoreSupplier<T> {
    @Override
    public String name() {
      return to.name();
    }

    @Override
    public T get() {
      return to.get();
    }

    @Override
    public String metricsScope() {
      return "handing";
    }
  }

  private UserTask task(
      StoreSpec.Kind kind, StoreSupplier<?> to, StoreSpec.WindowSpec window, boolean caching) {
    StoreSpec spec = UserTask.spec(kind, new Handing<>(to), caching);
    StoreSpec sized =
        new StoreSpec(
            spec.name(),
            spec.kind(),
            spec.engine(),
            spec.supplier(),
            spec.keySerde(),
            spec.valueSerde(),
            spec.options(),
            window);
    return new UserTask(sized, directory.resolve(kind.name() + caching), false);
  }

  private static StoreSpec.WindowSpec window(long size) {
    return new StoreSpec.WindowSpec(RETENTION.toMillis(), size, 60_000, false);
  }

  @Test
  void whenItHandsOnToATimestampedStoreThenTimestampsSurviveARestore() {
    StoreSpec spec =
        UserTask.spec(
            StoreSpec.Kind.TIMESTAMPED_KEY_VALUE,
            new Handing<>(Stores.persistentTimestampedKeyValueStore("s")),
            false);
    try (UserTask task = new UserTask(spec, directory, false)) {
      TimestampedKeyValueStore<String, String> store = task.store();
      store.put("a", ValueAndTimestamp.make("1", 50));
      task.send();
      assertEquals(1, task.reopen(false));
      store = task.store();
      assertEquals(ValueAndTimestamp.make("1", 50), store.get("a"));
      assertEquals(List.of("a 1 @50"), task.logged());
    }
  }

  @Test
  void whenWindowedThenRowsAreKeptByKeyAndStart() {
    for (boolean caching : new boolean[] {false, true}) {
      try (UserTask task =
          task(
              StoreSpec.Kind.TIMESTAMPED_WINDOW,
              Stores.inMemoryWindowStore("s", RETENTION, Duration.ofMillis(500), false),
              window(500),
              caching)) {
        TimestampedWindowStore<String, String> store = task.store();
        store.put("a", ValueAndTimestamp.make("1", 510), 500);
        store.put("a", ValueAndTimestamp.make("2", 1010), 1000);
        store.put("b", ValueAndTimestamp.make("3", 1020), 1000);
        store.put("b", null, 1000);
        task.commit();
        assertEquals(3, task.reopen(false) - (caching ? 0 : 1));
        store = task.store();
        assertEquals(ValueAndTimestamp.make("1", 510), store.fetch("a", 500));
        assertNull(store.fetch("b", 1000));
        try (WindowStoreIterator<ValueAndTimestamp<String>> rows = store.fetch("a", 0, 2000)) {
          assertEquals(500, rows.next().key);
          assertEquals(ValueAndTimestamp.make("2", 1010), rows.next().value);
        }
      }
    }
  }

  @Test
  void whenOfSessionsThenTheyAreFoundAndEmitted() {
    for (boolean caching : new boolean[] {false, true}) {
      try (UserTask task =
          task(
              StoreSpec.Kind.SESSION,
              Stores.inMemorySessionStore("s", RETENTION),
              window(0),
              caching)) {
        SessionTable<String, String> table = task.state().sessions("s");
        table.update(table.locate("a", null, 10, 20), "1", 20);
        List<Row<String>> found = table.find("a", null, 15, 30);
        assertEquals(1, found.size());
        table.update(found.get(0), null, 30);
        table.update(table.locate("a", null, 10, 30), "2", 30);
        List<String> emitted = new ArrayList<>();
        table.drainEmissions(
            (session, raw, value, old, timestamp) ->
                emitted.add(session.window().end() + " " + old + "->" + value));
        assertEquals(caching ? List.of("30 null->2") : List.of(), emitted);
        task.commit();
        task.reopen(false);
        SessionStore<String, String> store = task.store();
        assertNull(store.fetchSession("a", 10, 20));
        assertEquals("2", store.fetchSession("a", 10, 30));
        store.put(new Windowed<>("b", new SessionWindow(1, 2)), "3");
        try (KeyValueIterator<Windowed<String>, String> rows = store.fetch("b")) {
          assertEquals("3", rows.next().value);
        }
      }
    }
  }

  @Test
  void whenVersionedThenEachVersionIsLoggedAndRestored() {
    try (UserTask task =
        task(
            StoreSpec.Kind.VERSIONED,
            Stores.persistentVersionedKeyValueStore("s", RETENTION),
            window(0),
            true)) {
      VersionedKeyValueStore<String, String> store = task.store();
      store.put("a", "1", 100);
      store.put("a", "2", 200);
      task.send();
      assertEquals(List.of("a 1 @100", "a 2 @200"), task.logged());
      assertEquals(2, task.reopen(false));
      store = task.store();
      assertEquals(new VersionedRecord<>("1", 100), store.get("a", 150));
      assertEquals(new VersionedRecord<>("2", 200), store.get("a"));
      assertEquals(new VersionedRecord<>("2", 200), store.delete("a", 300));
      assertNull(store.get("a"));
    }
  }
}
