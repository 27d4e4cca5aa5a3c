package io.thalweg.streams.benchmarks.state;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.processor.internals.metrics.StreamsMetricsImpl;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.TimestampedWindowStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.apache.kafka.streams.state.internals.ThreadCache;
import org.apache.kafka.test.InternalMockProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * The store stack that Kafka Streams' own builders make, on the processor context of its test jar,
 * used as its aggregations and joins use it. A commit is the flush of the record cache only; what
 * else a commit of Kafka Streams does to stores is left out, in its favour.
 */
final class KafkaStreamsSide implements Side {
  private static final long CACHE_BYTES = 10 << 20;
  private static final Serde<String> STRING = Serdes.String();

  private final Scenario scenario;
  private final Traffic traffic;
  private final DroppingCollector collector = new DroppingCollector();
  private final InternalMockProcessorContext<Object, Object> context;
  private final StateStore store;
  private final Headers headers = new RecordHeaders();
  private final List<Windowed<String>> merged = new ArrayList<>();
  private long emitted;
  private long now;

  KafkaStreamsSide(Scenario scenario, Traffic traffic, Path directory) {
    this.scenario = scenario;
    this.traffic = traffic;
    Properties config = new Properties();
    config.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, "app");
    config.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
    config.setProperty(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    StreamsMetricsImpl metrics = new StreamsMetricsImpl(new Metrics(), "state", Time.SYSTEM);
    context =
        new InternalMockProcessorContext<>(
            directory.toFile(),
            STRING,
            STRING,
            metrics,
            new StreamsConfig(config),
            () -> collector,
            new ThreadCache(new LogContext("state "), CACHE_BYTES, metrics),
            Time.SYSTEM,
            new TaskId(0, 0));
    context.addChangelogForStore(STORE, CHANGELOG);
    store = builder(scenario.kind()).build();
    store.init(context, store);
    begin(0);
    if (scenario.kind().caching()) {
      cached().setFlushListener(change -> emitted++, false);
    }
  }

  private static StoreBuilder<? extends StateStore> builder(Scenario.Kind kind) {
    StoreBuilder<? extends StateStore> builder = unlogged(kind).withLoggingEnabled(Map.of());
    return kind.caching() ? builder.withCachingEnabled() : builder.withCachingDisabled();
  }

  private static StoreBuilder<? extends StateStore> unlogged(Scenario.Kind kind) {
    return switch (kind) {
      case AGGREGATE, AGGREGATE_UNCACHED ->
          Stores.timestampedKeyValueStoreBuilder(
              Stores.persistentTimestampedKeyValueStore(STORE), STRING, STRING);
      case TUMBLING, HOPPING ->
          Stores.timestampedWindowStoreBuilder(
              Stores.persistentTimestampedWindowStore(
                  STORE,
                  Duration.ofMillis(Traffic.WINDOW_MS + Traffic.GRACE_MS),
                  Duration.ofMillis(Traffic.WINDOW_MS),
                  false),
              STRING,
              STRING);
      case JOIN_BUFFER ->
          Stores.windowStoreBuilder(
              Stores.persistentWindowStore(
                  STORE,
                  Duration.ofMillis(2 * Traffic.JOIN_MS + Traffic.GRACE_MS),
                  Duration.ofMillis(2 * Traffic.JOIN_MS),
                  true),
              STRING,
              STRING);
      case SESSION ->
          Stores.sessionStoreBuilder(
              Stores.persistentSessionStore(
                  STORE, Duration.ofMillis(Traffic.GAP_MS + Traffic.GRACE_MS)),
              STRING,
              STRING);
      case RESTORE ->
          Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), STRING, STRING);
    };
  }

  @Override
  public void fill(int count) {
    TimestampedKeyValueStore<String, String> rows = keyValues();
    for (int i = 0; i < count; i++) {
      rows.put(traffic.keyAt(i), ValueAndTimestamp.make(traffic.next(null, i), 0));
    }
    cached().flushCache();
  }

  @Override
  public void run(int from, int to) {
    for (int i = from; i < to; i++) {
      begin(i);
      process(i);
      if (i % scenario.commitEvery() == 0 && scenario.kind().caching()) {
        cached().flushCache();
      }
    }
  }

  private void begin(int index) {
    now = traffic.time(index);
    context.setRecordContext(new ProcessorRecordContext(now, index, 0, "input", headers));
  }

  private void process(int index) {
    switch (scenario.kind()) {
      case TUMBLING -> window(index, now - now % Traffic.WINDOW_MS);
      case HOPPING -> {
        long latest = now - now % Traffic.ADVANCE_MS;
        for (long start = latest - Traffic.WINDOW_MS + Traffic.ADVANCE_MS;
            start <= latest;
            start += Traffic.ADVANCE_MS) {
          window(index, start);
        }
      }
      case JOIN_BUFFER -> join(index);
      case SESSION -> session(index);
      default -> {
        String key = traffic.key(index);
        keyValues().put(key, next(keyValues().get(key), index));
      }
    }
  }

  private void window(int index, long start) {
    TimestampedWindowStore<String, String> windows = windows();
    String key = traffic.key(index);
    windows.put(key, next(windows.fetch(key, start), index), start);
  }

  private ValueAndTimestamp<String> next(@Nullable ValueAndTimestamp<String> present, int index) {
    return present == null
        ? ValueAndTimestamp.make(traffic.next(null, index), now)
        : ValueAndTimestamp.make(
            traffic.next(present.value(), index), Math.max(now, present.timestamp()));
  }

  @SuppressWarnings("unchecked") // by the scenario
  private void session(int index) {
    SessionStore<String, String> sessions = (SessionStore<String, String>) store;
    String key = traffic.key(index);
    long start = now;
    long end = now;
    String value = null;
    merged.clear();
    try (KeyValueIterator<Windowed<String>, String> found =
        sessions.findSessions(key, now - Traffic.GAP_MS, now + Traffic.GAP_MS)) {
      while (found.hasNext()) {
        KeyValue<Windowed<String>, String> session = found.next();
        merged.add(session.key);
        start = Math.min(start, session.key.window().start());
        end = Math.max(end, session.key.window().end());
        value = session.value;
      }
    }
    Windowed<String> whole = new Windowed<>(key, new SessionWindow(start, end));
    for (Windowed<String> session : merged) {
      if (!session.equals(whole)) {
        sessions.remove(session);
      }
    }
    sessions.put(whole, traffic.next(value, index));
  }

  @SuppressWarnings("unchecked") // by the scenario
  private void join(int index) {
    WindowStore<String, String> buffer = (WindowStore<String, String>) store;
    String key = traffic.key(index);
    buffer.put(key, traffic.next(null, index), now);
    try (WindowStoreIterator<String> matches =
        buffer.fetch(key, now - Traffic.JOIN_MS, now + Traffic.JOIN_MS)) {
      while (matches.hasNext()) {
        emitted += matches.next().value.length();
      }
    }
  }

  @Override
  public void restore(List<List<ConsumerRecord<byte[], byte[]>>> changelog) {
    for (List<ConsumerRecord<byte[], byte[]>> batch : changelog) {
      context.restoreWithHeaders(STORE, batch);
    }
  }

  /** How many rows a restored store has. */
  @SuppressWarnings("unchecked") // by the scenario
  long rows() {
    return ((KeyValueStore<String, String>) store).approximateNumEntries();
  }

  @SuppressWarnings("unchecked") // by the scenario
  private TimestampedKeyValueStore<String, String> keyValues() {
    return (TimestampedKeyValueStore<String, String>) store;
  }

  @SuppressWarnings("unchecked") // by the scenario
  private TimestampedWindowStore<String, String> windows() {
    return (TimestampedWindowStore<String, String>) store;
  }

  @SuppressWarnings("unchecked") // what caching stores are
  private CachedStateStore<Object, Object> cached() {
    return (CachedStateStore<Object, Object>) store;
  }

  @Override
  public long logged() {
    return collector.sent();
  }

  @Override
  public void close() {
    store.close();
  }
}
