package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.SessionTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sessions counted over our table and over Kafka Streams' own store with cache and changelog: what
 * is emitted at a flush, in which order, with which old values and timestamps, and what is logged.
 */
class SessionCachePeerTest {
  private static final long RETENTION = 200_000;
  private static final long GAP = 1_000;

  @ParameterizedTest
  @CsvSource({
    "ROCKSDB,true,1000000",
    "ROCKSDB,true,4000",
    "IN_MEMORY,true,1000000",
    "ROCKSDB,false,1000000",
    "IN_MEMORY,false,4000"
  })
  void emissionsAndChangelogEqualKafkaStreams(
      StoreSpec.Engine engine, boolean caching, long tableBytes, @TempDir Path directory) {
    StoreSpec plain = spec(engine);
    StoreSpec spec = caching ? Harness.caching(plain) : plain;
    assertTrue(directory.resolve("ours").toFile().mkdirs());
    try (Harness ours =
            new Harness(spec, directory.resolve("ours"), Harness.config(tableBytes, caching));
        PeerSessionStore theirs =
            new PeerSessionStore(engine, caching, RETENTION, directory.resolve("theirs"))) {
      Random random = new Random(tableBytes);
      long clock = 50_000;
      for (int i = 0; i < 3_000; i++) {
        clock += random.nextInt(80);
        long time = random.nextInt(4) == 0 ? clock - random.nextInt(40_000) : clock;
        String key = "key-" + (int) Math.abs(random.nextGaussian() * 30);
        count(ours.state().sessions("s"), key, time);
        theirs.count(key, time, GAP);
        if (random.nextInt(60) == 0) {
          flush(ours, theirs, caching);
        }
      }
      flush(ours, theirs, caching);
    }
  }

  private static void flush(Harness ours, PeerSessionStore theirs, boolean caching) {
    List<String> emitted = new ArrayList<>();
    ours.state()
        .<String, Long>sessions("s")
        .drainEmissions(
            (session, rawKey, now, before, timestamp) ->
                emitted.add(session + ":" + before + "->" + now + "@" + timestamp));
    theirs.flush();
    assertEquals(theirs.emitted, emitted);
    theirs.emitted.clear();
    int from = ours.changelog.size();
    ours.commit();
    List<String> logged = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        ours.changelog.subList(from, ours.changelog.size())) {
      logged.add(PeerSessionStore.text(record.key(), record.value(), record.timestamp()));
    }
    List<String> expected = theirs.logged();
    if (caching) { // one record a session; ours are in the order of keys
      logged.sort(null);
      expected.sort(null);
    }
    assertEquals(expected, logged);
  }

  /** As the operator of a session count does it. */
  private static void count(SessionTable<String, Long> table, String key, long time) {
    long start = time;
    long end = time;
    long count = 1;
    List<Row<Long>> merged = new ArrayList<>(table.find(key, null, time - GAP, time + GAP));
    for (Row<Long> row : merged) {
      start = Math.min(start, table.start(row));
      end = Math.max(end, table.end(row));
      Long value = row.value();
      count += value == null ? 0 : value;
    }
    for (Row<Long> row : merged) {
      if (table.start(row) != start || table.end(row) != end) {
        table.update(row, null, time);
      }
    }
    table.update(table.locate(key, null, start, end), count, time);
  }

  @ParameterizedTest
  @CsvSource({"ROCKSDB", "IN_MEMORY"})
  void eachRestoresWhatTheOtherHasLogged(StoreSpec.Engine engine, @TempDir Path directory) {
    StoreSpec spec = spec(engine);
    assertTrue(directory.resolve("ours").toFile().mkdirs());
    assertTrue(directory.resolve("copy").toFile().mkdirs());
    try (Harness ours = new Harness(spec, directory.resolve("ours"), Harness.config(4_000, true));
        Harness copy = new Harness(spec, directory.resolve("copy"), Harness.config(4_000, true));
        PeerSessionStore theirs =
            new PeerSessionStore(engine, false, RETENTION, directory.resolve("theirs"));
        PeerSessionStore restored =
            new PeerSessionStore(engine, false, RETENTION, directory.resolve("restored"))) {
      Random random = new Random(5);
      long clock = 50_000;
      for (int i = 0; i < 3_000; i++) {
        clock += random.nextInt(300); // so far that the first ones expire
        String key = "key-" + random.nextInt(30);
        count(ours.state().sessions("s"), key, clock);
        theirs.count(key, clock, GAP);
        if (random.nextInt(60) == 0) {
          ours.commit();
        }
      }
      ours.commit();
      List<ConsumerRecord<byte[], byte[]>> written = theirs.records();
      copy.state().restore(Harness.CHANGELOG, written, written.size());
      copy.state().restoreCompleted();
      restored.restore(ours.changelog);
      List<String> expected = theirs.contents();
      assertTrue(expected.size() > 100, "sessions");
      assertEquals(expected, contents(ours));
      assertEquals(expected, contents(copy));
      assertEquals(expected, restored.contents());
    }
  }

  private static List<String> contents(Harness harness) {
    io.thalweg.streams.state.SessionStore<String, Long> store = harness.store();
    return Harness.drain(store.fetch(null, null)).stream()
        .map(row -> row.key + "=" + row.value)
        .toList();
  }

  private static StoreSpec spec(StoreSpec.Engine engine) {
    return Harness.spec(
        StoreSpec.Kind.SESSION,
        engine,
        Serdes.Long(),
        new StoreSpec.WindowSpec(RETENTION, 0, RETENTION / 2, false));
  }
}
