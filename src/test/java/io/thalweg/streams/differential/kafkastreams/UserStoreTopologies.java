package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.table;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.AggregationTopologies.COUNTS;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.DslKeyValueParams;
import org.apache.kafka.streams.state.DslSessionParams;
import org.apache.kafka.streams.state.DslStoreSuppliers;
import org.apache.kafka.streams.state.DslWindowParams;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.SessionBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;

/** Stores that the user made. Without caching the stores are asked for the same, too. */
final class UserStoreTopologies {
  private static final Duration SIZE = Duration.ofSeconds(10);
  private static final Duration RETENTION = Duration.ofHours(6);

  private UserStoreTopologies() {}

  static void register(Catalog catalog) {
    counts(catalog);
    tables(catalog);
    windows(catalog);
    lru(catalog);
  }

  private static void count(StreamsBuilder b, Topics t, KeyValueBytesStoreSupplier supplier) {
    strings(b, t).groupByKey().count(Materialized.as(supplier)).toStream().to(t.out("z"), COUNTS);
  }

  private static void counts(Catalog catalog) {
    catalog.add(
        Scenario.of("userCount").in("a", words(140)),
        (b, t) -> count(b, t, UserMap.inMemory("mine", t)));
    catalog.add(
        Scenario.of("userCountPersistent").in("a", words(141)),
        (b, t) -> count(b, t, UserMap.persistent("mine", t)));
    catalog.add(
        Scenario.of("userCountStamped").in("a", words(142)),
        (b, t) -> count(b, t, UserMap.stamped("mine", t)));
    catalog.add(
        Scenario.of("userCountEos").in("a", words(143)).exactlyOnce(),
        (b, t) -> count(b, t, UserMap.unwatched("mine", true)));
    catalog.add(
        Scenario.of("userCountCached").in("a", words(144)).cached(),
        (b, t) -> count(b, t, UserMap.unwatched("mine", false)));
    catalog.add(
        Scenario.of("userCountCachedPersistent").in("a", words(145)).cached(),
        (b, t) -> count(b, t, UserMap.unwatched("mine", true)));
    catalog.add(
        Scenario.of("userCountDeduplicated")
            .in("a", words(146))
            .changelogs(Scenario.Agreement.LAST_PER_KEY)
            .set("thalweg.changelog.dedup", true),
        (b, t) -> count(b, t, UserMap.inMemory("mine", t)));
    catalog.add(
        Scenario.of("userCountNotLogged").in("a", words(147)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .count(
                    Materialized.<String, Long>as(UserMap.inMemory("mine", t))
                        .withLoggingDisabled())
                .toStream()
                .to(t.out("z"), COUNTS));
  }

  private static void tables(Catalog catalog) {
    catalog.add(
        Scenario.of("userTable").in("a", table(148)),
        (b, t) ->
            b.<String, String>table(t.in("a"), Materialized.as(UserMap.inMemory("mine", t)))
                .filter((k, v) -> v.contains("r"), Materialized.as(UserMap.stamped("some", t)))
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("userTableCached").in("a", table(149)).cached(),
        (b, t) ->
            b.<String, String>table(t.in("a"), Materialized.as(UserMap.unwatched("mine", true)))
                .mapValues(v -> v + "!", Materialized.as(UserMap.unwatched("more", false)))
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("userTableJoined").in("a", words(150)).in("b", table(151)),
        (b, t) -> {
          KTable<String, String> rows =
              b.table(t.in("b"), Materialized.as(UserMap.unwatched("mine", false)));
          strings(b, t).leftJoin(rows, (x, y) -> x + y).to(t.out("z"));
        });
    catalog.add(
        Scenario.of("userStoreType").in("a", words(152)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .count(
                    Materialized
                        .<String, Long,
                            org.apache.kafka.streams.state.KeyValueStore<
                                org.apache.kafka.common.utils.Bytes, byte[]>>
                            as(new Suppliers(t))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long()))
                .toStream()
                .to(t.out("z"), COUNTS));
  }

  /** The user's own choice for every store. */
  private record Suppliers(Topics topics) implements DslStoreSuppliers {
    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params) {
      return UserMap.inMemory(params.name(), topics);
    }

    @Override
    public WindowBytesStoreSupplier windowStore(DslWindowParams params) {
      return new UserWindows.Supplier(
          params.name(), params.retentionPeriod(), params.windowSize(), topics);
    }

    @Override
    public SessionBytesStoreSupplier sessionStore(DslSessionParams params) {
      throw new UnsupportedOperationException("no sessions here");
    }
  }

  private static void windowed(StreamsBuilder b, Topics t, WindowBytesStoreSupplier supplier) {
    strings(b, t)
        .groupByKey()
        .windowedBy(
            TimeWindows.ofSizeAndGrace(SIZE, Duration.ofMinutes(1)).advanceBy(SIZE.dividedBy(2)))
        .count(Materialized.as(supplier))
        .toStream((key, n) -> key.key() + "@" + key.window().start())
        .to(t.out("z"), COUNTS);
  }

  private static void windows(Catalog catalog) {
    catalog.add(
        Scenario.of("userWindow").in("a", words(153)).outputs(Scenario.Agreement.SEQUENCE_PER_KEY),
        (b, t) -> windowed(b, t, new UserWindows.Supplier("mine", RETENTION, SIZE, t)));
    catalog.add(
        Scenario.of("userWindowCached").in("a", words(154)).cached(),
        (b, t) -> windowed(b, t, new UserWindows.Supplier("mine", RETENTION, SIZE, null)));
    catalog.add(
        Scenario.of("userWindowEos")
            .in("a", words(155))
            .outputs(Scenario.Agreement.SEQUENCE_PER_KEY)
            .exactlyOnce(),
        (b, t) -> windowed(b, t, new UserWindows.Supplier("mine", RETENTION, SIZE, null)));
  }

  private static void lru(Catalog catalog) {
    catalog.add(
        Scenario.of("lruCount").in("a", words(156)),
        (b, t) -> count(b, t, Stores.lruMap("few", 3)));
    catalog.add(
        Scenario.of("lruTable").in("a", table(157)),
        (b, t) ->
            b.<String, String>table(t.in("a"), Materialized.as(Stores.lruMap("few", 4)))
                .toStream()
                .to(t.out("z")));
  }
}
