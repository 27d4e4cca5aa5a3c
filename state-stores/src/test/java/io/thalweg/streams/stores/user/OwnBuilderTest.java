package io.thalweg.streams.stores.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.plan.BuiltStore;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.BatchingStateRestoreCallback;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.StoreBuilder;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that the user's own builder makes. */
class OwnBuilderTest {
  private final Path directory;

  OwnBuilderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** A builder as users write them. */
  private record Own<T extends StateStore>(Supplier<T> maker, boolean loggingEnabled)
      implements StoreBuilder<T> {
    @Override
    public StoreBuilder<T> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<T> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
      return this;
    }

    @Override
    public StoreBuilder<T> withLoggingDisabled() {
      return this;
    }

    @Override
    public T build() {
      return maker.get();
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public String name() {
      return "s";
    }

    StoreSpec spec() {
      return new StoreSpec(
          "s",
          StoreSpec.Kind.KEY_VALUE,
          StoreSpec.Engine.IN_MEMORY,
          new BuiltStore(this),
          null,
          null,
          new StoreSpec.Options(false, loggingEnabled, Map.of()),
          null);
    }
  }

  /** Notes what becomes of it. */
  private static class Noting implements StateStore {
    final List<String> calls;

    Noting(List<String> calls) {
      this.calls = calls;
    }

    @Override
    public String name() {
      return "s";
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
      assertSame(this, root);
      calls.add(
          context.applicationId()
              + " "
              + context.taskId()
              + " "
              + context.keySerde().getClass().getSimpleName()
              + " "
              + context.valueSerde().getClass().getSimpleName()
              + " "
              + context.recordMetadata()
              + " "
              + context.appConfigs().get("application.id")
              + " "
              + context.appConfigsWithPrefix("mine.")
              + " "
              + context.stateDir().isDirectory());
      context.register(root, callback(), () -> calls.add("commit callback"));
    }

    BatchingStateRestoreCallback callback() {
      return new BatchingStateRestoreCallback() {
        @Override
        public void restoreAll(Collection<KeyValue<byte[], byte[]>> records) {
          records.forEach(
              record ->
                  calls.add(
                      "restore "
                          + RecordingMap.text(record.key)
                          + " "
                          + RecordingMap.text(record.value)));
        }
      };
    }

    @Override
    @SuppressWarnings("deprecation") // as older stores do
    public void flush() {
      calls.add("flush");
    }

    @Override
    public void close() {
      calls.add("close");
    }

    @Override
    public boolean persistent() {
      return true;
    }

    @Override
    public boolean isOpen() {
      return true;
    }
  }

  private static List<String> take(List<String> calls) {
    List<String> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  @Test
  void whenATaskRunsItThenItIsToldEverythingInOrder() {
    List<String> calls = new ArrayList<>();
    StoreSpec spec = new Own<>(() -> new Noting(calls), true).spec();
    try (UserTask task = new UserTask(spec, directory, false)) {
      assertEquals(
          List.of("app 0_1 StringSerde LongSerde Optional.empty app {size=3} true"), take(calls));
      StateStore store = task.store();
      assertTrue(store instanceof Noting);
      assertSame(store, task.state().usersOwn("s"));
      task.commit();
      assertEquals(List.of("flush", "commit callback"), take(calls));
      task.reopen(true);
      assertEquals("close", calls.get(calls.size() - 2));
    }
    assertEquals("close", calls.get(calls.size() - 1));
  }

  @Test
  void whenItIsLoggedButRegistersNothingThenTheErrorSaysSo() {
    Own<StateStore> own =
        new Own<>(
            () ->
                new Noting(new ArrayList<>()) {
                  @Override
                  public void init(StateStoreContext context, StateStore root) {}
                },
            true);
    ProcessorStateException error =
        assertThrows(
            ProcessorStateException.class, () -> new UserTask(own.spec(), directory, false));
    assertTrue(String.valueOf(error.getMessage()).contains("context.register"), error.getMessage());
  }

  /** Keeps its own account of offsets. */
  private static final class Managing extends Noting {
    private final @Nullable Long committed;

    Managing(List<String> calls, @Nullable Long committed) {
      super(calls);
      this.committed = committed;
    }

    @Override
    @SuppressWarnings("deprecation")
    public boolean managesOffsets() {
      return true;
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
      assertEquals(UserTask.CHANGELOG, partition);
      return committed;
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
      calls.add("commit " + changelogOffsets.values());
    }
  }

  @Test
  void whenItManagesItsOffsetsThenItIsRestoredFromThere() {
    List<String> calls = new ArrayList<>();
    StoreSpec spec = new Own<>(() -> new Managing(calls, 41L), true).spec();
    try (UserTask task = new UserTask(spec, directory, false)) {
      assertEquals(42, task.state().position(UserTask.CHANGELOG).orElseThrow());
      calls.clear();
      task.state().commit(Map.of(), 0);
      assertEquals("commit [41]", calls.get(0));
    }
    StoreSpec fresh = new Own<>(() -> new Managing(calls, null), true).spec();
    try (UserTask task = new UserTask(fresh, directory.resolve("other"), false)) {
      assertTrue(task.state().position(UserTask.CHANGELOG).isEmpty());
      calls.clear();
      task.state().commit(Map.of(), 0);
      assertEquals("commit [-4]", calls.get(0));
    }
  }

  private static Own<TimestampedKeyValueStore<String, String>> wrapping(boolean inMemory) {
    return new Own<>(
        () ->
            Stores.timestampedKeyValueStoreBuilder(
                    inMemory
                        ? Stores.inMemoryKeyValueStore("s")
                        : Stores.persistentTimestampedKeyValueStore("s"),
                    Serdes.String(),
                    Serdes.String())
                .build(),
        true);
  }

  @Test
  void whenItWrapsAStoreOfOursThenThatLogsAndIsRestoredWithTimestamps() {
    for (boolean inMemory : new boolean[] {true, false}) {
      Path place = directory.resolve("in-memory-" + inMemory);
      try (UserTask task = new UserTask(wrapping(inMemory).spec(), place, false)) {
        TimestampedKeyValueStore<String, String> store = task.store();
        store.put("a", ValueAndTimestamp.make("1", 20));
        store.put("a", ValueAndTimestamp.make("2", 30));
        task.recordTimestamp = 35;
        store.put("b", null);
        task.commit();
        assertEquals(List.of("a 2 @30", "b null @35"), task.logged());
        store.put("c", ValueAndTimestamp.make("3", 40));
        task.send();
        task.reopen(false);
        store = task.store();
        assertEquals(ValueAndTimestamp.make("2", 30), store.get("a"));
        assertEquals(ValueAndTimestamp.make("3", 40), store.get("c"));
        try (KeyValueIterator<String, ValueAndTimestamp<String>> all = store.all()) {
          assertEquals("a", all.next().key);
        }
      }
    }
  }

  @Test
  void whenASupplierOfTheUsersIsBuiltOutsideOfATaskThenTheStoreWorks() {
    RecordingMap.Supplier supplier = new RecordingMap.Supplier(false);
    KeyValueStore<String, String> store =
        Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.String()).build();
    try (UserTask host = new UserTask(new Own<>(() -> store, true).spec(), directory, false)) {
      store.put("a", "1");
      assertEquals("1", store.get("a"));
      assertEquals(List.of("put a 1", "get a"), supplier.takeCalls());
      host.commit();
      assertEquals(List.of("a 1 @7"), host.logged());
    }
  }
}
