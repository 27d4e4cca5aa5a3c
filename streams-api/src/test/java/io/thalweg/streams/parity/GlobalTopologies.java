package io.thalweg.streams.parity;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.Topology;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.GlobalKTable;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.processor.api.Processor;
import io.thalweg.streams.processor.api.Record;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.StoreBuilder;
import io.thalweg.streams.state.Stores;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Topologies with global tables and stores, for both libraries: see {@link Peer}. */
public final class GlobalTopologies {
  private GlobalTopologies() {}

  public static void globalTable(StreamsBuilder b) {
    b.<String, String>globalTable("g");
  }

  public static void globalTableNamed(StreamsBuilder b) {
    b.<String, String>globalTable("g", Consumed.as("tab"), Materialized.as("rows"));
    b.<String, String>globalTable("g2", Consumed.as("tab2"));
    b.<String, String>globalTable("g3", Materialized.as("rows3"));
    b.stream("in").to("out");
  }

  public static void globalJoins(StreamsBuilder b) {
    KStream<String, String> stream = b.stream("in");
    GlobalKTable<String, String> one = b.globalTable("g");
    GlobalKTable<String, String> two = b.globalTable("g2", Materialized.as("rows"));
    stream
        .join(one, (k, v) -> v, (v, w) -> v + w)
        .leftJoin(two, (k, v) -> v, (k, v, w) -> v + w, Named.as("left"))
        .to("out");
    stream.selectKey((k, v) -> v).leftJoin(two, (k, v) -> v, (v, w) -> v).groupByKey().count();
  }

  public static void globalStores(StreamsBuilder b) {
    b.addGlobalStore(store("one"), "g", Consumed.with(Serdes.String(), Serdes.String()), Keep::new);
    b.stream("in").to("out");
    b.addGlobalStore(store("two"), "g2", Consumed.<String, String>as("fed"), Keep::new);
    b.stream("in2").to("out2");
  }

  public static void globalBetween(StreamsBuilder b) {
    b.stream("in").groupByKey().count();
    b.globalTable("g");
    b.stream("in2").selectKey((k, v) -> v).groupByKey().count();
    b.globalTable("g2");
  }

  public static void globalAndReadOnlyStores(StreamsBuilder b) {
    Topology topology = b.build();
    topology.addGlobalStore(
        store("whole"),
        "whole-source",
        new StringDeserializer(),
        new StringDeserializer(),
        "g",
        "whole-keeper",
        Keep::new);
    topology.addSource("source", "in");
    topology.addProcessor("user", Keep::new, "source");
    topology.addReadOnlyStateStore(
        store("part"),
        "part-source",
        new StringDeserializer(),
        new StringDeserializer(),
        "p",
        "part-keeper",
        Keep::new);
    topology.connectProcessorAndStateStores("user", "part");
  }

  private static StoreBuilder<KeyValueStore<String, String>> store(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.String());
  }

  private static final class Keep implements Processor<String, String, Void, Void> {
    @Override
    public void process(Record<String, String> record) {}
  }
}
