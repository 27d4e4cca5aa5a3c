package io.thalweg.streams.restore.cross.kafkastreams;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.AggregationWithHeaders;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.ValueTimestampHeaders;

/** All kinds of stores, by name. */
public final class Kinds {
  private static final Serde<String> STRING = Serdes.String();

  private Kinds() {}

  public static Map<String, StoreKind<?>> all() {
    Map<String, StoreKind<?>> kinds = new LinkedHashMap<>();
    keyValue(kinds);
    windows(kinds);
    duplicates(kinds);
    sessions(kinds);
    kinds.put("versioned", new VersionedKind());
    headers(kinds);
    return kinds;
  }

  private static void headers(Map<String, StoreKind<?>> kinds) {
    kinds.put(
        "keyValueWithHeaders",
        new KeyValueKind<>(
            name ->
                Stores.timestampedKeyValueStoreWithHeadersBuilder(
                        Stores.persistentTimestampedKeyValueStoreWithHeaders(name), STRING, STRING)
                    .withCachingDisabled(),
            Kinds::headed));
    kinds.put(
        "windowWithHeaders",
        new WindowKind<>(
            name ->
                Stores.timestampedWindowStoreWithHeadersBuilder(
                        Stores.persistentTimestampedWindowStoreWithHeaders(
                            name, WindowKind.RETENTION, WindowKind.SIZE, false),
                        STRING,
                        STRING)
                    .withCachingDisabled(),
            Kinds::headed,
            false));
  }

  private static void sessions(Map<String, StoreKind<?>> kinds) {
    kinds.put(
        "session",
        new SessionKind<>(
            name ->
                Stores.sessionStoreBuilder(
                        Stores.persistentSessionStore(name, WindowKind.RETENTION), STRING, STRING)
                    .withCachingDisabled(),
            (value, timestamp) -> value));
    kinds.put(
        "sessionInMemory",
        new SessionKind<>(
            name ->
                Stores.sessionStoreBuilder(
                        Stores.inMemorySessionStore(name, WindowKind.RETENTION), STRING, STRING)
                    .withCachingDisabled(),
            (value, timestamp) -> value));
    kinds.put(
        "sessionWithHeaders",
        new SessionKind<>(
            name ->
                Stores.sessionStoreWithHeadersBuilder(
                        Stores.persistentSessionStoreWithHeaders(name, WindowKind.RETENTION),
                        STRING,
                        STRING)
                    .withCachingDisabled(),
            (value, timestamp) ->
                AggregationWithHeaders.make(value, headed(value, timestamp).headers())));
  }

  /** Every third without headers, the others with one or two. */
  private static ValueTimestampHeaders<String> headed(String value, long timestamp) {
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < timestamp / 1_000 % 3; i++) {
      headers.add("h" + i, value.getBytes(StandardCharsets.UTF_8));
    }
    return ValueTimestampHeaders.make(value, timestamp, headers);
  }

  private static void keyValue(Map<String, StoreKind<?>> kinds) {
    kinds.put(
        "keyValue",
        new KeyValueKind<>(
            name ->
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), STRING, STRING)
                    .withCachingDisabled(),
            (value, timestamp) -> value));
    kinds.put(
        "keyValueInMemory",
        new KeyValueKind<>(
            name ->
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), STRING, STRING)
                    .withCachingDisabled(),
            (value, timestamp) -> value));
    kinds.put(
        "timestampedKeyValue",
        new KeyValueKind<>(
            name ->
                Stores.timestampedKeyValueStoreBuilder(
                        Stores.persistentTimestampedKeyValueStore(name), STRING, STRING)
                    .withCachingDisabled(),
            ValueAndTimestamp::make));
    kinds.put(
        "timestampedKeyValueInMemory",
        new KeyValueKind<>(
            name ->
                Stores.timestampedKeyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), STRING, STRING)
                    .withCachingDisabled(),
            ValueAndTimestamp::make));
  }

  private static void windows(Map<String, StoreKind<?>> kinds) {
    kinds.put(
        "window",
        new WindowKind<>(
            name ->
                Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(
                            name, WindowKind.RETENTION, WindowKind.SIZE, false),
                        STRING,
                        STRING)
                    .withCachingDisabled(),
            (value, timestamp) -> value,
            false));
    kinds.put(
        "windowInMemory",
        new WindowKind<>(
            name ->
                Stores.windowStoreBuilder(
                        Stores.inMemoryWindowStore(
                            name, WindowKind.RETENTION, WindowKind.SIZE, false),
                        STRING,
                        STRING)
                    .withCachingDisabled(),
            (value, timestamp) -> value,
            false));
    kinds.put(
        "timestampedWindow",
        new WindowKind<>(
            name ->
                Stores.timestampedWindowStoreBuilder(
                        Stores.persistentTimestampedWindowStore(
                            name, WindowKind.RETENTION, WindowKind.SIZE, false),
                        STRING,
                        STRING)
                    .withCachingDisabled(),
            ValueAndTimestamp::make,
            false));
  }

  private static void duplicates(Map<String, StoreKind<?>> kinds) {
    kinds.put(
        "windowWithDuplicates",
        new WindowKind<>(
            name ->
                Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(
                            name, WindowKind.RETENTION, WindowKind.SIZE, true),
                        STRING,
                        STRING)
                    .withCachingDisabled(),
            (value, timestamp) -> value,
            true));
    kinds.put(
        "windowWithDuplicatesInMemory",
        new WindowKind<>(
            name ->
                Stores.windowStoreBuilder(
                        Stores.inMemoryWindowStore(
                            name, WindowKind.RETENTION, WindowKind.SIZE, true),
                        STRING,
                        STRING)
                    .withCachingDisabled(),
            (value, timestamp) -> value,
            true));
  }
}
