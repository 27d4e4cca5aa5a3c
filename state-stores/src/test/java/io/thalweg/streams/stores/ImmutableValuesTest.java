package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that the user says are immutable are kept as objects; and only by the owner thread. */
class ImmutableValuesTest {
  private record Name(String text) {}

  private final AtomicInteger deserialized = new AtomicInteger();

  private final Serde<Name> names =
      Serdes.serdeFrom(
          (topic, name) -> name.text().getBytes(StandardCharsets.UTF_8),
          (topic, bytes) -> {
            deserialized.incrementAndGet();
            return new Name(new String(bytes, StandardCharsets.UTF_8));
          });

  private StoreSpec spec(boolean immutable) {
    StoreSpec spec = Harness.spec(StoreSpec.Kind.KEY_VALUE, StoreSpec.Engine.ROCKSDB, names, null);
    return spec.withOptions(spec.options().withImmutableValues(immutable));
  }

  @Test
  void whenDeclaredThenTheObjectItselfComesBack(@TempDir Path directory) {
    try (Harness harness = new Harness(spec(true), directory, Harness.config(1 << 20, true))) {
      KeyValueStore<String, Name> store = harness.store();
      Name name = new Name("x".repeat(1000));
      store.put("a", name);
      assertSame(name, store.get("a"));
      harness.commit();
      assertSame(name, store.get("a"));
      assertEquals(0, deserialized.get());
      harness.reopen(true);
      store = harness.store();
      Name read = store.get("a");
      assertEquals(name, read);
      assertSame(read, store.get("a"));
      assertEquals(1, deserialized.get());
      assertTrue(harness.state().stats().tableBytes() > 1000, "its size counts");
    }
  }

  @Test
  void whenNotDeclaredThenEachReadMakesAFreshOne(@TempDir Path directory) {
    try (Harness harness = new Harness(spec(false), directory, Harness.config(1 << 20, true))) {
      KeyValueStore<String, Name> store = harness.store();
      Name name = new Name("x");
      store.put("a", name);
      assertNotSame(name, store.get("a"));
      assertEquals(name, store.get("a"));
    }
  }

  @Test
  void whenAnotherThreadUsesAStoreOfATaskThenAssertionsSaySo(@TempDir Path directory)
      throws Exception {
    try (Harness harness = new Harness(spec(true), directory, Harness.config(1 << 20, true))) {
      KeyValueStore<String, Name> store = harness.store();
      store.put("a", new Name("x"));
      CompletableFuture<Name> other = CompletableFuture.supplyAsync(() -> store.get("a"));
      ExecutionException error =
          assertThrows(ExecutionException.class, () -> other.get(10, TimeUnit.SECONDS));
      assertTrue(error.getCause() instanceof AssertionError, error.toString());
    }
  }
}
