package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.stores.kit.ManualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Iterators that nobody closes. */
class LeakTest {
  @ParameterizedTest
  @EnumSource(StoreSpec.Engine.class)
  void aLeakIsNamedAndTheNextOneWithItsSite(StoreSpec.Engine kind, @TempDir Path directory) {
    try (StateEngine engine = StateEngine.create(config("INFO"))) {
      String first = leak(engine, kind, directory, true);
      assertTrue(first.contains("Task 0_1: store s is closed while 1 of its iterators"), first);
      assertTrue(first.contains("From now on"), first);
      String second = leak(engine, kind, directory, true);
      assertTrue(second.contains("One was made here:"), second);
      assertTrue(second.contains("LeakTest.leak"), second);
      assertEquals("", leak(engine, kind, directory, false));
    }
  }

  @ParameterizedTest
  @EnumSource(StoreSpec.Engine.class)
  void atDebugTheFirstLeakHasItsSite(StoreSpec.Engine kind, @TempDir Path directory) {
    try (StateEngine engine = StateEngine.create(config("DEBUG"))) {
      String log = leak(engine, kind, directory, true);
      assertTrue(log.contains("LeakTest.leak"), log);
    }
  }

  /** Opens an iterator and the store's end; returns what was logged. */
  private static String leak(
      StateEngine engine, StoreSpec.Engine kind, Path directory, boolean leaked) {
    TaskState state = engine.open(request(kind, directory));
    KeyValueStore<String, String> store = store(state);
    store.put("a", "1");
    state.commit(Map.of(), 0);
    KeyValueIterator<String, String> rows = store.all();
    assertTrue(rows.hasNext());
    if (!leaked) {
      rows.close();
    }
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      state.close();
    } finally {
      System.setErr(before);
    }
    assertFalse(store.isOpen());
    assertThrows(InvalidStateStoreException.class, rows::hasNext);
    rows.close(); // late, and harmless
    return log.toString(UTF_8);
  }

  @SuppressWarnings("unchecked")
  private static KeyValueStore<String, String> store(TaskState state) {
    return (KeyValueStore<String, String>) state.store("s");
  }

  private static TaskStateRequest request(StoreSpec.Engine kind, Path directory) {
    StoreSpec spec = Harness.spec(StoreSpec.Kind.KEY_VALUE, kind, Serdes.String(), null);
    return new TaskStateRequest(
        new TaskId(0, 1), directory, List.of(spec), Map.of(), Map.of(), new ManualTime(), () -> 0);
  }

  private static StateEngineConfig config(String level) {
    StateEngineConfig base = StateEngineConfig.defaults();
    return new StateEngineConfig(
        base.budgets(), base.flush(), true, null, Map.of("metrics.recording.level", level));
  }
}
