package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;
import io.thalweg.streams.stores.answer.Answering;
import io.thalweg.streams.stores.engine.ByteCursor;
import io.thalweg.streams.stores.engine.ByteStore;
import io.thalweg.streams.stores.engine.CursorWatch;
import io.thalweg.streams.stores.engine.OpenCursors;
import io.thalweg.streams.stores.face.FacadeBase;
import io.thalweg.streams.stores.face.SessionFacade;
import io.thalweg.streams.stores.face.ValueShape;
import io.thalweg.streams.stores.form.Budget;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.form.StoreMark;
import io.thalweg.streams.stores.form.StoreTraits;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.SessionTable;
import io.thalweg.streams.stores.layer.WriteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the engine is asked for sessions, and when what is in memory is known to be all. */
class SessionMemoryTest {
  private static final Answering NOBODY =
      new Answering() {
        @Override
        public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
          throw new AssertionError("nobody asks");
        }

        @Override
        public Position position() {
          throw new AssertionError("nobody asks");
        }
      };

  /** An engine that must not be asked. */
  private static final class Untouchable implements ByteStore {
    private final OpenCursors cursors = new OpenCursors(new CursorWatch(() -> 0, () -> 0, false));

    @Override
    public byte[] get(byte[] key) {
      throw new AssertionError("asked for a row");
    }

    @Override
    public ByteCursor cursor() {
      throw new AssertionError("asked for rows");
    }

    @Override
    public OpenCursors openCursors() {
      return cursors;
    }

    @Override
    public long approximateEntries() {
      return 0;
    }
  }

  @Test
  void whenAllIsInMemoryThenSessionsOfAKeyAreFoundWithoutTheEngine() {
    Untouchable engine = new Untouchable();
    WriteBuffer<String, Long> buffer =
        new WriteBuffer<>(
            new WriteBuffer.Parts<>(
                "s",
                KeyLayout.sessions(50_000, false),
                Codec.of(Serdes.String(), "t"),
                Codec.of(Serdes.Long(), "t"),
                new StoreTraits(false, false, 100_000, true, true, false),
                engine,
                new Budget(1 << 20).open(),
                null),
            StoreMark.NONE,
            true);
    FacadeBase base = new FacadeBase("s", true, new OwnerReader<>(buffer), NOBODY);
    SessionFacade<String, Long, Long> store =
        new SessionFacade<>(new OwnerReader<>(buffer), new ValueShape.Plain<>(), base, () -> 7L);
    store.put(session("a", 0, 10), 1L);
    store.put(session("a", 20, 60_000), 2L);
    store.put(session("b", 5, 30), 3L);
    store.remove(session("b", 5, 30));
    assertEquals(1L, store.fetchSession("a", 0, 10));
    assertEquals(null, store.fetchSession("c", 0, 10));
    assertEquals(List.of(session("a", 0, 10), session("a", 20, 60_000)), keys(store.fetch("a")));
    assertEquals(
        List.of(session("a", 20, 60_000), session("a", 0, 10)),
        keys(store.backwardFindSessions("a", 0, 20)));
    assertEquals(List.of(session("a", 0, 10)), keys(store.findSessions("a", 0, 19)));
    assertEquals(List.of(), keys(store.fetch("b")));
    assertEquals(List.of(), keys(store.fetch("c")));
    assertEquals(1, buffer.sessions().find("a", null, 11, 100).size());
    assertEquals(0, engine.openCursors().count());
    store.fetch("a");
    assertEquals(1, engine.openCursors().count(), "one that nobody closed");
    assertThrows(AssertionError.class, () -> store.fetch("a", "b"), "keys stand apart in memory");
  }

  @Test
  void afterARestartTheEngineIsAskedOnceAKey(@TempDir Path directory) {
    StoreSpec spec =
        Harness.spec(
            StoreSpec.Kind.SESSION,
            StoreSpec.Engine.ROCKSDB,
            Serdes.Long(),
            new StoreSpec.WindowSpec(1 << 30, 0, 1 << 29, false));
    try (Harness harness = new Harness(spec, directory, Harness.config(1 << 20, true))) {
      for (int i = 0; i < 100; i++) {
        count(harness, "key-" + i, 1_000, 1);
        count(harness, "key-" + i, 1_500, 2);
        count(harness, "key-" + i, 9_000, 1);
      }
      harness.commit();
      assertEquals(0, harness.state().stats().engineReads(), "the store was new");
      assertEquals(200, harness.changelog.size(), "what grew before it was committed is one row");
      harness.reopen(true);
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 100; i++) {
          count(harness, "key-" + i, 2_000 + round, 3 + round);
        }
      }
      assertEquals(100, harness.state().stats().engineReads());
      harness.commit();
      assertTrue(harness.state().stats().rows() <= 300, "removed sessions take no room");
      assertEquals(400, harness.changelog.size(), "a row and a tombstone a key");
    }
  }

  private static void count(Harness harness, String key, long time, long expected) {
    SessionTable<String, Long> table = harness.state().sessions("s");
    List<Row<Long>> found = new ArrayList<>(table.find(key, null, time - 1_000, time + 1_000));
    long start = time;
    long count = 1;
    for (Row<Long> row : found) {
      start = Math.min(start, table.start(row));
      Long value = row.value();
      count += value == null ? 0 : value;
      table.update(row, null, time);
    }
    assertEquals(expected, count, key);
    table.update(table.locate(key, null, start, time), count, time);
  }

  private static Windowed<String> session(String key, long start, long end) {
    return new Windowed<>(key, new SessionWindow(start, end));
  }

  private static List<Windowed<String>> keys(
      io.thalweg.streams.state.KeyValueIterator<Windowed<String>, Long> rows) {
    return Harness.drain(rows).stream().map(row -> row.key).toList();
  }
}
