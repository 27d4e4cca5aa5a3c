package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.SessionTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sessions counted as an operator counts them, against a map: what it finds, what is emitted, what
 * the public store shows; also when the table is too small, after rollbacks and after reopening.
 */
class SessionTableModelTest {
  private static final long RETENTION = 60_000;
  private static final long GAP = 1_000;

  @ParameterizedTest
  @CsvSource({
    "ROCKSDB,3000,true,1",
    "ROCKSDB,1000000,true,2",
    "ROCKSDB,3000,false,3",
    "IN_MEMORY,3000,true,4",
    "IN_MEMORY,1000000,true,5",
    "IN_MEMORY,1000000,false,6",
  })
  void countsEqualModel(
      StoreSpec.Engine engine, long tableBytes, boolean dedup, int seed, @TempDir Path directory) {
    StoreSpec spec =
        Harness.caching(
            Harness.spec(
                StoreSpec.Kind.SESSION,
                engine,
                Serdes.Long(),
                new StoreSpec.WindowSpec(RETENTION, 0, RETENTION / 2, false)));
    try (Harness harness = new Harness(spec, directory, Harness.config(tableBytes, dedup))) {
      Run run = new Run(harness, new Random(seed));
      for (int i = 0; i < 5_000; i++) {
        run.step();
      }
    }
  }

  /** Ordered as a store on disk orders the sessions of one key. */
  private record Session(String key, long end, long start) implements Comparable<Session> {
    @Override
    public int compareTo(Session other) {
      int order = key.compareTo(other.key);
      order = order != 0 ? order : Long.compare(end, other.end);
      return order != 0 ? order : Long.compare(start, other.start);
    }

    @Override
    public String toString() {
      return "[" + key + "@" + start + "/" + end + "]";
    }
  }

  private static final class Run {
    private final Harness harness;
    private final Random random;
    private final TreeMap<Session, Long> model = new TreeMap<>();
    private TreeMap<Session, Long> committed = new TreeMap<>();
    private final Map<Session, Long> touched = new LinkedHashMap<>();
    private final Map<Session, Long> emitted = new TreeMap<>();
    private long observed = -1;
    private long committedObserved = -1;
    private long settled = -1; // what was emitted has come so far
    private long clock;

    Run(Harness harness, Random random) {
      this.harness = harness;
      this.random = random;
    }

    void step() {
      int dice = random.nextInt(1_000);
      if (dice < 970) {
        count();
      } else if (dice < 973) {
        show();
      } else if (dice < 990) {
        commit();
      } else if (dice < 996) {
        rollback();
      } else {
        commit();
        harness.reopen(random.nextBoolean());
        settled = committedObserved;
      }
    }

    private void count() {
      SessionTable<String, Long> table = harness.state().sessions("s");
      clock += random.nextInt(60);
      long time = random.nextInt(4) == 0 ? clock - random.nextInt(70_000) : clock;
      if (time < 0) {
        return;
      }
      String key = "key-" + (int) Math.abs(random.nextGaussian() * 30);
      Set<Session> seen = new HashSet<>();
      long start = time;
      long end = time;
      long count = 1;
      List<String> found = new ArrayList<>();
      List<Row<Long>> rows = table.find(key, null, time - GAP, time + GAP);
      byte[] raw = null;
      for (Row<Long> row : rows) {
        raw = table.rawKey(row);
        Session session = new Session(key, table.end(row), table.start(row));
        long value = row.value() == null ? -1 : row.value();
        found.add(session + "=" + value);
        seen.add(session);
        start = Math.min(start, session.start());
        end = Math.max(end, session.end());
        count += value;
      }
      around(key, time).forEach(session -> forgetEvicted(session, !seen.contains(session)));
      List<String> expected = new ArrayList<>();
      for (Session session : around(key, time)) {
        expected.add(session + "=" + model.get(session));
      }
      assertEquals(expected, found);
      merge(table, new ArrayList<>(rows), new Session(key, end, start), raw, count, time);
    }

    private void merge(
        SessionTable<String, Long> table,
        List<Row<Long>> merged,
        Session into,
        byte @Nullable [] raw,
        long count,
        long time) {
      for (Row<Long> row : merged) {
        Session session = new Session(into.key(), table.end(row), table.start(row));
        if (!session.equals(into)) {
          table.update(row, null, time);
          model.remove(session);
          touch(session);
        }
      }
      Row<Long> row = table.locate(into.key(), raw, into.start(), into.end());
      forgetEvicted(into, row.value() == null);
      assertEquals(model.get(into), row.value());
      table.update(row, count, time);
      observed = Math.max(observed, into.end());
      model.put(into, count);
      touch(into);
      assertEquals(observed, table.observed());
    }

    /** What has expired is found as long as there is room for it. */
    private void forgetEvicted(Session session, boolean missed) {
      boolean expired = session.end() <= settled - RETENTION;
      if (missed && expired && !touched.containsKey(session)) {
        model.remove(session);
      }
    }

    private void touch(Session session) {
      touched.remove(session); // as in Kafka Streams' cache, the last touch counts
      touched.put(session, 0L);
    }

    private List<Session> around(String key, long time) {
      long from = time - GAP;
      List<Session> sessions = new ArrayList<>();
      for (Session session :
          model
              .tailMap(new Session(key, from, -1))
              .headMap(new Session(key + " ", 0, 0))
              .keySet()) {
        if (session.start() <= time + GAP) {
          sessions.add(session);
        }
      }
      return sessions;
    }

    private List<Session> live() {
      List<Session> live = new ArrayList<>();
      for (Session session : model.keySet()) {
        if (session.end() > observed - RETENTION) {
          live.add(session);
        }
      }
      return live;
    }

    /** The owner's face and another thread's, key by key. */
    private void show() {
      SessionStore<String, Long> store = harness.store();
      Map<String, List<String>> expected = new TreeMap<>();
      for (Session session : live()) {
        expected
            .computeIfAbsent(session.key(), key -> new ArrayList<>())
            .add(session + "=" + model.get(session));
        assertEquals(
            model.get(session), store.fetchSession(session.key(), session.start(), session.end()));
      }
      expected.forEach(
          (key, rows) -> {
            assertEquals(rows, text(store.fetch(key)), key);
            assertEquals(
                rows, text(harness.state().readView("s").<String, Long>session().fetch(key)), key);
          });
    }

    private static List<String> text(
        io.thalweg.streams.state.KeyValueIterator<io.thalweg.streams.kstream.Windowed<String>, Long>
            rows) {
      return Harness.drain(rows).stream().map(row -> row.key + "=" + row.value).toList();
    }

    private void commit() {
      List<String> expected = new ArrayList<>();
      for (Session session : touched.keySet()) {
        Long now = model.get(session);
        Long before = session.end() <= settled - RETENTION ? null : emitted.get(session);
        if (now != null || before != null) {
          expected.add(session + ":" + before + "->" + now);
          settled = Math.max(settled, session.end());
        }
        if (now == null) {
          emitted.remove(session);
        } else {
          emitted.put(session, now);
        }
      }
      touched.clear();
      List<String> found = new ArrayList<>();
      harness
          .state()
          .<String, Long>sessions("s")
          .drainEmissions(
              (session, rawKey, now, before, timestamp) ->
                  found.add(session + ":" + before + "->" + now));
      assertEquals(expected, found);
      harness.commit();
      committed = new TreeMap<>(model);
      committedObserved = observed;
    }

    private void rollback() {
      harness.rollback();
      model.clear();
      model.putAll(committed);
      emitted.clear();
      emitted.putAll(committed);
      touched.clear();
      observed = committedObserved;
      settled = committedObserved;
    }
  }
}
