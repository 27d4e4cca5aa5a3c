package io.thalweg.streams.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Suppliers and builders of versioned stores against those of Kafka Streams. */
class VersionedStoresPeerTest {
  private static final List<Duration> DURATIONS =
      Arrays.asList(
          null,
          Duration.ofMillis(-1),
          Duration.ZERO,
          Duration.ofMillis(10),
          Duration.ofDays(1),
          Duration.ofSeconds(Long.MAX_VALUE));

  @Test
  void versionedSuppliersAreDescribedTheSameOrBothRefuse() {
    for (String name : Arrays.asList("store", null)) {
      for (Duration retention : DURATIONS) {
        Outcome.same(
            () ->
                described(
                    io.thalweg.streams.state.Stores.persistentVersionedKeyValueStore(
                        name, retention)),
            () -> described(Stores.persistentVersionedKeyValueStore(name, retention)));
        for (Duration interval : DURATIONS) {
          Outcome.same(
              () ->
                  described(
                      io.thalweg.streams.state.Stores.persistentVersionedKeyValueStore(
                          name, retention, interval)),
              () -> described(Stores.persistentVersionedKeyValueStore(name, retention, interval)));
        }
      }
    }
  }

  /** Not to be seen from outside in theirs; it decides how long former values take up room. */
  @Test
  void theDefaultSegmentIntervalOfAVersionedStoreIsTheSame() throws ReflectiveOperationException {
    Random random = new Random(1);
    List<Long> retentions =
        new ArrayList<>(List.of(0L, 5_999L, 6_001L, 60_000L, 60_001L, 299_999L, 300_001L));
    retentions.addAll(List.of(3_599_999L, 3_600_000L, 3_600_001L, 7_200_001L));
    random.longs(300, 0, 20_000_000).forEach(retentions::add);
    for (long retention : retentions) {
      var theirs = Stores.persistentVersionedKeyValueStore("s", Duration.ofMillis(retention));
      Field interval = theirs.getClass().getDeclaredField("segmentIntervalMs");
      interval.setAccessible(true);
      var ours =
          (io.thalweg.streams.spi.VersionedEngineSupplier)
              io.thalweg.streams.state.Stores.persistentVersionedKeyValueStore(
                  "s", Duration.ofMillis(retention));
      assertEquals(interval.get(theirs), ours.window().segmentIntervalMs(), "of " + retention);
    }
  }

  @Test
  void versionedBuildersSayTheSameAndRefuseACache() {
    Map<String, String> config = Map.of("min.compaction.lag.ms", "5");
    Duration minute = Duration.ofMinutes(1);
    Outcome.same(
        () -> {
          var it =
              io.thalweg.streams.state.Stores.versionedKeyValueStoreBuilder(
                  io.thalweg.streams.state.Stores.persistentVersionedKeyValueStore("s", minute),
                  null,
                  null);
          return it.name()
              + (it.withCachingDisabled() == it)
              + it.loggingEnabled()
              + it.withLoggingEnabled(config).logConfig()
              + it.withLoggingDisabled().loggingEnabled();
        },
        () -> {
          var it =
              Stores.versionedKeyValueStoreBuilder(
                  Stores.persistentVersionedKeyValueStore("s", minute), null, null);
          return it.name()
              + (it.withCachingDisabled() == it)
              + it.loggingEnabled()
              + it.withLoggingEnabled(config).logConfig()
              + it.withLoggingDisabled().loggingEnabled();
        });
    Outcome.same(
        () ->
            io.thalweg.streams.state.Stores.versionedKeyValueStoreBuilder(
                    io.thalweg.streams.state.Stores.persistentVersionedKeyValueStore("s", minute),
                    null,
                    null)
                .withCachingEnabled(),
        () ->
            Stores.versionedKeyValueStoreBuilder(
                    Stores.persistentVersionedKeyValueStore("s", minute), null, null)
                .withCachingEnabled());
    Outcome.same(
        () -> io.thalweg.streams.state.Stores.versionedKeyValueStoreBuilder(null, null, null),
        () -> Stores.versionedKeyValueStoreBuilder(null, null, null));
  }

  private static String described(io.thalweg.streams.state.VersionedBytesStoreSupplier it) {
    return it.name() + " " + it.metricsScope() + " " + it.historyRetentionMs();
  }

  private static String described(org.apache.kafka.streams.state.VersionedBytesStoreSupplier it) {
    return it.name() + " " + it.metricsScope() + " " + it.historyRetentionMs();
  }
}
