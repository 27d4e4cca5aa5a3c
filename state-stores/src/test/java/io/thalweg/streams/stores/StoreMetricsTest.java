package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.TimestampedWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.stores.buffer.SuppressBuffer;
import io.thalweg.streams.stores.kit.ManualTime;
import io.thalweg.streams.stores.layer.RowTable;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of stores, side by side with those of Kafka Streams. */
class StoreMetricsTest {
  private static final String GROUP = "stream-state-metrics";
  private static final String CACHE_GROUP = "stream-record-cache-metrics";
  private static final Map<String, String> TAGS = Map.of("thread-id", "t", "task-id", "0_1");

  private static final StoreSpec.Options CACHED = new StoreSpec.Options(true, false, Map.of());

  private final ManualTime time = new ManualTime();
  private final Metrics metrics =
      new Metrics(new MetricConfig().recordLevel(RecordingLevel.TRACE), List.of(), time);

  @Test
  void namesTagsAndDescriptionsAreThoseOfKafkaStreams(@TempDir Path directory) throws Exception {
    try (StateEngine engine = StateEngine.create(config("INFO"))) {
      TaskState state = engine.open(request(directory));
      AutoCloseable shown = state.measure(metrics, TAGS);
      Map<String, String> ours = new TreeMap<>();
      metrics.metrics().keySet().forEach(name -> put(ours, name));
      assertEquals(ofKafkaStreams(directory.resolve("peer")), ours);
      shown.close();
      assertTrue(metrics.metrics().keySet().stream().noneMatch(n -> n.group().equals(GROUP)));
      state.close();
    }
  }

  @Test
  void aDatabaseTellsItsPropertiesAtAnyLevel(@TempDir Path directory) throws Exception {
    try (StateEngine engine = StateEngine.create(config("INFO"))) {
      TaskState state = engine.open(request(directory));
      assertSame(store(state), state.store("rows"));
      try (AutoCloseable shown = state.measure(metrics, TAGS)) {
        assertSame(shown, state.measure(metrics, TAGS));
        fill(state);
        assertEquals(1_000L, value("rows", "num-entries-active-mem-table"));
        assertEquals(1_000L, value("rows", "estimate-num-keys"));
        assertEquals(0L, value("windows", "num-entries-active-mem-table"), "of a store");
        assertEquals(engine.nativeBudget().bytes(), value("rows", "block-cache-capacity"));
        assertTrue((long) value("windows", "block-cache-usage") > 100_000, "of the process");
        assertEquals(0.0, value("rows", "bytes-written-total"), "costs too much");
        try (KeyValueIterator<String, ValueAndTimestamp<String>> rows = store(state).all()) {
          assertTrue(rows.hasNext());
          assertEquals(1, value("rows", "num-open-iterators"));
          assertEquals(time.milliseconds(), value("rows", "oldest-iterator-open-since-ms"));
        }
        assertEquals(0, value("rows", "num-open-iterators"));
        assertEquals(0L, value("rows", "oldest-iterator-open-since-ms"));
        state.close();
        assertEquals(0, metrics.metrics().keySet().stream().filter(this::ours).count());
      }
    }
  }

  @Test
  void atDebugCallsAndStatisticsAreMeasured(@TempDir Path directory) throws Exception {
    try (StateEngine engine = StateEngine.create(config("DEBUG"))) {
      TaskState state = engine.open(request(directory));
      TimestampedKeyValueStore<String, String> store = store(state);
      assertSame(store, state.store("rows"));
      RowTable<String, String> table = state.table("rows");
      assertNotSame(store, table);
      try (AutoCloseable shown = state.measure(metrics, TAGS)) {
        assertSame(shown, state.measure(metrics, TAGS));
        fill(state);
        table.update(table.locate("key-1", null), "new", 1);
        assertEquals("new", Objects.requireNonNull(store.get("key-1")).value());
        assertEquals("Store rows", "Store " + store.name());
        for (String operation : List.of("put", "get", "commit")) {
          assertTrue((double) value("rows", operation + "-rate") > 0, operation);
          assertTrue((double) value("rows", operation + "-latency-max") >= 0, operation);
        }
        assertTrue(Double.isNaN((double) value("rows", "delete-latency-avg")));
        try (KeyValueIterator<String, ValueAndTimestamp<String>> rows = store.all()) {
          assertTrue(rows.hasNext());
          time.advance(3);
        }
        assertEquals(3_000_000.0, value("rows", "iterator-duration-max"));
        assertTrue((double) value("rows", "record-e2e-latency-max") > 0);
        assertTrue((double) value("rows", "bytes-written-total") > 1_000 * 50);
        assertEquals(value("rows", "bytes-written-total"), value("windows", "bytes-written-total"));
        state.close();
      }
    }
  }

  @Test
  void whatIsHeldAndFoundInMemoryIsSampledAtCommits(@TempDir Path directory) throws Exception {
    try (StateEngine engine = StateEngine.create(config("DEBUG"))) {
      TaskState state = engine.open(request(directory));
      try (AutoCloseable shown = state.measure(metrics, TAGS)) {
        assertSame(shown, state.measure(metrics, TAGS));
        SuppressBuffer held = state.suppressBuffer("held-store");
        RecordOrigin origin = new RecordOrigin(1, 1, "in", 0, new RecordHeaders());
        for (byte key = 0; key < 7; key++) {
          held.put(1, new byte[] {key}, null, new byte[] {1}, origin);
        }
        long bytes = held.bytes();
        RowTable<String, String> rows = state.table("rows");
        RowTable<String, String> few = state.table("few");
        for (int i = 0; i < 10; i++) {
          rows.update(rows.locate("k", null), "v", 1);
          few.update(few.locate("k", null), "v", 1);
        }
        state.commit(Map.of(), 0);
        assertEquals(7.0, value("held-store", "suppression-buffer-count-max"));
        assertEquals((double) bytes, value("held-store", "suppression-buffer-size-avg"));
        assertEquals(1.0, hitRatio("rows"), "what is not there is known in memory");
        assertEquals(0.9, hitRatio("few"), 1e-9, "asked once");
        assertTrue((double) value("few", "put-rate") > 0);
        assertEquals(-1, value("few", "num-keys"));
      }
      assertEquals(0, metrics.metrics().keySet().stream().filter(this::ours).count());
      state.closeDirty();
    }
  }

  private double hitRatio(String store) {
    return metrics.metrics().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals("hit-ratio-avg"))
        .filter(entry -> entry.getKey().tags().containsValue(store))
        .mapToDouble(entry -> (double) entry.getValue().metricValue())
        .findAny()
        .orElseThrow();
  }

  private void fill(TaskState state) {
    for (int i = 0; i < 1_000; i++) {
      store(state).put("key-" + i, ValueAndTimestamp.make("x".repeat(50), i));
    }
    TimestampedWindowStore<String, String> windows = windows(state);
    assertTrue(windows.isOpen());
    state.commit(Map.of(), 0);
  }

  private boolean ours(MetricName name) {
    return name.group().equals(GROUP);
  }

  private Object value(String store, String metric) {
    return metrics.metrics().entrySet().stream()
        .filter(entry -> entry.getKey().group().equals(GROUP))
        .filter(entry -> entry.getKey().name().equals(metric))
        .filter(entry -> entry.getKey().tags().containsValue(store))
        .findAny()
        .orElseThrow()
        .getValue()
        .metricValue();
  }

  private static Map<String, String> ofKafkaStreams(Path directory) {
    StreamsBuilder builder = new StreamsBuilder();
    KGroupedStream<String, String> grouped =
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String())).groupByKey();
    grouped.count(Materialized.as("rows"));
    grouped.count(Materialized.as(Stores.inMemoryKeyValueStore("memory")));
    grouped
        .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofSeconds(1)))
        .count(Materialized.as("windows"));
    grouped
        .windowedBy(SessionWindows.ofInactivityGapWithNoGrace(Duration.ofSeconds(1)))
        .count(Materialized.as("sessions"));
    grouped
        .windowedBy(SessionWindows.ofInactivityGapWithNoGrace(Duration.ofSeconds(1)))
        .count(Materialized.as(Stores.inMemorySessionStore("light", Duration.ofSeconds(5))));
    grouped.count(Materialized.as(Stores.lruMap("few", 3)));
    builder
        .table("table", Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("late"))
        .suppress(
            Suppressed.untilTimeLimit(Duration.ofSeconds(1), BufferConfig.unbounded())
                .withName("held"));
    Properties properties = new Properties();
    properties.put("application.id", "peer");
    properties.put("bootstrap.servers", "none:1");
    properties.put("state.dir", directory.toString());
    properties.put("metrics.recording.level", "TRACE");
    properties.put("default.key.serde", Serdes.StringSerde.class.getName());
    properties.put("default.value.serde", Serdes.StringSerde.class.getName());
    Map<String, String> names = new TreeMap<>();
    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), properties)) {
      driver.createInputTopic("in", new StringSerializer(), new StringSerializer()).pipeInput("");
      driver.metrics().keySet().forEach(name -> put(names, name));
    }
    return names;
  }

  private static void put(Map<String, String> names, MetricName name) {
    if (name.group().equals(GROUP) || name.group().equals(CACHE_GROUP)) {
      Map<String, String> tags = new TreeMap<>(name.tags());
      tags.replace("thread-id", "t");
      tags.replace("task-id", "0_1");
      names.put(name.name() + " " + tags, name.description());
    }
  }

  private static StateEngineConfig config(String level) {
    StateEngineConfig base = StateEngineConfig.defaults();
    return new StateEngineConfig(
        base.budgets(), base.flush(), true, null, Map.of("metrics.recording.level", level));
  }

  @SuppressWarnings("unchecked")
  private static TimestampedKeyValueStore<String, String> store(TaskState state) {
    return (TimestampedKeyValueStore<String, String>) state.store("rows");
  }

  @SuppressWarnings("unchecked")
  private static TimestampedWindowStore<String, String> windows(TaskState state) {
    return (TimestampedWindowStore<String, String>) state.store("windows");
  }

  private TaskStateRequest request(Path directory) {
    return new TaskStateRequest(
        new TaskId(0, 1),
        directory,
        List.of(
            spec("rows", StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, StoreSpec.Engine.ROCKSDB),
            spec("memory", StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, StoreSpec.Engine.IN_MEMORY),
            spec("windows", StoreSpec.Kind.TIMESTAMPED_WINDOW, StoreSpec.Engine.ROCKSDB),
            spec("sessions", StoreSpec.Kind.SESSION, StoreSpec.Engine.ROCKSDB),
            spec("light", StoreSpec.Kind.SESSION, StoreSpec.Engine.IN_MEMORY),
            spec("late", StoreSpec.Kind.TIMESTAMPED_KEY_VALUE, StoreSpec.Engine.ROCKSDB),
            spec("held-store", StoreSpec.Kind.SUPPRESS_BUFFER, StoreSpec.Engine.IN_MEMORY),
            few()),
        Map.of(),
        Map.of(),
        time,
        () -> time.milliseconds() - 5);
  }

  private static StoreSpec few() {
    return new StoreSpec(
        "few",
        StoreSpec.Kind.TIMESTAMPED_KEY_VALUE,
        StoreSpec.Engine.IN_MEMORY,
        io.thalweg.streams.state.Stores.lruMap("few", 3),
        Serdes.String(),
        Serdes.String(),
        CACHED,
        null);
  }

  private static StoreSpec spec(String name, StoreSpec.Kind kind, StoreSpec.Engine engine) {
    return new StoreSpec(
        name,
        kind,
        engine,
        null,
        Serdes.String(),
        Serdes.String(),
        kind.buffer() ? CACHED.withCaching(false) : CACHED,
        kind.windowed() ? new StoreSpec.WindowSpec(10_000, 1_000, 5_000, false) : null);
  }
}
