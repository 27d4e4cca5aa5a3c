package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.processor.StateRestoreCallback;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.WindowStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores built by {@code Stores} and used without a task. */
class StandaloneStoreTest {
  private @Nullable StateRestoreCallback callback;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSupplierGivesAStoreThatWorks(boolean persistent, @TempDir Path directory) {
    KeyValueStore<Bytes, byte[]> store =
        (persistent
                ? Stores.persistentKeyValueStore("numbers")
                : Stores.inMemoryKeyValueStore("numbers"))
            .get();
    assertEquals("numbers", store.name());
    assertEquals(persistent, store.persistent());
    assertFalse(store.isOpen());
    assertThrows(InvalidStateStoreException.class, () -> store.get(bytes("a")));
    store.init(context(directory), store);
    store.put(bytes("a"), new byte[] {1});
    store.put(bytes("b"), new byte[] {2});
    assertArrayEquals(new byte[] {1}, store.get(bytes("a")));
    KeyValueIterator<Bytes, byte[]> all = store.reverseAll();
    assertEquals(bytes("b"), all.next().key);
    store.close();
    assertThrows(InvalidStateStoreException.class, all::hasNext);
    assertThrows(InvalidStateStoreException.class, () -> store.get(bytes("a")));
    store.init(context(directory), store);
    assertEquals(persistent ? 2 : 0, store.approximateNumEntries());
    store.close();
  }

  @Test
  void aBuilderGivesATypedStoreThatRestores(@TempDir Path directory) {
    TimestampedKeyValueStore<String, Long> store =
        Stores.timestampedKeyValueStoreBuilder(
                Stores.persistentTimestampedKeyValueStore("counts"), Serdes.String(), Serdes.Long())
            .build();
    store.init(context(directory), store);
    store.put("a", ValueAndTimestamp.make(5L, 77));
    assertEquals(ValueAndTimestamp.make(5L, 77), store.get("a"));
    assertTrue(callback != null);
    store.close();
  }

  @Test
  void aWindowStoreFetches(@TempDir Path directory) {
    WindowStore<String, String> store =
        Stores.windowStoreBuilder(
                Stores.inMemoryWindowStore(
                    "w", Duration.ofMinutes(10), Duration.ofMinutes(1), false),
                Serdes.String(),
                Serdes.String())
            .build();
    store.init(context(directory), store);
    store.put("a", "x", 60_000);
    assertEquals("x", store.fetch("a", 60_000));
    assertEquals(120_000, store.fetchAll(0, 60_000).next().key.window().end());
    store.close();
  }

  private StateStoreContext context(Path directory) {
    return (StateStoreContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StateStoreContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "stateDir" -> directory.toFile();
                  case "taskId" -> new TaskId(0, 0);
                  case "register" -> {
                    callback = (StateRestoreCallback) arguments[1];
                    yield null;
                  }
                  default -> null;
                });
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(UTF_8));
  }
}
