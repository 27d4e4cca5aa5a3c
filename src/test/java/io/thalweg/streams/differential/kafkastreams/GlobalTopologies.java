package io.thalweg.streams.differential.kafkastreams;

import static io.thalweg.streams.differential.Feed.table;
import static io.thalweg.streams.differential.Feed.words;
import static io.thalweg.streams.differential.kafkastreams.StatelessTopologies.strings;

import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** Global tables, global stores and stores that are read only. Inputs are complete at the start. */
final class GlobalTopologies {
  private GlobalTopologies() {}

  static void register(Catalog catalog) {
    Scenario joins = Scenario.of("globalJoins").in("a", words(301)).in("globalB", table(302));
    catalog.add(joins, GlobalTopologies::joins);
    catalog.add(joins.named("eosGlobalJoins").exactlyOnce(), GlobalTopologies::joins);
    catalog.add(
        Scenario.of("globalJoinThenCount").in("a", words(303)).in("globalB", table(304)),
        (b, t) ->
            strings(b, t)
                .join(
                    b.<String, String>globalTable(
                        t.in("globalB"), Materialized.as(Stores.inMemoryKeyValueStore("names"))),
                    (k, v) -> k,
                    (v, w) -> w)
                .groupByKey()
                .count()
                .toStream()
                .to(t.out("z"), AggregationTopologies.COUNTS));
    catalog.add(
        Scenario.of("globalStoreOfOwnMaking").in("a", words(305)).in("globalB", table(306)),
        GlobalTopologies::ownMaking);
    catalog.add(
        Scenario.of("globalTableInProcessor").in("a", words(307)).in("globalB", table(308)),
        (b, t) -> {
          b.<String, String>globalTable(t.in("globalB"), Materialized.as("rows"));
          strings(b, t).process(StampedReader::new).to(t.out("z"));
        });
    readOnly(catalog);
  }

  private static void joins(StreamsBuilder builder, Topics topics) {
    GlobalKTable<String, String> table = builder.globalTable(topics.in("globalB"));
    strings(builder, topics)
        .join(
            table,
            (k, v) -> v == null ? null : "k" + v.length() % 12,
            (k, v, w) -> k + ":" + v + "/" + w)
        .to(topics.out("y"));
    strings(builder, topics)
        .leftJoin(
            table,
            (k, v) -> v == null || v.length() % 3 == 0 ? null : "k" + v.length() % 15,
            (v, w) -> v + "/" + w,
            Named.as("left-global"))
        .to(topics.out("z"));
  }

  private static void ownMaking(StreamsBuilder builder, Topics topics) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("lengths"), Serdes.String(), Serdes.Long())
            .withLoggingDisabled(),
        topics.in("globalB"),
        Consumed.with(Serdes.String(), Serdes.String()),
        Lengths::new);
    strings(builder, topics).process(LengthReader::new).to(topics.out("z"));
  }

  private static void readOnly(Catalog catalog) {
    catalog.add(
        Scenario.of("readOnlyStore").in("a", words(309)).in("b", table(310).early()),
        (b, t) -> {},
        GlobalTopologies::readOnly);
  }

  private static void readOnly(Topology topology, Topics topics) {
    topology.addReadOnlyStateStore(
        part(),
        "rows",
        new StringDeserializer(),
        new StringDeserializer(),
        topics.in("b"),
        "keeper",
        Keeper::new);
    topology.addSource("words", new StringDeserializer(), new StringDeserializer(), topics.in("a"));
    topology.addProcessor("reader", PartReader::new, "words");
    topology.connectProcessorAndStateStores("reader", "part");
    topology.addSink(
        "out",
        topics.out("z"),
        Serdes.String().serializer(),
        Serdes.String().serializer(),
        "reader");
  }

  private static StoreBuilder<KeyValueStore<String, String>> part() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore("part"), Serdes.String(), Serdes.String());
  }

  /** Adds up the lengths of all values of a key. */
  private static final class Lengths extends ContextualProcessor<String, String, Void, Void> {
    @Override
    public void process(Record<String, String> record) {
      KeyValueStore<String, Long> store = context().getStateStore("lengths");
      if (record.key() == null) {
        return;
      }
      if (record.value() == null) {
        store.delete(record.key());
      } else {
        Long before = store.get(record.key());
        store.put(record.key(), (before == null ? 0 : before) + record.value().length());
      }
    }
  }

  /** Forwards what the global store has, and what becomes of an attempt to change it. */
  private static final class LengthReader
      extends ContextualProcessor<String, String, String, String> {
    @Override
    public void process(Record<String, String> record) {
      KeyValueStore<String, Long> store = context().getStateStore("lengths");
      StringBuilder text = new StringBuilder();
      if (record.key() != null) {
        text.append(store.get(record.key()));
      }
      try (KeyValueIterator<String, Long> all = store.range("k1", "k3")) {
        all.forEachRemaining(row -> text.append(' ').append(row.key).append('=').append(row.value));
      }
      try {
        store.put("k1", 1L);
      } catch (UnsupportedOperationException e) {
        text.append(' ').append(e.getMessage());
      }
      context().forward(record.withValue(text.toString()));
    }
  }

  /** Forwards value and timestamp of the global table's row. */
  private static final class StampedReader
      extends ContextualProcessor<String, String, String, String> {
    @Override
    public void process(Record<String, String> record) {
      TimestampedKeyValueStore<String, String> rows = context().getStateStore("rows");
      ValueAndTimestamp<String> row = record.key() == null ? null : rows.get(record.key());
      context().forward(record.withValue(row == null ? "none" : row.value() + row.timestamp() % 9));
    }
  }

  /** Keeps the records of its topic as they are. */
  private static final class Keeper extends ContextualProcessor<String, String, Void, Void> {
    @Override
    public void process(Record<String, String> record) {
      KeyValueStore<String, String> store = context().getStateStore("part");
      if (record.key() != null) {
        store.put(record.key(), record.value());
      }
    }
  }

  /** Forwards what its partition of the store has. */
  private static final class PartReader
      extends ContextualProcessor<String, String, String, String> {
    @Override
    public void process(Record<String, String> record) {
      KeyValueStore<String, String> store = context().getStateStore("part");
      String row = record.key() == null ? "no key" : store.get(record.key());
      context().forward(record.withValue(record.value() + "/" + row));
    }
  }
}
