package io.thalweg.streams.stores.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.stores.ReadView;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key-value store from a supplier of the user's, in a task. */
class UserStoreTest {
  private final Path directory;

  UserStoreTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static StoreSpec plain(RecordingMap.Supplier supplier, boolean caching) {
    return UserTask.spec(StoreSpec.Kind.KEY_VALUE, supplier, caching);
  }

  private static StoreSpec stamped(RecordingMap.Supplier supplier, boolean caching) {
    return UserTask.spec(StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, supplier, caching);
  }

  private static <K, V> List<String> rows(KeyValueIterator<K, V> iterator) {
    try (iterator) {
      List<String> rows = new ArrayList<>();
      iterator.forEachRemaining(row -> rows.add(row.key + "=" + row.value));
      return rows;
    }
  }

  @Test
  void whenNotCachedThenEachCallGoesToTheStoreAtOnceAndIsLogged() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(false);
    try (UserTask task = new UserTask(plain(supplier, false), directory, false)) {
      KeyValueStore<String, String> store = task.store();
      store.put("a", "1");
      assertEquals("1", store.putIfAbsent("a", "2"));
      assertNull(store.putIfAbsent("b", "3"));
      store.putAll(List.of(KeyValue.pair("c", "4"), KeyValue.pair("a", null)));
      assertEquals("3", store.delete("b"));
      assertNull(store.delete("zz"));
      assertEquals("4", store.get("c"));
      assertEquals(
          List.of(
              "put a 1",
              "putIfAbsent a 2",
              "putIfAbsent b 3",
              "putAll 2",
              "delete b",
              "delete zz",
              "get c"),
          supplier.takeCalls());
      store.put("d", "5");
      assertEquals(List.of("c=4", "d=5"), rows(store.all()));
      assertEquals(List.of("d=5", "c=4"), rows(store.reverseAll()));
      assertEquals(List.of("d=5"), rows(store.range("cc", "z")));
      assertEquals(2, store.approximateNumEntries());
      task.commit();
      assertEquals(
          List.of("a 1 @7", "b 3 @7", "c 4 @7", "a null @7", "b null @7", "zz null @7", "d 5 @7"),
          task.logged());
    }
  }

  @Test
  void whenDeduplicatedThenTheChangelogGetsTheLastChangeOfEachKey() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(false);
    try (UserTask task = new UserTask(plain(supplier, false), directory, false, true)) {
      KeyValueStore<String, String> store = task.store();
      store.put("a", "1");
      store.put("b", "2");
      store.put("a", "3");
      task.commit();
      store.put("b", null);
      task.commit();
      assertEquals(List.of("a 3 @7", "b 2 @7", "b null @7"), task.logged());
    }
  }

  @Test
  void whenPersistentWithoutMarkerThenTimestampsAreForgotten() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(true);
    try (UserTask task = new UserTask(stamped(supplier, false), directory, false)) {
      TimestampedKeyValueStore<String, String> store = task.store();
      store.put("a", ValueAndTimestamp.make("1", 50));
      assertEquals(ValueAndTimestamp.make("1", -1), store.get("a"));
      assertEquals(List.of("put a 1", "get a"), supplier.takeCalls());
      task.commit();
      assertEquals(List.of("a 1 @50"), task.logged());
    }
  }

  @Test
  void whenInMemoryThenTimestampsStandBeforeTheValues() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(false);
    try (UserTask task = new UserTask(stamped(supplier, false), directory, false)) {
      TimestampedKeyValueStore<String, String> store = task.store();
      store.put("a", ValueAndTimestamp.make("1", 50));
      assertEquals(ValueAndTimestamp.make("1", 50), store.get("a"));
      assertEquals(List.of("a=<1,50>"), rows(store.all()));
      task.commit();
      assertEquals(1, task.reopen(true));
      store = task.store();
      assertEquals(ValueAndTimestamp.make("1", 50), store.get("a"));
    }
  }

  @Test
  void whenCachedThenAnOperatorsRowsReachTheStoreOnceWhenTheyAreEmitted() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(false);
    try (UserTask task = new UserTask(plain(supplier, true), directory, false)) {
      RowTable<String, String> table = task.state().table("s");
      assertTrue(table.emitsOnFlush());
      for (String value : List.of("1", "2", "3")) {
        Row<String> row = table.locate("a", null);
        table.update(row, value, 40);
        assertEquals(value, table.locate("a", null).value());
      }
      table.update(table.locate("b", null), null, 41);
      assertEquals(List.of("get a", "get b"), supplier.takeCalls());
      List<String> emitted = new ArrayList<>();
      table.drainEmissions(
          (key, raw, start, value, old, timestamp) ->
              emitted.add(key + " " + old + "->" + value + " @" + timestamp));
      assertEquals(List.of("a null->3 @40"), emitted);
      assertEquals(List.of("put a 3", "put b null"), supplier.takeCalls());
      table.update(table.locate("a", null), "4", 42);
      task.commit();
      assertEquals(List.of("a 3 @40", "b null @41", "a 4 @42"), task.logged());
      emitted.clear();
      table.drainEmissions(
          (key, raw, start, value, old, timestamp) -> emitted.add(old + "->" + value));
      assertEquals(List.of("3->4"), emitted);
      assertEquals(0, task.state().commitPressure() ? 1 : 0);
    }
  }

  @Test
  void whenCachedThenAScanSeesWhatIsHeld() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(false);
    try (UserTask task = new UserTask(plain(supplier, true), directory, false)) {
      KeyValueStore<String, String> store = task.store();
      store.put("a", "1");
      store.put("a", "2");
      store.put("b", "3");
      assertEquals("2", store.get("a"));
      assertEquals(List.of(), supplier.takeCalls());
      assertEquals(List.of("a=2", "b=3"), rows(store.all()));
      assertEquals(List.of("put a 2", "put b 3"), supplier.takeCalls());
    }
  }

  @Test
  void whenQueriedFromAnotherThreadThenHeldRowsAreSeenAndTheOwnerIsAskedForScans()
      throws Exception {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(false);
    UserTask task = new UserTask(stamped(supplier, true), directory, false);
    TimestampedKeyValueStore<String, String> store = task.store();
    ReadView view = task.state().readView("s");
    store.put("a", ValueAndTimestamp.make("1", 9));
    ReadOnlyKeyValueStore<String, String> plain = view.keyValue();
    ReadOnlyKeyValueStore<String, ValueAndTimestamp<String>> whole = view.timestampedKeyValue();
    CompletableFuture<String> point =
        CompletableFuture.supplyAsync(() -> plain.get("a") + whole.get("a"));
    assertEquals("1<1,9>", point.get(10, TimeUnit.SECONDS));
    CompletableFuture<List<String>> scan = CompletableFuture.supplyAsync(() -> rows(plain.all()));
    while (!scan.isDone()) {
      task.state().servePendingSnapshots();
    }
    assertEquals(List.of("a=1"), scan.get());
    KeyValueIterator<String, ValueAndTimestamp<String>> left = store.all();
    task.close();
    assertFalse(view.isOpen());
    assertThrows(InvalidStateStoreException.class, () -> plain.get("a"));
    assertThrows(InvalidStateStoreException.class, plain::all);
    assertThrows(InvalidStateStoreException.class, () -> store.get("a"));
    assertThrows(InvalidStateStoreException.class, left::hasNext);
  }

  @Test
  void whenAtLeastOnceThenAnUncleanStopRestoresTheTailOnly() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(true);
    try (UserTask task = new UserTask(plain(supplier, false), directory, false)) {
      KeyValueStore<String, String> store = task.store();
      store.put("a", "1");
      task.commit();
      assertEquals("commit [0]", supplier.takeCalls().get(1));
      store.put("b", "2");
      task.send(); // acknowledged, but the commit was never finished
      assertEquals(1, task.reopen(false));
      store = task.store();
      assertEquals(List.of("a=1", "b=2"), rows(store.all()));
      task.commit();
      assertEquals(0, task.reopen(true));
      store = task.store();
      assertEquals(List.of("a=1", "b=2"), rows(store.all()));
    }
  }

  @Test
  void whenExactlyOnceThenAnUncleanStopRebuildsTheStore() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(true);
    try (UserTask task = new UserTask(plain(supplier, false), directory, true)) {
      KeyValueStore<String, String> store = task.store();
      store.put("a", "1");
      store.put("b", "2");
      task.commit();
      store.put("a", "aborted");
      store.put("c", "aborted");
      assertEquals(2, task.reopen(false));
      store = task.store();
      assertEquals(List.of("a=1", "b=2"), rows(store.all()));
    }
  }

  @Test
  void whenExactlyOnceAndStoppedCleanlyThenNothingIsRestored() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(true);
    try (UserTask task = new UserTask(plain(supplier, false), directory, true)) {
      KeyValueStore<String, String> store = task.store();
      store.put("a", "1");
      task.commit();
      assertEquals(0, task.reopen(true));
      store = task.store();
      assertEquals("1", store.get("a"));
      assertEquals(0, task.reopen(false), "nothing was written since");
      store = task.store();
      store.put("a", "aborted");
      assertEquals(1, task.reopen(false));
      store = task.store();
      assertEquals("1", store.get("a"));
    }
  }

  @Test
  void whenSomethingUncommittedHasReachedTheStoreThenItCannotBeRolledBack() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(false);
    try (UserTask task = new UserTask(plain(supplier, false), directory, true)) {
      KeyValueStore<String, String> store = task.store();
      assertTrue(task.state().canRollBack());
      store.put("a", "1");
      assertFalse(task.state().canRollBack());
      task.commit();
      assertTrue(task.state().canRollBack());
    }
  }

  @Test
  void whenHeldRowsAreRolledBackThenTheStoreNeverHadThem() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(false);
    try (UserTask task = new UserTask(plain(supplier, true), directory, true)) {
      KeyValueStore<String, String> store = task.store();
      store.put("a", "1");
      assertTrue(task.state().canRollBack());
      task.state().rollback();
      assertNull(store.get("a"));
      task.commit();
      assertEquals(List.of(), task.logged());
    }
  }

  @Test
  void whenResetThenTheStoreIsMadeAnewWithoutItsFiles() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(true);
    try (UserTask task = new UserTask(plain(supplier, false), directory, false)) {
      KeyValueStore<String, String> store = task.store();
      store.put("a", "1");
      task.commit();
      store.put("zombie", "1");
      task.state().reset("s");
      assertTrue(task.state().position(UserTask.CHANGELOG).isEmpty());
      assertEquals(1, task.restore());
      store = task.store();
      assertEquals(List.of("a=1"), rows(store.all()));
    }
  }
}
