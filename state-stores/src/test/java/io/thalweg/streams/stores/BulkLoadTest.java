package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time between the end of a bulk load and the return to normal options. */
class BulkLoadTest {
  private static final int ROWS = 20_000;

  @TempDir Path directory = Path.of("set by JUnit");
  private final StoreSpec spec =
      Harness.spec(StoreSpec.Kind.KEY_VALUE, StoreSpec.Engine.ROCKSDB, Serdes.String(), null);
  private Harness harness = new Harness(inMemory(), null, StateEngineConfig.defaults());

  private static StoreSpec inMemory() {
    return Harness.spec(
        StoreSpec.Kind.KEY_VALUE, StoreSpec.Engine.IN_MEMORY, Serdes.String(), null);
  }

  @BeforeEach
  void load() {
    harness.close();
    // a table of a few rows: reads go to the engine
    harness = new Harness(spec, directory, Harness.config(1 << 12, true));
    TaskState state = harness.state();
    state.prepareRestore(1_000_000);
    for (int i = 0; i < ROWS; i += 1_000) {
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int j = i; j < i + 1_000; j++) {
        records.add(
            new ConsumerRecord<>(
                Harness.CHANGELOG.topic(), 0, j, key(j).getBytes(UTF_8), value(j)));
      }
      state.restore(Harness.CHANGELOG, records, i + 1_000);
      harness.changelog.addAll(records);
    }
    state.restoreCompleted();
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void aCursorOpenedRightAfterTheLoadSeesItsSnapshotThroughCommits() {
    KeyValueStore<String, String> store = harness.store();
    try (KeyValueIterator<String, String> own = store.all();
        KeyValueIterator<String, String> other = view().all()) {
      for (int commit = 0; commit < 5; commit++) {
        store.put("later-" + commit, "x");
        store.delete(key(commit));
        harness.commit();
        assertNull(view().get(key(commit)));
        assertEquals("x", view().get("later-" + commit));
        assertEquals("value-7777", view().get(key(7777)));
      }
      assertEquals(ROWS, count(own));
      assertEquals(ROWS, count(other));
    }
    store.put("last", "y");
    harness.commit(); // nobody reads: back to normal
    assertEquals("y", view().get("last"));
    assertEquals(ROWS - 5 + 6, count(store.all()));
    assertEquals(0, harness.reopen(true), "the position is that of the last commit");
    assertEquals(ROWS - 5 + 6, count(harness.<KeyValueStore<String, String>>store().all()));
  }

  @Test
  void aKillBeforeTheFirstCommitCostsAtMostTheLoad() {
    long missing = harness.reopen(false);
    assertTrue(missing <= ROWS);
    assertEquals(ROWS, count(harness.<KeyValueStore<String, String>>store().all()));
  }

  @Test
  void readersInOtherThreadsWaitAMomentAndAreNotTurnedAway() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(2);
    AtomicBoolean done = new AtomicBoolean();
    List<Future<Integer>> counts = new ArrayList<>();
    for (int reader = 0; reader < 2; reader++) {
      counts.add(
          readers.submit(
              () -> {
                int reads = 0;
                while (!done.get() || reads < 100) {
                  int i = 10 + reads++ * 31 % (ROWS - 10);
                  assertEquals("value-" + i, view().get(key(i)));
                }
                return reads;
              }));
    }
    KeyValueStore<String, String> store = harness.store();
    for (int commit = 0; commit < 10; commit++) {
      store.put(key(commit), "changed");
      harness.commit();
    }
    done.set(true);
    for (Future<Integer> reads : counts) {
      assertTrue(reads.get() >= 100);
    }
    readers.shutdown();
    assertEquals("changed", view().get(key(3)));
  }

  private ReadOnlyKeyValueStore<String, String> view() {
    ReadOnlyKeyValueStore<String, String> view = harness.state().readView("s").keyValue();
    assertNotNull(view);
    return view;
  }

  private static int count(KeyValueIterator<String, String> rows) {
    int count = 0;
    try (rows) {
      while (rows.hasNext()) {
        rows.next();
        count++;
      }
    }
    return count;
  }

  private static String key(int i) {
    return "key-" + i;
  }

  private static byte[] value(int i) {
    return ("value-" + i).getBytes(UTF_8);
  }
}
