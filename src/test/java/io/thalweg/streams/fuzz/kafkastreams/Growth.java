package io.thalweg.streams.fuzz.kafkastreams;

import io.thalweg.streams.fuzz.Outcome;
import io.thalweg.streams.fuzz.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A topology that grows: what there is to build on, and the choices yet to come. */
final class Growth {
  final StreamsBuilder builder;
  final Random random;

  private final List<KStream<String, String>> streams = new ArrayList<>();
  private final List<KTable<String, String>> tables = new ArrayList<>();
  private final List<KStream<String, String>> updates = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final StringBuilder recipe = new StringBuilder();
  private GlobalKTable<String, String> global;
  private final String prefix;
  private int names;

  Growth(StreamsBuilder builder, Random random, String prefix) {
    this.builder = builder;
    this.random = random;
    this.prefix = prefix;
    stream(Script.STREAM_TOPICS.get(0));
  }

  String recipe() {
    return recipe.toString();
  }

  List<String> outputs() {
    return outputs;
  }

  void say(String line) {
    recipe.append(line).append('\n');
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** A stream there is, or at times a new one. */
  KStream<String, String> anyStream() {
    if (oneIn(4)) {
      return stream(Script.STREAM_TOPICS.get(random.nextInt(Script.STREAM_TOPICS.size())));
    }
    int at = random.nextInt(streams.size());
    say("  on stream " + at);
    return streams.get(at);
  }

  private KStream<String, String> stream(String topic) {
    say("stream(" + topic + ") is stream " + streams.size());
    return add(builder.stream(prefix + topic));
  }

  /** A table there is, or at times a new one. */
  KTable<String, String> anyTable() {
    if (tables.isEmpty() || (tables.size() < 2 && oneIn(2))) {
      String topic = Script.TABLE_TOPICS.get(tables.size() % 2);
      boolean versioned = oneIn(6);
      say("table(" + topic + ") is table " + tables.size() + (versioned ? ", versioned" : ""));
      tables.add(
          versioned
              ? builder.table(
                  prefix + topic,
                  Materialized.<String, String>as(
                          Stores.persistentVersionedKeyValueStore(name("v"), Texts.ms(300)))
                      .withKeySerde(Serdes.String())
                      .withValueSerde(Serdes.String()))
              : oneIn(2) ? builder.table(prefix + topic, kept()) : builder.table(prefix + topic));
      return tables.get(tables.size() - 1);
    }
    int at = random.nextInt(tables.size());
    say("  on table " + at);
    return tables.get(at);
  }

  GlobalKTable<String, String> global() {
    if (global == null) {
      say("globalTable(" + Script.GLOBAL_TOPIC + ")");
      global = builder.globalTable(prefix + Script.GLOBAL_TOPIC);
    }
    return global;
  }

  KStream<String, String> add(KStream<String, String> stream) {
    streams.add(stream);
    return stream;
  }

  /** Notes what a move made. */
  void made(String what, KStream<String, String> stream) {
    say(what + " is stream " + streams.size());
    add(stream);
  }

  /** Notes what a move made. */
  void made(String what, KTable<String, String> table) {
    say(what + " is table " + tables.size());
    tables.add(table);
  }

  /** Notes updates to be seen, but not built on. */
  void madeUpdates(String what, KStream<String, String> stream) {
    say(what + " are updates " + updates.size());
    updates.add(stream);
  }

  String name(String prefix) {
    return prefix + names++;
  }

  Named named() {
    return Named.as(name("node"));
  }

  /** How a table is kept, with all choices there are. */
  Materialized<String, String, KeyValueStore<Bytes, byte[]>> kept() {
    Materialized<String, String, KeyValueStore<Bytes, byte[]>> options =
        oneIn(3)
            ? Materialized.with(Serdes.String(), Serdes.String())
            : oneIn(3)
                ? Materialized.as(Stores.inMemoryKeyValueStore(name("memory")))
                : Materialized.as(name("store"));
    return options(options);
  }

  /** The same choices for stores of any kind. */
  <S extends StateStore> Materialized<String, String, S> options(
      Materialized<String, String, S> options) {
    options.withKeySerde(Serdes.String()).withValueSerde(Serdes.String());
    if (oneIn(3)) {
      options.withCachingDisabled();
    } else if (oneIn(2)) {
      options.withCachingEnabled();
    }
    if (oneIn(5)) {
      options.withLoggingDisabled();
    }
    return options;
  }

  <S extends StateStore> Materialized<String, String, S> keptAs(boolean namedStore) {
    return options(
        namedStore
            ? Materialized.<String, String, S>as(name("store"))
            : Materialized.with(Serdes.String(), Serdes.String()));
  }

  Grouped<String, String> grouped() {
    return oneIn(2)
        ? Grouped.with(Serdes.String(), Serdes.String())
        : Grouped.with(name("group"), Serdes.String(), Serdes.String());
  }

  /** Lets much be seen: the newest in any case. */
  void finish() {
    for (int i = tables.size() - 1; i >= 0; i--) {
      if (i == tables.size() - 1 || oneIn(2)) {
        output(tables.get(i).toStream(), Outcome.UPDATES);
      }
    }
    updates.forEach(stream -> output(stream, Outcome.UPDATES));
    for (int i = streams.size() - 1; i >= 0; i--) {
      if (i == streams.size() - 1 || oneIn(2)) {
        output(streams.get(i), Outcome.RECORDS);
      }
    }
  }

  private void output(KStream<String, String> stream, String kind) {
    String topic = prefix + kind + outputs.size();
    outputs.add(topic);
    stream.to(topic);
  }
}
