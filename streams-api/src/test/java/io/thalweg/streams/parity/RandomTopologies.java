package io.thalweg.streams.parity;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.kstream.Branched;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.Joined;
import io.thalweg.streams.kstream.KGroupedStream;
import io.thalweg.streams.kstream.KGroupedTable;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.KTable;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.Repartitioned;
import io.thalweg.streams.kstream.TimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Topologies made by chance from a seed, to compare what nobody thought of. */
public final class RandomTopologies {
  private final StreamsBuilder builder;
  private final Random random;
  private final List<KStream<String, String>> streams = new ArrayList<>();
  private final List<KTable<String, String>> tables = new ArrayList<>();
  private final boolean merges;
  private int count;

  private RandomTopologies(StreamsBuilder builder, Random random, boolean merges) {
    this.builder = builder;
    this.random = random;
    this.merges = merges;
  }

  /** Adds 3 to 40 operators to {@code builder}. */
  public static void build(StreamsBuilder builder, long seed) {
    fill(new RandomTopologies(builder, new Random(seed), true));
  }

  /** As {@link #build(StreamsBuilder, long)}, but no two streams are merged. */
  public static void buildWithoutMerges(StreamsBuilder builder, long seed) {
    fill(new RandomTopologies(builder, new Random(seed), false));
  }

  private static void fill(RandomTopologies made) {
    made.source();
    int steps = 3 + made.random.nextInt(38);
    for (int i = 0; i < steps; i++) {
      made.step();
    }
  }

  private void step() {
    switch (random.nextInt(12)) {
      case 0 -> source();
      case 1, 2 -> stateless(any(streams));
      case 3 -> rekey(any(streams));
      case 4 -> sink(any(streams));
      case 5 -> aggregate(any(streams));
      case 6 -> derive();
      case 7 -> join();
      case 8 -> combine(any(streams));
      case 9 -> joinTables();
      case 10 -> groupTable();
      default -> toTable(any(streams));
    }
  }

  private void source() {
    boolean named = random.nextInt(4) == 0;
    String topic = name("topic");
    switch (random.nextInt(4)) {
      case 0 ->
          tables.add(named ? builder.table(topic, Consumed.as(name("t"))) : builder.table(topic));
      case 1 -> tables.add(builder.table(topic, Materialized.as(name("store"))));
      default ->
          streams.add(
              named ? builder.stream(topic, Consumed.as(name("s"))) : builder.stream(topic));
    }
    if (streams.isEmpty()) {
      streams.add(builder.stream(name("topic")));
    }
  }

  private void stateless(KStream<String, String> stream) {
    boolean named = random.nextInt(4) == 0;
    switch (random.nextInt(5)) {
      case 0 ->
          streams.add(
              named
                  ? stream.filter((k, v) -> true, Named.as(name("f")))
                  : stream.filter((k, v) -> true));
      case 1 ->
          streams.add(
              named ? stream.mapValues(v -> v, Named.as(name("a"))) : stream.mapValues(v -> v));
      case 2 -> streams.add(stream.flatMapValues(v -> List.of(v)));
      case 3 -> streams.add(stream.peek((k, v) -> {}));
      default -> stream.foreach((k, v) -> {});
    }
  }

  private void rekey(KStream<String, String> stream) {
    switch (random.nextInt(4)) {
      case 0 -> streams.add(stream.map((k, v) -> KeyValue.pair(v, k)));
      case 1 -> streams.add(stream.selectKey((k, v) -> v, Named.as(name("key"))));
      case 2 -> streams.add(stream.flatMap((k, v) -> List.of(KeyValue.pair(v, k))));
      default ->
          streams.add(
              random.nextBoolean()
                  ? stream.repartition()
                  : stream.repartition(Repartitioned.as(name("rp"))));
    }
  }

  private void sink(KStream<String, String> stream) {
    if (random.nextInt(4) == 0) {
      stream.to(name("out"), Produced.as(name("sink")));
    } else {
      stream.to(name("out"));
    }
  }

  private void aggregate(KStream<String, String> stream) {
    KGroupedStream<String, String> grouped =
        switch (random.nextInt(4)) {
          case 0 -> stream.groupBy((k, v) -> v);
          case 1 -> stream.groupBy((k, v) -> v, Grouped.as(name("g")));
          case 2 -> stream.groupByKey(Grouped.as(name("z")));
          default -> stream.groupByKey();
        };
    int times = 1 + random.nextInt(2);
    for (int i = 0; i < times; i++) {
      switch (random.nextInt(5)) {
        case 0 -> tables.add(grouped.count().mapValues(v -> "" + v));
        case 1 -> tables.add(grouped.reduce((x, y) -> x, Materialized.as(name("m"))));
        case 2 -> tables.add(grouped.aggregate(() -> "", (k, v, a) -> a));
        case 3 ->
            tables.add(
                grouped.aggregate(
                    () -> "", (k, v, a) -> a, Named.as(name("n")), Materialized.as(name("b"))));
        default ->
            streams.add(
                grouped
                    .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)))
                    .reduce((x, y) -> x)
                    .toStream((k, v) -> k.key()));
      }
    }
  }

  private void derive() {
    if (tables.isEmpty()) {
      return;
    }
    KTable<String, String> table = any(tables);
    switch (random.nextInt(5)) {
      case 0 -> tables.add(table.filter((k, v) -> true));
      case 1 -> tables.add(table.mapValues(v -> v, Named.as(name("tm"))));
      case 2 -> tables.add(table.filterNot((k, v) -> true, Materialized.as(name("ts"))));
      default -> streams.add(table.toStream());
    }
  }

  private void join() {
    if (tables.isEmpty()) {
      return;
    }
    KStream<String, String> stream = any(streams);
    KTable<String, String> table = any(tables);
    switch (random.nextInt(3)) {
      case 0 -> streams.add(stream.join(table, (l, r) -> l));
      case 1 -> streams.add(stream.leftJoin(table, (l, r) -> l));
      default -> streams.add(stream.join(table, (l, r) -> l, Joined.as(name("j"))));
    }
  }

  private void joinTables() {
    if (tables.isEmpty()) {
      return;
    }
    KTable<String, String> left = any(tables);
    KTable<String, String> right = any(tables);
    switch (random.nextInt(4)) {
      case 0 -> tables.add(left.join(right, (l, r) -> l));
      case 1 -> tables.add(left.leftJoin(right, (l, r) -> l, Named.as(name("tj"))));
      case 2 -> tables.add(left.outerJoin(right, (l, r) -> l, Materialized.as(name("js"))));
      default -> tables.add(left.join(right, (l, r) -> l, Materialized.with(null, null)));
    }
  }

  private void groupTable() {
    if (tables.isEmpty()) {
      return;
    }
    KTable<String, String> table = any(tables);
    KGroupedTable<String, String> grouped =
        random.nextBoolean()
            ? table.groupBy(KeyValue::pair)
            : table.groupBy(KeyValue::pair, Grouped.as(name("gt")));
    int times = 1 + random.nextInt(2);
    for (int i = 0; i < times; i++) {
      switch (random.nextInt(3)) {
        case 0 -> tables.add(grouped.count(Named.as(name("gc"))).mapValues(v -> "" + v));
        case 1 -> tables.add(grouped.reduce((x, y) -> x, (x, y) -> x));
        default ->
            tables.add(
                grouped.aggregate(
                    () -> "", (k, v, a) -> a, (k, v, a) -> a, Materialized.as(name("ga"))));
      }
    }
  }

  private void combine(KStream<String, String> stream) {
    if (merges && random.nextInt(3) > 0) {
      streams.add(
          random.nextInt(4) == 0
              ? stream.merge(any(streams), Named.as(name("mg")))
              : stream.merge(any(streams)));
    } else {
      streams.addAll(
          stream
              .split()
              .branch((k, v) -> k == null)
              .branch((k, v) -> true, Branched.as(name("br")))
              .defaultBranch()
              .values());
    }
  }

  private void toTable(KStream<String, String> stream) {
    switch (random.nextInt(3)) {
      case 0 -> tables.add(stream.toTable());
      case 1 -> tables.add(stream.toTable(Named.as(name("tt"))));
      default -> tables.add(stream.toTable(Materialized.as(name("x"))));
    }
  }

  private String name(String prefix) {
    return prefix + random.nextInt(10) + count++;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
