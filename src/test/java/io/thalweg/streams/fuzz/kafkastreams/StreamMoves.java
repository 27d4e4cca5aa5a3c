package io.thalweg.streams.fuzz.kafkastreams;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Operators on one stream. */
final class StreamMoves {
  private StreamMoves() {}

  static void register(Map<String, Consumer<Growth>> moves) {
    moves.put("filter", StreamMoves::filter);
    moves.put("mapValues", StreamMoves::mapValues);
    moves.put("map", StreamMoves::map);
    moves.put("selectKey", StreamMoves::selectKey);
    moves.put("flatMap", g -> g.made("flatMap", g.anyStream().flatMap(Texts::pairs)));
    moves.put(
        "flatMapValues", g -> g.made("flatMapValues", g.anyStream().flatMapValues(Texts::parts)));
    moves.put("merge", g -> g.made("merge", g.anyStream().merge(g.anyStream())));
    moves.put("split", StreamMoves::split);
    moves.put("repartition", StreamMoves::repartition);
    moves.put("toTable", StreamMoves::toTable);
    moves.put("process", StreamMoves::process);
    moves.put("processValues", StreamMoves::processValues);
  }

  private static void filter(Growth g) {
    int limit = g.random.nextInt(6);
    KStream<String, String> on = g.anyStream();
    g.made(
        "filter " + limit,
        g.oneIn(2)
            ? on.filter((key, value) -> Texts.weight(value) > limit)
            : on.filterNot((key, value) -> Texts.weight(value) > limit, g.named()));
  }

  private static void mapValues(Growth g) {
    boolean nulls = g.oneIn(3);
    g.made(
        "mapValues" + (nulls ? ", null at times" : ""),
        g.anyStream()
            .mapValues(
                (key, value) ->
                    nulls && Texts.weight(value) == 1 ? null : Texts.clip(value + "m")));
  }

  private static void map(Growth g) {
    g.made(
        "map",
        g.anyStream()
            .map((key, value) -> KeyValue.pair(Texts.key(Texts.weight(value)), key + value)));
  }

  private static void selectKey(Growth g) {
    boolean nulls = g.oneIn(3);
    g.made(
        "selectKey" + (nulls ? ", null at times" : ""),
        g.anyStream()
            .selectKey(
                (key, value) ->
                    nulls && Texts.weight(value) == 2 ? null : Texts.key(Texts.weight(value))));
  }

  private static void split(Growth g) {
    KStream<String, String> on = g.anyStream();
    String prefix = g.name("split");
    Map<String, KStream<String, String>> branches =
        on.split(org.apache.kafka.streams.kstream.Named.as(prefix))
            .branch((key, value) -> Texts.weight(value) < 2, Branched.as("few"))
            .branch((key, value) -> Texts.weight(value) < 5, Branched.as("some"))
            .defaultBranch(Branched.as("rest"));
    g.made("split, few", branches.get(prefix + "few"));
    g.made("split, some", branches.get(prefix + "some"));
    g.made("split, rest", branches.get(prefix + "rest"));
  }

  private static void repartition(Growth g) {
    KStream<String, String> on = g.anyStream();
    g.made(
        "repartition",
        g.oneIn(2)
            ? on.repartition()
            : on.repartition(
                Repartitioned.<String, String>as(g.name("through"))
                    .withKeySerde(Serdes.String())
                    .withValueSerde(Serdes.String())
                    .withNumberOfPartitions(1)));
  }

  private static void toTable(Growth g) {
    KStream<String, String> on = g.anyStream();
    g.made("toTable", g.oneIn(2) ? on.toTable() : on.toTable(g.kept()));
  }

  private static void process(Growth g) {
    String store = addStore(g);
    KStream<String, String> on = g.anyStream();
    g.made("process", on.process(() -> new Remembering(store), store));
  }

  private static void processValues(Growth g) {
    String store = addStore(g);
    KStream<String, String> on = g.anyStream();
    g.made("processValues", on.processValues(() -> new Counting(store), g.named(), store));
  }

  private static String addStore(Growth g) {
    String store = g.name("mine");
    g.builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.String()));
    return store;
  }

  /** Forwards the value before and the value now, and looks at the whole store at times. */
  private static final class Remembering
      extends ContextualProcessor<String, String, String, String> {
    private final String name;

    Remembering(String name) {
      this.name = name;
    }

    @Override
    public void process(Record<String, String> record) {
      KeyValueStore<String, String> store = context().getStateStore(name);
      if (record.key() == null) {
        context().forward(record.withKey("null").withTimestamp(record.timestamp() + 1));
        return;
      }
      String before = store.get(record.key());
      store.put(record.key(), record.value());
      context().forward(record.withValue(Texts.clip(before + ">" + record.value())));
      if (Texts.weight(record.value()) == 3) {
        try (var rows = store.reverseAll()) {
          rows.forEachRemaining(
              row -> context().forward(record.withKey(row.key).withValue(row.value)));
        }
      }
    }
  }

  /** Numbers the values of each key. */
  private static final class Counting extends ContextualFixedKeyProcessor<String, String, String> {
    private final String name;

    Counting(String name) {
      this.name = name;
    }

    @Override
    public void process(FixedKeyRecord<String, String> record) {
      if (record.key() != null) {
        KeyValueStore<String, String> store = context().getStateStore(name);
        String number = Texts.number(store.get(record.key()), 1);
        store.put(record.key(), number);
        context().forward(record.withValue(number));
      }
    }
  }
}
