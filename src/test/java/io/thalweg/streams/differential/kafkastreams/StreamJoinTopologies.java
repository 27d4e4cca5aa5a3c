package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.table;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.kstream.ValueJoiner;
import org.apache.kafka.streams.kstream.ValueJoinerWithKey;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Streams joined with streams, and with tables after a grace period. */
final class StreamJoinTopologies {
  /** How often a join looks for results without a partner, in wall-clock time. */
  private static final String INTERVAL =
      "__emit.interval.ms.kstreams.outer.join.spurious.results.fix__";

  private static final JoinWindows NEAR =
      JoinWindows.ofTimeDifferenceAndGrace(Duration.ofSeconds(2), Duration.ofSeconds(3));
  private static final ValueJoiner<String, String, String> PAIR = (x, y) -> x + "/" + y;
  private static final ValueJoinerWithKey<String, String, String, String> NAMED_PAIR =
      (k, x, y) -> k + ":" + x + "/" + y;

  private StreamJoinTopologies() {}

  static void register(Catalog catalog) {
    plain(catalog);
    stores(catalog);
    rekeyed(catalog);
    selves(catalog);
    graces(catalog);
  }

  /**
   * Changelogs of kept records have no headers here, and no numbers that begin anew with a restart;
   * those of waiting ones have clock times. {@code JoinScripts} compare their keys.
   */
  private static Scenario scenario(String name) {
    return Scenario.of(name).changelogs(Scenario.Agreement.SEQUENCE_OF_VALUES);
  }

  private static Scenario two(String name, long seed) {
    return scenario(name).in("a", words(seed)).in("b", words(seed + 1).phase(1)).set(INTERVAL, 0);
  }

  private static KStream<String, String> other(StreamsBuilder builder, Topics topics) {
    return builder.stream(topics.in("b"));
  }

  private static void plain(Catalog catalog) {
    catalog.add(
        two("streamJoin", 500),
        (b, t) -> strings(b, t).join(other(b, t), PAIR, NEAR).to(t.out("z")));
    catalog.add(
        two("streamLeftJoin", 502),
        (b, t) ->
            strings(b, t)
                .leftJoin(
                    other(b, t),
                    NAMED_PAIR,
                    NEAR.before(Duration.ofMillis(500)),
                    StreamJoined.<String, String, String>as("kept").withName("near"))
                .to(t.out("z")));
    catalog.add(
        two("streamOuterJoin", 504),
        (b, t) ->
            strings(b, t)
                .outerJoin(other(b, t), NAMED_PAIR, NEAR.after(Duration.ofMillis(500)))
                .to(t.out("z")));
    catalog.add(
        two("streamOuterJoinEos", 506).exactlyOnce(),
        (b, t) -> strings(b, t).outerJoin(other(b, t), NAMED_PAIR, NEAR).to(t.out("z")));
  }

  private static void stores(Catalog catalog) {
    catalog.add(
        two("streamLeftJoinInMemory", 508),
        (b, t) ->
            strings(b, t)
                .leftJoin(
                    other(b, t), PAIR, NEAR, StreamJoined.with(BuiltInDslStoreSuppliers.IN_MEMORY))
                .to(t.out("z")));
    catalog.add(
        two("streamOuterJoinSupplied", 510),
        (b, t) ->
            strings(b, t)
                .outerJoin(
                    other(b, t),
                    PAIR,
                    NEAR,
                    StreamJoined.<String, String, String>with(
                            Stores.persistentWindowStore(
                                "lefts", Duration.ofSeconds(7), Duration.ofSeconds(4), true),
                            Stores.inMemoryWindowStore(
                                "rights", Duration.ofSeconds(7), Duration.ofSeconds(4), true))
                        .withLoggingEnabled(Map.of("segment.bytes", "12345678")))
                .to(t.out("z")));
    catalog.add(
        two("streamLeftJoinNotLogged", 512),
        (b, t) ->
            strings(b, t)
                .leftJoin(
                    other(b, t),
                    PAIR,
                    NEAR,
                    StreamJoined.<String, String, String>as("unlogged").withLoggingDisabled())
                .to(t.out("z")));
    catalog.add(
        two("streamJoinHeaders", 514).set("dsl.store.format", "headers"),
        (b, t) -> strings(b, t).leftJoin(other(b, t), PAIR, NEAR).to(t.out("z")));
  }

  private static void rekeyed(Catalog catalog) {
    catalog.add(
        scenario("streamJoinRekeyed")
            .partitions(1)
            .in("a", words(516).onePartition())
            .in("b", words(517).onePartition().early()),
        (b, t) ->
            strings(b, t)
                .selectKey((k, v) -> v == null ? null : "k" + v.length() % 12)
                .join(
                    other(b, t),
                    PAIR,
                    JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofMinutes(15)),
                    StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String())
                        .withName("rekeyed"))
                .to(t.out("z")));
  }

  private static void selves(Catalog catalog) {
    catalog.add(
        scenario("streamSelfJoin").in("a", words(520)),
        (b, t) -> {
          KStream<String, String> stream = strings(b, t);
          stream.join(stream, PAIR, NEAR).to(t.out("z"));
        });
    catalog.add(
        scenario("streamSelfJoinOptimized").in("a", words(520)).set("topology.optimization", "all"),
        (b, t) -> {
          KStream<String, String> stream = strings(b, t);
          stream.leftJoin(stream, PAIR, NEAR.before(Duration.ofMillis(300))).to(t.out("z"));
        });
  }

  private static void graces(Catalog catalog) {
    catalog.add(
        Scenario.of("joinVersioned").in("a", words(522)).in("b", table(523)),
        (b, t) ->
            strings(b, t)
                .leftJoin(b.<String, String>table(t.in("b"), versioned()), PAIR)
                .to(t.out("z")));
    catalog.add(
        scenario("joinWithGrace").in("a", words(524)).in("b", table(525)),
        (b, t) ->
            strings(b, t)
                .join(
                    b.<String, String>table(t.in("b"), versioned()),
                    NAMED_PAIR,
                    Joined.<String, String, String>as("waiting")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.String())
                        .withGracePeriod(Duration.ofSeconds(2)))
                .to(t.out("z")));
  }

  private static Materialized<String, String, KeyValueStore<Bytes, byte[]>> versioned() {
    return Materialized.as(
        Stores.persistentVersionedKeyValueStore("versions", Duration.ofSeconds(20)));
  }
}
