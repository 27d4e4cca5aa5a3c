package io.thalweg.streams.iq.kafkastreams;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.AggregationWithHeaders;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.SessionBytesStoreSupplier;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.SessionStoreWithHeaders;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.TimestampedKeyValueStoreWithHeaders;
import org.apache.kafka.streams.state.TimestampedWindowStore;
import org.apache.kafka.streams.state.TimestampedWindowStoreWithHeaders;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.ValueTimestampHeaders;
import org.apache.kafka.streams.state.VersionedKeyValueStore;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;

/** Stores of every kind, fed by one topic. */
final class QueriedStores {
  static final String GLOBAL = "global";
  static final String DSL_TABLE = "dsl-table";
  private static final Serde<String> TEXT = Serdes.String();
  private static final Duration RETENTION = Duration.ofHours(1);
  private static final Duration SIZE = Duration.ofMillis(10);

  private final Map<String, StoreBuilder<?>> builders = new LinkedHashMap<>();

  QueriedStores() {
    for (boolean cached : new boolean[] {false, true}) {
      String how = cached ? "-cached" : "";
      keyValues(how, cached);
      windows(how, cached);
      sessions(how, cached);
      builders.put(
          "versioned" + how,
          cached(
              Stores.versionedKeyValueStoreBuilder(
                  Stores.persistentVersionedKeyValueStore("versioned" + how, RETENTION),
                  TEXT,
                  TEXT),
              false));
    }
    builders.remove("versioned-cached"); // they know no cache
  }

  private void keyValues(String how, boolean cached) {
    Map<String, Supplier<KeyValueBytesStoreSupplier>> plain = new LinkedHashMap<>();
    plain.put("kv-disk", () -> Stores.persistentKeyValueStore("kv-disk" + how));
    plain.put("kv-memory", () -> Stores.inMemoryKeyValueStore("kv-memory" + how));
    plain.put("kv-lru", () -> Stores.lruMap("kv-lru" + how, 100));
    plain.forEach(
        (name, supplier) ->
            builders.put(
                name + how,
                cached(Stores.keyValueStoreBuilder(supplier.get(), TEXT, TEXT), cached)));
    Map<String, Supplier<KeyValueBytesStoreSupplier>> stamped = new LinkedHashMap<>();
    stamped.put("tkv-disk", () -> Stores.persistentTimestampedKeyValueStore("tkv-disk" + how));
    stamped.put("tkv-memory", () -> Stores.inMemoryKeyValueStore("tkv-memory" + how));
    stamped.forEach(
        (name, supplier) ->
            builders.put(
                name + how,
                cached(
                    Stores.timestampedKeyValueStoreBuilder(supplier.get(), TEXT, TEXT), cached)));
    Map<String, Supplier<KeyValueBytesStoreSupplier>> headed = new LinkedHashMap<>();
    headed.put(
        "hkv-disk", () -> Stores.persistentTimestampedKeyValueStoreWithHeaders("hkv-disk" + how));
    headed.put("hkv-memory", () -> Stores.inMemoryKeyValueStore("hkv-memory" + how));
    headed.forEach(
        (name, supplier) ->
            builders.put(
                name + how,
                cached(
                    Stores.timestampedKeyValueStoreWithHeadersBuilder(supplier.get(), TEXT, TEXT),
                    cached)));
  }

  private void windows(String how, boolean cached) {
    for (boolean disk : new boolean[] {true, false}) {
      String where = (disk ? "-disk" : "-memory") + how;
      builders.put(
          "win" + where,
          cached(
              Stores.windowStoreBuilder(
                  disk
                      ? Stores.persistentWindowStore("win" + where, RETENTION, SIZE, false)
                      : memory("win" + where),
                  TEXT,
                  TEXT),
              cached));
      builders.put(
          "twin" + where,
          cached(
              Stores.timestampedWindowStoreBuilder(
                  disk
                      ? Stores.persistentTimestampedWindowStore(
                          "twin" + where, RETENTION, SIZE, false)
                      : memory("twin" + where),
                  TEXT,
                  TEXT),
              cached));
      builders.put(
          "hwin" + where,
          cached(
              Stores.timestampedWindowStoreWithHeadersBuilder(
                  disk
                      ? Stores.persistentTimestampedWindowStoreWithHeaders(
                          "hwin" + where, RETENTION, SIZE, false)
                      : memory("hwin" + where),
                  TEXT,
                  TEXT),
              cached));
    }
  }

  private static WindowBytesStoreSupplier memory(String name) {
    return Stores.inMemoryWindowStore(name, RETENTION, SIZE, false);
  }

  private void sessions(String how, boolean cached) {
    for (boolean disk : new boolean[] {true, false}) {
      String where = (disk ? "-disk" : "-memory") + how;
      SessionBytesStoreSupplier plain =
          disk
              ? Stores.persistentSessionStore("ses" + where, RETENTION)
              : Stores.inMemorySessionStore("ses" + where, RETENTION);
      builders.put("ses" + where, cached(Stores.sessionStoreBuilder(plain, TEXT, TEXT), cached));
      SessionBytesStoreSupplier headed =
          disk
              ? Stores.persistentSessionStoreWithHeaders("hses" + where, RETENTION)
              : Stores.inMemorySessionStore("hses" + where, RETENTION);
      builders.put(
          "hses" + where,
          cached(Stores.sessionStoreWithHeadersBuilder(headed, TEXT, TEXT), cached));
    }
  }

  private static <S extends StateStore> StoreBuilder<S> cached(
      StoreBuilder<S> builder, boolean cached) {
    return cached ? builder.withCachingEnabled() : builder.withCachingDisabled();
  }

  Iterable<String> names() {
    Map<String, Boolean> names = new LinkedHashMap<>();
    builders.keySet().forEach(name -> names.put(name, true));
    for (String name :
        new String[] {"own", DSL_TABLE, "dsl-count", "dsl-windows", "dsl-sessions", GLOBAL}) {
      names.put(name, true);
    }
    return names.keySet();
  }

  /** Adds stores and what writes them. */
  void addTo(StreamsBuilder builder, String input, String global) {
    builders.values().forEach(builder::addStateStore);
    builder.addStateStore(new OwnStore.Builder("own"));
    KStream<String, String> stream = builder.stream(input, Consumed.with(TEXT, TEXT));
    String[] names = builders.keySet().toArray(String[]::new);
    stream.process(() -> new Writer(names), names);
    stream.process(() -> new Writer(new String[] {"own"}), "own");
    stream.toTable(Materialized.as(DSL_TABLE));
    KGroupedStream<String, String> groups = stream.groupByKey(Grouped.with(TEXT, TEXT));
    groups.count(Materialized.as("dsl-count"));
    groups
        .windowedBy(TimeWindows.ofSizeWithNoGrace(SIZE))
        .reduce((first, second) -> first + second, Materialized.as("dsl-windows"));
    groups
        .windowedBy(SessionWindows.ofInactivityGapWithNoGrace(Duration.ofMillis(5)))
        .reduce((first, second) -> first + second, Materialized.as("dsl-sessions"));
    builder.globalTable(global, Consumed.with(TEXT, TEXT), Materialized.as(GLOBAL));
  }

  /** Puts each record into each store. */
  private static final class Writer extends ContextualProcessor<String, String, Void, Void> {
    private final String[] names;

    Writer(String[] names) {
      this.names = names;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      super.init(context);
    }

    @Override
    public void process(Record<String, String> row) {
      for (String name : names) {
        put(context().getStateStore(name), row);
      }
    }

    @SuppressWarnings("unchecked")
    private static void put(StateStore store, Record<String, String> row) {
      String key = row.key();
      String value = row.value();
      long time = row.timestamp();
      long start = time / 10 * 10;
      Windowed<String> session = new Windowed<>(key, new SessionWindow(time - 2, time));
      if (store instanceof TimestampedKeyValueStoreWithHeaders) {
        ((TimestampedKeyValueStoreWithHeaders<String, String>) store)
            .put(key, ValueTimestampHeaders.make(value, time, row.headers()));
      } else if (store instanceof TimestampedKeyValueStore) {
        ((TimestampedKeyValueStore<String, String>) store)
            .put(key, ValueAndTimestamp.make(value, time));
      } else if (store instanceof VersionedKeyValueStore) {
        ((VersionedKeyValueStore<String, String>) store).put(key, value, time);
      } else if (store instanceof TimestampedWindowStoreWithHeaders) {
        ((TimestampedWindowStoreWithHeaders<String, String>) store)
            .put(key, ValueTimestampHeaders.make(value, time, row.headers()), start);
      } else if (store instanceof TimestampedWindowStore) {
        ((TimestampedWindowStore<String, String>) store)
            .put(key, ValueAndTimestamp.make(value, time), start);
      } else if (store instanceof WindowStore) {
        ((WindowStore<String, String>) store).put(key, value, start);
      } else if (store instanceof SessionStoreWithHeaders) {
        ((SessionStoreWithHeaders<String, String>) store)
            .put(session, AggregationWithHeaders.make(value, row.headers()));
      } else if (store instanceof SessionStore) {
        ((SessionStore<String, String>) store).put(session, value);
      } else if (store instanceof KeyValueStore) {
        ((KeyValueStore<String, String>) store).put(key, value);
      } else {
        ((OwnStore) store).put(key, value);
      }
    }
  }
}
