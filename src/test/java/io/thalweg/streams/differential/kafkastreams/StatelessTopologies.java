package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.integerKeys;
import static io.thalweg.streams.differential.Feed.longs;
import static io.thalweg.streams.differential.Feed.words;

import io.thalweg.streams.differential.Probe;
import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Operators without state: what passes, what it becomes, where it goes. */
final class StatelessTopologies {
  private StatelessTopologies() {}

  static void register(Catalog catalog) {
    transformations(catalog);
    keyChanges(catalog);
    routes(catalog);
    sources(catalog);
  }

  private static void transformations(Catalog catalog) {
    catalog.add(
        Scenario.of("filter").in("a", words(1)),
        (b, t) ->
            strings(b, t)
                .filter((k, v) -> v != null && v.contains("river"))
                .filterNot((k, v) -> k != null && k.endsWith("3"), Named.as("not-three"))
                .to(t.out("z")));
    catalog.add(
        Scenario.of("mapValues").in("a", words(2)),
        (b, t) ->
            strings(b, t)
                .mapValues(v -> v == null ? "nothing" : v.length() > 12 ? null : v.toUpperCase())
                .mapValues((k, v) -> k + "=" + v, Named.as("with-key"))
                .to(t.out("z")));
    catalog.add(
        Scenario.of("flatMapValues").in("a", words(3)),
        (b, t) ->
            strings(b, t)
                .flatMapValues(v -> v == null ? List.of() : Arrays.asList(v.split(" ")))
                .flatMapValues((k, v) -> List.of(k + v, v), Named.as("twice"))
                .to(t.out("z")));
    catalog.add(
        Scenario.of("peekForeach").in("a", words(4)),
        (b, t) ->
            strings(b, t)
                .peek((k, v) -> Probe.saw(t, "peek " + k + " " + v))
                .peek((k, v) -> Probe.saw(t, "named " + k), Named.as("second-look"))
                .foreach((k, v) -> Probe.saw(t, "foreach " + k + " " + v), Named.as("the-end")));
    catalog.add(
        Scenario.of("values").in("a", words(5)),
        (b, t) -> {
          KStream<String, String> source = strings(b, t);
          source.to(t.out("z"));
          source.filter((k, v) -> v == null).to(t.out("y"));
        });
  }

  private static void keyChanges(Catalog catalog) {
    catalog.add(
        Scenario.of("map").in("a", words(6).onePartition()),
        (b, t) ->
            strings(b, t)
                .map((k, v) -> KeyValue.pair(v, k))
                .map((k, v) -> KeyValue.pair(k == null ? "none" : k, v), Named.as("no-null"))
                .to(t.out("z")));
    catalog.add(
        Scenario.of("flatMap").in("a", words(7).onePartition()),
        (b, t) ->
            strings(b, t)
                .flatMap(
                    (k, v) ->
                        v == null
                            ? List.of()
                            : Arrays.stream(v.split(" ")).map(w -> KeyValue.pair(w, k)).toList())
                .flatMap((k, v) -> List.of(KeyValue.pair(k, v), KeyValue.pair(v, k)), Named.as("f"))
                .to(t.out("z")));
    catalog.add(
        Scenario.of("selectKey").in("a", words(8).onePartition()),
        (b, t) ->
            strings(b, t)
                .selectKey((k, v) -> v == null ? null : v.substring(0, 1))
                .selectKey((k, v) -> k + k, Named.as("double-key"))
                .to(t.out("z")));
  }

  private static void routes(Catalog catalog) {
    catalog.add(
        Scenario.of("merge").in("a", words(9)).in("b", words(10).phase(1)),
        (b, t) -> {
          KStream<String, String> left = strings(b, t);
          KStream<String, String> right = b.stream(t.in("b"));
          left.merge(right).merge(left.mapValues(v -> "again"), Named.as("both")).to(t.out("z"));
        });
    catalog.add(Scenario.of("branch").in("a", words(11)), StatelessTopologies::branch);
    catalog.add(
        Scenario.of("topicExtractor").in("a", words(12)),
        (b, t) -> strings(b, t).to(new EveryThird(t), Produced.as("chooser")));
    catalog.add(
        Scenario.of("partitioner").in("a", words(13).onePartition()),
        (b, t) ->
            strings(b, t)
                .to(
                    t.out("z"),
                    Produced.streamPartitioner(
                        (topic, k, v, partitions) ->
                            java.util.Optional.of(
                                v == null
                                    ? java.util.Set.of(0, 1)
                                    : java.util.Set.of(v.length() % partitions)))));
    catalog.add(
        Scenario.of("islands").in("a", words(14)).in("b", longs(15)),
        (b, t) -> {
          strings(b, t).mapValues(v -> v + "!").to(t.out("z"));
          b.stream(t.in("b"), Consumed.with(Serdes.String(), Serdes.Long()).withName("longs"))
              .filter((k, v) -> v != null && v % 2 == 0)
              .to(t.out("y"), Produced.with(Serdes.String(), Serdes.Long()).withName("even"));
        });
  }

  private static void branch(StreamsBuilder builder, Topics topics) {
    Map<String, KStream<String, String>> branches =
        strings(builder, topics)
            .split(Named.as("split-"))
            .branch((k, v) -> v == null, Branched.as("null"))
            .branch((k, v) -> v.contains("line"), Branched.withConsumer(s -> s.to(topics.out("y"))))
            .branch((k, v) -> v.contains("down"), Branched.withFunction(s -> s.mapValues(v -> "D")))
            .defaultBranch(Branched.as("rest"));
    branches.get("split-null").to(topics.out("x"));
    branches.get("split-3").to(topics.out("z"));
    branches.get("split-rest").to(topics.out("z"), Produced.as("rest-sink"));
  }

  private static void sources(Catalog catalog) {
    catalog.add(
        Scenario.of("explicitSerdes").in("a", integerKeys(16)),
        (b, t) ->
            b.stream(t.in("a"), Consumed.with(Serdes.Integer(), Serdes.Long()))
                .mapValues(v -> v == null ? null : v / 2.0)
                .to(t.out("z"), Produced.with(Serdes.Integer(), Serdes.Double())));
    catalog.add(
        Scenario.of("timestampExtractor").in("a", words(17)),
        (b, t) ->
            b.stream(
                    t.in("a"),
                    Consumed.<String, String>with(
                            (message, partitionTime) ->
                                message.value() == null ? partitionTime : message.timestamp() - 7)
                        .withName("own-clock"))
                .to(t.out("z")));
    catalog.add(
        Scenario.of("negativeTimestamps").in("a", words(18)),
        (b, t) ->
            b.stream(
                    t.in("a"),
                    Consumed.<String, String>with(
                        (message, partitionTime) ->
                            message.offset() % 4 == 0 ? -1 : message.timestamp()))
                .groupByKey()
                .count()
                .toStream()
                .to(t.out("z"), Produced.with(Serdes.String(), Serdes.Long())));
    catalog.add(
        Scenario.of("severalTopics").in("a", words(19)).in("b", words(20).phase(1)),
        (b, t) ->
            b.<String, String>stream(List.of(t.in("a"), t.in("b")), Consumed.as("a-and-b"))
                .to(t.out("z")));
    catalog.add(
        Scenario.of("pattern").in("a", words(21)).in("b", words(22).phase(1)),
        (b, t) ->
            b.<String, String>stream(
                    Pattern.compile(Pattern.quote(t.in("")) + "[ab]"),
                    Consumed.with(AutoOffsetReset.earliest()))
                .to(t.out("z")));
  }

  /** Named, since descriptions quote it. */
  private record EveryThird(Topics topics) implements TopicNameExtractor<String, String> {
    @Override
    public String extract(String key, String value, RecordContext context) {
      return topics.out(context.offset() % 3 == 0 ? "y" : "z");
    }

    @Override
    public String toString() {
      return "every third";
    }
  }

  static KStream<String, String> strings(StreamsBuilder builder, Topics topics) {
    return builder.stream(topics.in("a"));
  }
}
