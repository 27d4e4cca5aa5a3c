package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
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

/** Kafka Streams' store in a task of its own. */
final class PeerSessionStore implements AutoCloseable {
  final List<String> emitted = new ArrayList<>();
  private final MockRecordCollector collector = new MockRecordCollector();
  private final SessionStore<String, Long> store;
  private final InternalMockProcessorContext<Object, Object> context;
  private final boolean caching;

  PeerSessionStore(StoreSpec.Engine engine, boolean caching, long retentionMs, Path directory) {
    this.caching = caching;
    Duration retention = Duration.ofMillis(retentionMs);
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

  /** As the operator of a session count does it. */
  void count(String key, long time, long gap) {
    context.setRecordContext(new ProcessorRecordContext(time, 0, 0, "topic", new RecordHeaders()));
    long start = time;
    long end = time;
    long count = 1;
    List<Windowed<String>> merged = new ArrayList<>();
    try (KeyValueIterator<Windowed<String>, Long> found =
        store.findSessions(key, time - gap, time + gap)) {
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

  /** What is in the changelog since this or {@link #logged} was last asked. */
  List<ConsumerRecord<byte[], byte[]>> records() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ProducerRecord<Object, Object> record : collector.collected()) {
      records.add(
          new ConsumerRecord<>(
              Harness.CHANGELOG.topic(),
              Harness.CHANGELOG.partition(),
              records.size(),
              ((Bytes) record.key()).get(),
              (byte[]) record.value()));
    }
    collector.clear();
    return records;
  }

  void restore(List<ConsumerRecord<byte[], byte[]>> records) {
    context.restoreWithHeaders("s", records);
  }

  List<String> contents() {
    List<String> rows = new ArrayList<>();
    try (KeyValueIterator<Windowed<String>, Long> all = store.fetch(null, null)) {
      all.forEachRemaining(row -> rows.add(row.key + "=" + row.value));
    }
    return rows;
  }

  /** A changelog record in words. */
  static String text(byte[] key, byte[] value, long timestamp) {
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
}
