package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.SessionTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.processor.internals.metrics.StreamsMetricsImpl;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.SessionBytesStoreSupplier;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.state.internals.ThreadCache;
import org.apache.kafka.test.InternalMockProcessorContext;
import org.apache.kafka.test.MockRecordCollector;
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
    StoreSpec plain =
        Harness.spec(
            StoreSpec.Kind.SESSION,
            engine,
            Serdes.Long(),
            new StoreSpec.WindowSpec(RETENTION, 0, RETENTION / 2, false));
    StoreSpec spec = caching ? Harness.caching(plain) : plain;
    assertTrue(directory.resolve("ours").toFile().mkdirs());
    try (Harness ours =
            new Harness(spec, directory.resolve("ours"), Harness.config(tableBytes, caching));
        Peer theirs = new Peer(engine, caching, directory.resolve("theirs"))) {
      Random random = new Random(tableBytes);
      long clock = 50_000;
      for (int i = 0; i < 3_000; i++) {
        clock += random.nextInt(80);
        long time = random.nextInt(4) == 0 ? clock - random.nextInt(40_000) : clock;
        String key = "key-" + (int) Math.abs(random.nextGaussian() * 30);
        count(ours.state().sessions("s"), key, time);
        theirs.count(key, time);
        if (random.nextInt(60) == 0) {
          flush(ours, theirs, caching);
        }
      }
      flush(ours, theirs, caching);
    }
  }

  private static void flush(Harness ours, Peer theirs, boolean caching) {
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
      logged.add(text(record.key(), record.value(), record.timestamp()));
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

  private static String text(byte[] key, byte[] value, long timestamp) {
    ByteBuffer times = ByteBuffer.wrap(key, key.length - 16, 16);
    return new String(key, 0, key.length - 16, StandardCharsets.UTF_8)
        + "@"
        + times.getLong()
        + "/"
        + times.getLong()
        + "="
        + (value == null ? null : ByteBuffer.wrap(value).getLong())
        + "@"
        + timestamp;
  }

  /** Kafka Streams' store in a task of its own. */
  private static final class Peer implements AutoCloseable {
    final List<String> emitted = new ArrayList<>();
    private final MockRecordCollector collector = new MockRecordCollector();
    private final SessionStore<String, Long> store;
    private final InternalMockProcessorContext<Object, Object> context;
    private final boolean caching;

    Peer(StoreSpec.Engine engine, boolean caching, Path directory) {
      this.caching = caching;
      Duration retention = Duration.ofMillis(RETENTION);
      SessionBytesStoreSupplier supplier =
          engine == StoreSpec.Engine.ROCKSDB
              ? Stores.persistentSessionStore("s", retention)
              : Stores.inMemorySessionStore("s", retention);
      StoreBuilder<SessionStore<String, Long>> builder =
          Stores.sessionStoreBuilder(supplier, Serdes.String(), Serdes.Long());
      store = (caching ? builder.withCachingEnabled() : builder).build();
      Properties config = new Properties();
      config.put("application.id", "peer");
      config.put("bootstrap.servers", "none:1");
      assertTrue(directory.toFile().mkdirs());
      StreamsMetricsImpl metrics = new StreamsMetricsImpl(new Metrics(), "peer", Time.SYSTEM);
      context =
          new InternalMockProcessorContext<>(
              directory.toFile(),
              Serdes.String(),
              Serdes.Long(),
              metrics,
              new StreamsConfig(config),
              () -> collector,
              new ThreadCache(new LogContext(), 10 << 20, metrics),
              Time.SYSTEM,
              new TaskId(0, 0));
      context.addChangelogForStore("s", "peer-s-changelog");
      store.init(context, store);
      listen();
    }

    @SuppressWarnings("unchecked") // what a typed session store is
    private void listen() {
      ((CachedStateStore<Windowed<String>, Long>) store)
          .setFlushListener(
              row ->
                  emitted.add(
                      row.key()
                          + ":"
                          + row.value().oldValue
                          + "->"
                          + row.value().newValue
                          + "@"
                          + row.timestamp()),
              true);
    }

    void count(String key, long time) {
      context.setRecordContext(
          new ProcessorRecordContext(time, 0, 0, "topic", new RecordHeaders()));
      long start = time;
      long end = time;
      long count = 1;
      List<Windowed<String>> merged = new ArrayList<>();
      try (KeyValueIterator<Windowed<String>, Long> found =
          store.findSessions(key, time - GAP, time + GAP)) {
        while (found.hasNext()) {
          KeyValue<Windowed<String>, Long> row = found.next();
          merged.add(row.key);
          start = Math.min(start, row.key.window().start());
          end = Math.max(end, row.key.window().end());
          count += row.value;
        }
      }
      Windowed<String> into = new Windowed<>(key, new SessionWindow(start, end));
      for (Windowed<String> session : merged) {
        if (!session.equals(into)) {
          store.remove(session);
        }
      }
      store.put(into, count);
    }

    void flush() {
      if (caching) {
        ((CachedStateStore<?, ?>) store).flushCache();
      }
    }

    List<String> logged() {
      List<String> records = new ArrayList<>();
      for (ProducerRecord<Object, Object> record : collector.collected()) {
        byte[] key = ((Bytes) record.key()).get();
        records.add(text(key, (byte[]) record.value(), record.timestamp()));
      }
      collector.clear();
      return records;
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
