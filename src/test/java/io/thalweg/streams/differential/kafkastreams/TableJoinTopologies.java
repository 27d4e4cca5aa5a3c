package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.table;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Feed;
import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.ValueTransformerWithKey;
import org.apache.kafka.streams.processor.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Joins of tables by key: all kinds, stored or not, over one another, versioned; transformations.
 */
final class TableJoinTopologies {
  private TableJoinTopologies() {}

  static void register(Catalog catalog) {
    kinds(catalog);
    stored(catalog);
    chains(catalog);
    nullResults(catalog);
    versions(catalog);
    transformations(catalog);
  }

  private static Scenario scenario(String name, long seed) {
    return Scenario.of(name).in("a", table(seed)).in("b", table(seed + 1).phase(0));
  }

  private static KTable<String, String> rows(StreamsBuilder b, Topics t, String topic) {
    return b.table(t.in(topic));
  }

  private static String both(String left, String right) {
    return left + "|" + right;
  }

  private static void kinds(Catalog catalog) {
    catalog.add(
        scenario("tableJoinKinds", 500),
        (b, t) -> {
          KTable<String, String> left = rows(b, t, "a");
          KTable<String, String> right = rows(b, t, "b");
          left.join(right, TableJoinTopologies::both).toStream().to(t.out("x"));
          left.leftJoin(right, TableJoinTopologies::both).toStream().to(t.out("y"));
          left.outerJoin(right, TableJoinTopologies::both).toStream().to(t.out("z"));
        });
    catalog.add(
        scenario("tableJoinExactlyOnce", 502).exactlyOnce().set("commit.interval.ms", 500),
        (b, t) ->
            rows(b, t, "a")
                .outerJoin(rows(b, t, "b"), TableJoinTopologies::both, Materialized.as("joined"))
                .toStream()
                .to(t.out("z")));
    catalog.add(
        scenario("tableJoinOptimized", 504).set("topology.optimization", "all"),
        (b, t) ->
            rows(b, t, "a")
                .leftJoin(rows(b, t, "b"), TableJoinTopologies::both, Named.as("joined"))
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("tableJoinIntegers")
            .in("a", Feed.integerKeys(506))
            .in("b", Feed.integerKeys(507).phase(1)),
        (b, t) -> {
          Consumed<Integer, Long> numbers = Consumed.with(Serdes.Integer(), Serdes.Long());
          b.table(t.in("a"), numbers)
              .join(
                  b.table(t.in("b"), numbers),
                  Long::sum,
                  Materialized.<Integer, Long, KeyValueStore<Bytes, byte[]>>as("sums")
                      .withValueSerde(Serdes.Long()))
              .toStream()
              .to(t.out("z"), Produced.with(Serdes.Integer(), Serdes.Long()));
        });
  }

  private static void stored(Catalog catalog) {
    catalog.add(
        scenario("tableJoinStored", 510),
        (b, t) -> {
          KTable<String, String> left = rows(b, t, "a");
          KTable<String, String> right = rows(b, t, "b");
          left.join(right, TableJoinTopologies::both, Materialized.as("inner"))
              .toStream()
              .to(t.out("x"));
          left.leftJoin(
                  right,
                  TableJoinTopologies::both,
                  Named.as("left"),
                  Materialized.with(Serdes.String(), Serdes.String()))
              .filter((k, v) -> v.contains("r"))
              .toStream()
              .to(t.out("y"));
          left.outerJoin(right, TableJoinTopologies::both, Materialized.as("outer"))
              .filter((k, v) -> v.contains("r"), Materialized.as("filtered"))
              .toStream()
              .to(t.out("z"));
        });
    // left: the cache of Kafka Streams loses deletions of both rows at once in an inner join
    catalog.add(
        scenario("tableJoinCached", 512).cached(),
        (b, t) ->
            rows(b, t, "a")
                .leftJoin(rows(b, t, "b"), TableJoinTopologies::both, Materialized.as("joined"))
                .mapValues(v -> v + ".")
                .toStream()
                .to(t.out("z")));
  }

  private static void chains(Catalog catalog) {
    catalog.add(
        scenario("tableJoinOfJoins", 520).in("c", words(522).phase(0).early()),
        (b, t) -> {
          KTable<String, String> first =
              rows(b, t, "a").mapValues(v -> v + "'").outerJoin(rows(b, t, "b"), (x, y) -> x + y);
          KTable<String, String> filtered = first.filter((k, v) -> v.contains("r"));
          KTable<String, String> third = b.table(t.in("c"));
          third.leftJoin(filtered, TableJoinTopologies::both).toStream().to(t.out("x"));
          first.join(third, TableJoinTopologies::both).toStream().to(t.out("y"));
          filtered.filterNot((k, v) -> v.contains("w")).toStream().to(t.out("z"));
        });
    catalog.add(
        Scenario.of("tableJoinWithItself").in("a", table(524)),
        (b, t) -> {
          KTable<String, String> rows = rows(b, t, "a");
          rows.join(rows.mapValues(v -> v.length()), (x, n) -> x + n).toStream().to(t.out("y"));
          rows.leftJoin(rows, TableJoinTopologies::both).toStream().to(t.out("z"));
        });
    catalog.add(
        scenario("tableJoinGrouped", 526)
            .in("a", table(526).onePartition())
            .in("b", table(527).phase(0).onePartition()),
        (b, t) ->
            rows(b, t, "a")
                .filter((k, v) -> v.contains("r"))
                .leftJoin(rows(b, t, "b"), TableJoinTopologies::both)
                .groupBy((k, v) -> KeyValue.pair(v.substring(0, 2), v))
                .reduce((sum, v) -> sum + "+" + v, (sum, v) -> sum + "-" + v)
                .toStream()
                .to(t.out("z")));
    catalog.add(
        scenario("streamJoinsJoin", 528).in("b", table(529)).in("s", words(530)),
        (b, t) ->
            b.<String, String>stream(t.in("s"))
                .leftJoin(
                    b.<String, String>table(t.in("b"))
                        .outerJoin(rowsOnce(b, t), TableJoinTopologies::both)
                        .mapValues(v -> v + "."),
                    TableJoinTopologies::both)
                .to(t.out("z")));
  }

  private static KTable<String, String> rowsOnce(StreamsBuilder b, Topics t) {
    return b.<String, String>stream(t.in("a")).toTable(Materialized.as("made"));
  }

  private static void nullResults(Catalog catalog) {
    catalog.add(
        scenario("tableJoinNullResults", 532),
        (b, t) -> {
          KTable<String, String> joined =
              rows(b, t, "a")
                  .outerJoin(
                      rows(b, t, "b"), (x, y) -> x != null && x.contains("w") ? null : x + y);
          joined.toStream().to(t.out("y"));
          joined
              .filter((k, v) -> v.length() > 9, Materialized.as("long"))
              .toStream()
              .to(t.out("z"));
        });
  }

  private static Materialized<String, String, KeyValueStore<Bytes, byte[]>> history(String name) {
    return Materialized.as(Stores.persistentVersionedKeyValueStore(name, Duration.ofSeconds(10)));
  }

  private static void versions(Catalog catalog) {
    catalog.add(
        Scenario.of("versionedTable").in("a", table(540)),
        (b, t) -> {
          KTable<String, String> rows = b.table(t.in("a"), history("rows"));
          rows.toStream().to(t.out("x"));
          rows.filter((k, v) -> v.contains("r")).toStream().to(t.out("y"));
          rows.mapValues(v -> v + ".", history("mapped"))
              .filter((k, v) -> v.contains("w"), Materialized.as("latest"))
              .toStream()
              .to(t.out("z"));
        });
    catalog.add(
        scenario("versionedJoin", 542),
        (b, t) -> {
          KTable<String, String> left = b.table(t.in("a"), history("left"));
          KTable<String, String> right = b.table(t.in("b"), history("right"));
          left.filter((k, v) -> v.contains("r"))
              .leftJoin(right.mapValues(v -> v + "."), TableJoinTopologies::both)
              .toStream()
              .to(t.out("x"));
          left.join(right, TableJoinTopologies::both, history("joined")).toStream().to(t.out("z"));
        });
    catalog.add(
        scenario("versionedOptimized", 544).set("topology.optimization", "all"),
        (b, t) ->
            b.<String, String>table(t.in("a"), history("left"))
                .outerJoin(rows(b, t, "b"), TableJoinTopologies::both)
                .toStream()
                .to(t.out("z")));
    catalog.add(
        Scenario.of("versionedCount").in("a", words(546)),
        (b, t) ->
            strings(b, t)
                .groupByKey()
                .count(
                    Materialized.as(
                        Stores.persistentVersionedKeyValueStore("counts", Duration.ofMinutes(1))))
                .toStream()
                .to(t.out("z"), AggregationTopologies.COUNTS));
  }

  /** Puts the number of a key's changes, kept in a store, in front of its value. */
  private static final class Numbered implements ValueTransformerWithKey<String, String, String> {
    private KeyValueStore<String, Long> numbers;

    @Override
    public void init(ProcessorContext context) {
      numbers = context.getStateStore("numbers");
    }

    @Override
    public String transform(String key, String value) {
      Long last = numbers.get(key);
      long number = last == null ? 1 : last + 1;
      numbers.put(key, number);
      return value != null && value.contains("w") ? null : number + " " + value;
    }

    @Override
    public void close() {}
  }

  /** Tells value and timestamp. */
  private static final class Stamped implements ValueTransformerWithKey<String, String, String> {
    private ProcessorContext context;

    @Override
    public void init(ProcessorContext processorContext) {
      context = processorContext;
    }

    @Override
    public String transform(String key, String value) {
      return value == null ? "none" : value + "@" + context.timestamp() % 100_000;
    }

    @Override
    public void close() {}
  }

  private static void transformations(Catalog catalog) {
    catalog.add(
        scenario("transformValues", 550),
        (b, t) -> {
          b.addStateStore(
              Stores.keyValueStoreBuilder(
                  Stores.persistentKeyValueStore("numbers"), Serdes.String(), Serdes.Long()));
          rows(b, t, "a")
              .transformValues(Numbered::new, Materialized.as("numbered"), "numbers")
              .filter((k, v) -> v.contains("r"))
              .toStream()
              .to(t.out("y"));
          rows(b, t, "b")
              .transformValues(Stamped::new, Named.as("stamps"))
              .toStream()
              .to(t.out("z"));
        });
    catalog.add(
        scenario("transformValuesJoined", 552),
        (b, t) -> {
          KTable<String, String> stamped = rows(b, t, "a").transformValues(Stamped::new);
          KTable<String, String> right = rows(b, t, "b");
          stamped.join(right, TableJoinTopologies::both).toStream().to(t.out("y"));
          right.outerJoin(stamped, TableJoinTopologies::both).toStream().to(t.out("x"));
        });
    catalog.add(
        Scenario.of("transformValuesGrouped").in("a", table(554).onePartition()),
        (b, t) ->
            rows(b, t, "a")
                .transformValues(Stamped::new)
                .groupBy((k, v) -> KeyValue.pair(v.substring(0, 1), v), Grouped.as("first"))
                .count()
                .toStream()
                .to(t.out("z"), AggregationTopologies.COUNTS));
  }
}
