package io.thalweg.streams.peer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Suppliers and builders of stores against those of Kafka Streams. */
class StoresPeerTest {
  private static final List<Duration> DURATIONS =
      Arrays.asList(
          null,
          Duration.ofMillis(-1),
          Duration.ZERO,
          Duration.ofMillis(10),
          Duration.ofMillis(120_001),
          Duration.ofDays(1));

  @Test
  void keyValueSuppliersAreDescribedTheSame() {
    for (String name : Arrays.asList("store", null)) {
      Outcome.same(
          () -> described(io.thalweg.streams.state.Stores.persistentKeyValueStore(name)),
          () -> described(Stores.persistentKeyValueStore(name)));
      Outcome.same(
          () -> described(io.thalweg.streams.state.Stores.persistentTimestampedKeyValueStore(name)),
          () -> described(Stores.persistentTimestampedKeyValueStore(name)));
      Outcome.same(
          () ->
              described(
                  io.thalweg.streams.state.Stores.persistentTimestampedKeyValueStoreWithHeaders(
                      name)),
          () -> described(Stores.persistentTimestampedKeyValueStoreWithHeaders(name)));
      Outcome.same(
          () -> described(io.thalweg.streams.state.Stores.inMemoryKeyValueStore(name)),
          () -> described(Stores.inMemoryKeyValueStore(name)));
    }
  }

  @Test
  void windowSuppliersAreDescribedTheSameOrBothRefuse() {
    for (Duration retention : DURATIONS) {
      for (Duration size : DURATIONS) {
        for (String name : Arrays.asList("store", null)) {
          Outcome.same(
              () ->
                  described(
                      io.thalweg.streams.state.Stores.persistentWindowStore(
                          name, retention, size, true)),
              () -> described(Stores.persistentWindowStore(name, retention, size, true)));
          Outcome.same(
              () ->
                  described(
                      io.thalweg.streams.state.Stores.persistentTimestampedWindowStore(
                          name, retention, size, false)),
              () ->
                  described(Stores.persistentTimestampedWindowStore(name, retention, size, false)));
          Outcome.same(
              () ->
                  described(
                      io.thalweg.streams.state.Stores.inMemoryWindowStore(
                          name, retention, size, true)),
              () -> described(Stores.inMemoryWindowStore(name, retention, size, true)));
        }
      }
    }
  }

  @Test
  void sessionSuppliersAreDescribedTheSameOrBothRefuse() {
    for (Duration retention : DURATIONS) {
      for (String name : Arrays.asList("store", null)) {
        Outcome.same(
            () ->
                described(io.thalweg.streams.state.Stores.persistentSessionStore(name, retention)),
            () -> described(Stores.persistentSessionStore(name, retention)));
        Outcome.same(
            () -> described(io.thalweg.streams.state.Stores.inMemorySessionStore(name, retention)),
            () -> described(Stores.inMemorySessionStore(name, retention)));
      }
    }
    Outcome.same(
        () -> io.thalweg.streams.state.Stores.sessionStoreBuilder(null, null, null),
        () -> Stores.sessionStoreBuilder(null, null, null));
    for (var kind : List.of("ROCKS_DB", "IN_MEMORY")) {
      for (var format : List.of("PLAIN", "TIMESTAMPED", "HEADERS")) {
        Outcome.same(
            () ->
                described(
                    io.thalweg.streams.kstream.Materialized.StoreType.valueOf(kind)
                        .sessionStore(
                            new io.thalweg.streams.state.DslSessionParams(
                                "s",
                                Duration.ofDays(1),
                                io.thalweg.streams.kstream.EmitStrategy.onWindowUpdate(),
                                io.thalweg.streams.DslStoreFormat.of(format)))),
            () ->
                described(
                    org.apache.kafka.streams.kstream.Materialized.StoreType.valueOf(kind)
                        .sessionStore(
                            new org.apache.kafka.streams.state.DslSessionParams(
                                "s",
                                Duration.ofDays(1),
                                org.apache.kafka.streams.kstream.EmitStrategy.onWindowUpdate(),
                                org.apache.kafka.streams.DslStoreFormat.of(format)))));
      }
    }
  }

  private static String described(io.thalweg.streams.state.StoreSupplier<?> it) {
    String text = it.name() + " " + it.metricsScope();
    if (it instanceof io.thalweg.streams.state.SessionBytesStoreSupplier s) {
      return text + " " + s.retentionPeriod() + " " + s.segmentIntervalMs();
    }
    return it instanceof io.thalweg.streams.state.WindowBytesStoreSupplier w
        ? text
            + " "
            + w.retentionPeriod()
            + " "
            + w.windowSize()
            + " "
            + w.segmentIntervalMs()
            + " "
            + w.retainDuplicates()
        : text;
  }

  private static String described(org.apache.kafka.streams.state.StoreSupplier<?> it) {
    String text = it.name() + " " + it.metricsScope();
    if (it instanceof org.apache.kafka.streams.state.SessionBytesStoreSupplier s) {
      return text + " " + s.retentionPeriod() + " " + s.segmentIntervalMs();
    }
    return it instanceof org.apache.kafka.streams.state.WindowBytesStoreSupplier w
        ? text
            + " "
            + w.retentionPeriod()
            + " "
            + w.windowSize()
            + " "
            + w.segmentIntervalMs()
            + " "
            + w.retainDuplicates()
        : text;
  }

  @Test
  void whenLoggingIsTurnedOnAndOffThenBuildersSayTheSame() {
    Map<String, String> config = Map.of("retention.ms", "5");
    Outcome.same(
        () -> {
          var it =
              io.thalweg.streams.state.Stores.keyValueStoreBuilder(
                  io.thalweg.streams.state.Stores.inMemoryKeyValueStore("s"), null, null);
          return it.name()
              + it.loggingEnabled()
              + it.logConfig()
              + it.withLoggingEnabled(config).logConfig()
              + it.withLoggingDisabled().loggingEnabled()
              + it.logConfig();
        },
        () -> {
          var it = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("s"), null, null);
          return it.name()
              + it.loggingEnabled()
              + it.logConfig()
              + it.withLoggingEnabled(config).logConfig()
              + it.withLoggingDisabled().loggingEnabled()
              + it.logConfig();
        });
    Outcome.same(
        () -> io.thalweg.streams.state.Stores.windowStoreBuilder(null, null, null),
        () -> Stores.windowStoreBuilder(null, null, null));
  }

  @Test
  void whenTheLanguageAsksForAStoreThenItIsDescribedTheSame() {
    for (var kind : List.of("ROCKS_DB", "IN_MEMORY")) {
      for (var format : List.of("PLAIN", "TIMESTAMPED", "HEADERS")) {
        Outcome.same(
            () ->
                described(
                    io.thalweg.streams.kstream.Materialized.StoreType.valueOf(kind)
                        .keyValueStore(
                            new io.thalweg.streams.state.DslKeyValueParams(
                                "s", io.thalweg.streams.DslStoreFormat.of(format)))),
            () ->
                described(
                    org.apache.kafka.streams.kstream.Materialized.StoreType.valueOf(kind)
                        .keyValueStore(
                            new org.apache.kafka.streams.state.DslKeyValueParams(
                                "s", org.apache.kafka.streams.DslStoreFormat.of(format)))));
        Outcome.same(
            () ->
                described(
                    io.thalweg.streams.kstream.Materialized.StoreType.valueOf(kind)
                        .windowStore(
                            new io.thalweg.streams.state.DslWindowParams(
                                "s",
                                Duration.ofDays(1),
                                Duration.ofMillis(7),
                                true,
                                io.thalweg.streams.kstream.EmitStrategy.onWindowUpdate(),
                                false,
                                io.thalweg.streams.DslStoreFormat.of(format)))),
            () ->
                described(
                    org.apache.kafka.streams.kstream.Materialized.StoreType.valueOf(kind)
                        .windowStore(
                            new org.apache.kafka.streams.state.DslWindowParams(
                                "s",
                                Duration.ofDays(1),
                                Duration.ofMillis(7),
                                true,
                                org.apache.kafka.streams.kstream.EmitStrategy.onWindowUpdate(),
                                false,
                                org.apache.kafka.streams.DslStoreFormat.of(format)))));
      }
    }
  }
}
