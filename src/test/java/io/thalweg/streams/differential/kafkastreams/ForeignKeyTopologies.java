package io.thalweg.streams.differential.kafkastreams;

import io.thalweg.streams.differential.Feed;
import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Scenario.Agreement;
import io.thalweg.streams.differential.Topics;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TableJoined;

/**
 * Tables joined by a foreign key: the last word of a left row, which the right rows have as keys.
 *
 * <p>Left and right are two inputs of different tasks, and what one side hears of the other comes
 * over a topic; which of two is first is free. So most scenarios have a right table that is
 * complete before the left one begins, or agree on the last record of each key only.
 */
final class ForeignKeyTopologies {
  private ForeignKeyTopologies() {}

  static void register(Catalog catalog) {
    Scenario inner = tables("foreignKeyInner", 401);
    catalog.add(inner, (b, t) -> inner(b, t, TableJoined.as("fk")));
    catalog.add(
        inner.named("eosForeignKeyInner").exactlyOnce(),
        (b, t) -> inner(b, t, TableJoined.as("fk")));
    catalog.add(
        tables("foreignKeyPartitioned", 403),
        (b, t) ->
            inner(
                b,
                t,
                TableJoined.with(
                    (topic, key, value, count) -> Optional.of(Set.of(partition(key, count))),
                    (topic, key, value, count) -> Optional.of(Set.of(partition(key, count))))));
    Scenario left = tables("foreignKeyLeft", 405).partitions(1);
    catalog.add(left, ForeignKeyTopologies::left);
    catalog.add(left.named("eosForeignKeyLeft").exactlyOnce(), ForeignKeyTopologies::left);
    catalog.add(
        tables("foreignKeyStored", 407),
        (b, t) ->
            words(b, t)
                .leftJoin(
                    rows(b, t),
                    (k, v) -> v.length() % 5 == 0 ? "k1" : "k" + v.length() % 12,
                    (v, w) -> v + "/" + w,
                    Materialized.as("result"))
                .toStream()
                .to(t.out("z")));
    catalog.add(
        tables("foreignKeyDerived", 409).partitions(1),
        (b, t) ->
            words(b, t)
                .filter((k, v) -> !v.startsWith("water"))
                .join(
                    rows(b, t).mapValues(v -> "" + v.length()),
                    ForeignKeyTopologies::foreignKey,
                    (v, n) -> v + n,
                    TableJoined.as("fk"),
                    Materialized.with(Serdes.String(), Serdes.String()))
                .toStream()
                .to(t.out("z")));
    catalog.add(
        tables("foreignKeyCounts", 411).partitions(1),
        (b, t) ->
            b.<String, String>stream(t.in("a"))
                .groupByKey()
                .count(Materialized.as("counts"))
                .join(rows(b, t), n -> "k" + n % 12, (n, w) -> n + w)
                .toStream()
                .to(t.out("z")));
  }

  /**
   * Tasks wait for both of their topics, so that the right table is complete first: what is left
   * over of updates that cross on their way is not always the same, with Kafka Streams either.
   */
  private static Scenario tables(String name, long seed) {
    return Scenario.of(name)
        .in("a", Feed.words(seed).onePartition())
        .in("b", Feed.table(seed + 1).early())
        .outputs(Agreement.LAST_PER_KEY)
        .changelogs(Agreement.LAST_PER_KEY)
        .set("max.task.idle.ms", 1_000);
  }

  private static void inner(
      StreamsBuilder builder, Topics topics, TableJoined<String, String> joined) {
    words(builder, topics)
        .join(
            rows(builder, topics), ForeignKeyTopologies::foreignKey, (v, w) -> v + "/" + w, joined)
        .toStream()
        .to(topics.out("z"));
  }

  private static void left(StreamsBuilder builder, Topics topics) {
    words(builder, topics)
        .leftJoin(
            rows(builder, topics),
            v -> v.length() % 3 == 0 ? null : "k" + v.length() % 15,
            (v, w) -> v + "/" + w)
        .toStream()
        .to(topics.out("z"));
  }

  private static String foreignKey(String key, String value) {
    return value.length() % 4 == 0 ? null : "k" + value.length() % 12;
  }

  private static int partition(String key, int count) {
    return Math.floorMod(key.hashCode(), count);
  }

  private static KTable<String, String> words(StreamsBuilder builder, Topics topics) {
    return builder.table(topics.in("a"), Materialized.as("words"));
  }

  private static KTable<String, String> rows(StreamsBuilder builder, Topics topics) {
    return builder.table(topics.in("b"), Materialized.as("rows"));
  }
}
