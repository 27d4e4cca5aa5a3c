package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.processor.StateRestoreCallback;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.Stores;
import io.thalweg.streams.state.VersionedBytesStore;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.VersionedRecord;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versioned stores made by {@code Stores} and used without a task. */
class VersionedBytesTest {
  private static final Duration HISTORY = Duration.ofSeconds(1);

  private @Nullable StateRestoreCallback callback;

  @Test
  void aSupplierGivesAStoreOfStampedBytes(@TempDir Path directory) {
    VersionedBytesStore store =
        (VersionedBytesStore) Stores.persistentVersionedKeyValueStore("prices", HISTORY).get();
    assertEquals("prices", store.name());
    assertTrue(store.persistent());
    assertFalse(store.isOpen());
    assertThrows(InvalidStateStoreException.class, () -> store.get(bytes("a")));
    store.init(context(directory), store);
    assertEquals(-1, store.put(bytes("a"), new byte[] {1}, 5));
    assertEquals(-1, store.put(bytes("a"), new byte[] {}, 12));
    assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 12}, store.get(bytes("a")));
    assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 5, 1}, store.get(bytes("a"), 11));
    assertNull(store.get(bytes("a"), 4));
    assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 5, 1}, store.delete(bytes("a"), 10));
    assertNull(store.get(bytes("a"), 11));
    store.commit(Map.of());
    store.close();
    assertThrows(InvalidStateStoreException.class, () -> store.get(bytes("a")));
    store.init(context(directory), store);
    assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 5, 1}, store.get(bytes("a"), 9));
    store.close();
  }

  @Test
  void whatNeedsATimestampOrAnOrderOfKeysIsRefused() {
    VersionedBytesStore store =
        (VersionedBytesStore) Stores.persistentVersionedKeyValueStore("prices", HISTORY).get();
    Bytes key = bytes("a");
    for (Runnable call :
        List.<Runnable>of(
            () -> store.put(key, new byte[0]),
            () -> store.putIfAbsent(key, new byte[0]),
            () -> store.putAll(List.of()),
            () -> store.delete(key),
            () -> store.range(null, null),
            () -> store.reverseRange(null, null),
            store::all,
            store::reverseAll,
            store::approximateNumEntries)) {
      assertThrows(UnsupportedOperationException.class, call::run);
    }
  }

  @Test
  void aBuiltStoreKeepsVersionsAndCannotBeRestoredWithoutTheirTimes(@TempDir Path directory) {
    VersionedKeyValueStore<String, String> store =
        Stores.versionedKeyValueStoreBuilder(
                Stores.persistentVersionedKeyValueStore("prices", HISTORY),
                Serdes.String(),
                Serdes.String())
            .build();
    store.init(context(directory), store);
    assertEquals(-1, store.put("a", "1", 5));
    assertEquals(5, store.put("a", "0", 3));
    assertEquals(new VersionedRecord<>("0", 3), store.get("a", 4));
    StateRestoreCallback restore = callback;
    assertNotNull(restore);
    assertThrows(
        UnsupportedOperationException.class, () -> restore.restore(new byte[] {1}, new byte[] {2}));
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
