package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.processor.StateRestoreCallback;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.WindowStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSessionStoreFindsAndRemoves(boolean persistent, @TempDir Path directory) {
    Duration retention = Duration.ofMinutes(10);
    SessionStore<String, String> store =
        Stores.sessionStoreBuilder(
                persistent
                    ? Stores.persistentSessionStore("s", retention)
                    : Stores.inMemorySessionStore("s", retention),
                Serdes.String(),
                Serdes.String())
            .build();
    store.init(context(directory), store);
    Windowed<String> session = new Windowed<>("a", new SessionWindow(10, 20));
    store.put(session, "x");
    assertEquals("x", store.fetchSession("a", 10, 20));
    KeyValueIterator<Windowed<String>, String> found = store.findSessions("a", 20, 10);
    assertEquals(session, found.next().key);
    found.close();
    store.remove(session);
    assertFalse(store.fetch("a").hasNext());
    store.close();
    assertThrows(InvalidStateStoreException.class, () -> store.fetch("a"));
  }

  @Test
  void argumentsOfSessionStoresAreCheckedAsInKafkaStreams(@TempDir Path directory) {
    SessionStore<Bytes, byte[]> store =
        Stores.inMemorySessionStore("s", Duration.ofMinutes(10)).get();
    store.init(context(directory), store);
    assertMessage("sessionKey can't be null", () -> store.put(nothing(), new byte[0]));
    assertMessage("sessionKey can't be null", () -> store.remove(nothing()));
    assertMessage(
        "sessionKey.key() can't be null",
        () -> store.remove(new Windowed<>(nothing(), new SessionWindow(0, 1))));
    assertMessage(
        "sessionKey.window() can't be null",
        () -> store.put(new Windowed<>(bytes("a"), nothing()), new byte[0]));
    assertMessage("key cannot be null", () -> store.fetch(nothing()));
    assertMessage("key cannot be null", () -> store.backwardFetch(nothing()));
    assertMessage("key cannot be null", () -> store.fetchSession(nothing(), 0, 1));
    assertMessage("key cannot be null", () -> store.findSessions(nothing(), 0, 1));
    assertMessage("key cannot be null", () -> store.backwardFindSessions(nothing(), 0, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> store.findSessions(bytes("a"), nothing(), Instant.EPOCH));
    store.close();
  }

  private static void assertMessage(String message, Executable call) {
    assertEquals(message, assertThrows(NullPointerException.class, call).getMessage());
  }

  /** Null where the API forbids it. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
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
