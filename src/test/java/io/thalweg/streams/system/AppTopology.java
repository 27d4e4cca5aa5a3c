package io.thalweg.streams.system;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.Topology;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.state.KeyValueStore;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;

/** The applications under test; their topics and stores start with the name of the application. */
enum AppTopology {
  /** Records per key, in the store {@value #COUNTS}. */
  COUNT {
    @Override
    void add(KStream<String, Long> input, String app) {
      count(input, app);
    }
  },

  /**
   * Every path on which a record could get lost or doubled: passed through to {@code <app>-ids},
   * counted by key, and counted by group behind a repartition topic.
   */
  AUDIT {
    @Override
    void add(KStream<String, Long> input, String app) {
      input.to(app + "-ids", Produced.with(Serdes.String(), Serdes.Long()));
      count(input, app);
      input
          .groupBy((key, id) -> group(id), Grouped.with("by-group", Serdes.String(), Serdes.Long()))
          .count(store(GROUPS));
    }
  },

  /** The input as a global table, in the store {@value #COUNTS}. */
  GLOBAL {
    @Override
    Topology build(String app) {
      StreamsBuilder builder = new StreamsBuilder();
      builder.globalTable(input(app), Consumed.with(Serdes.String(), Serdes.Long()), store(COUNTS));
      add(builder.stream(app + "-ids", Consumed.with(Serdes.String(), Serdes.Long())), app);
      return builder.build();
    }

    @Override
    void add(KStream<String, Long> input, String app) {
      input.to(output(app), Produced.with(Serdes.String(), Serdes.Long()));
    }
  };

  static final String COUNTS = "counts";
  static final String GROUPS = "groups";

  abstract void add(KStream<String, Long> input, String app);

  Topology build(String app) {
    StreamsBuilder builder = new StreamsBuilder();
    add(builder.stream(input(app), Consumed.with(Serdes.String(), Serdes.Long())), app);
    return builder.build();
  }

  static String input(String app) {
    return app + "-in";
  }

  static String output(String app) {
    return app + "-counts";
  }

  static String changelog(String app, String store) {
    return app + "-" + store + "-changelog";
  }

  static String group(long id) {
    return "group-" + id % 97;
  }

  private static void count(KStream<String, Long> input, String app) {
    input
        .groupByKey(Grouped.with(Serdes.String(), Serdes.Long()))
        .count(store(COUNTS))
        .toStream()
        .to(output(app), Produced.with(Serdes.String(), Serdes.Long()));
  }

  private static Materialized<String, Long, KeyValueStore<Bytes, byte[]>> store(String name) {
    return Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as(name)
        .withKeySerde(Serdes.String())
        .withValueSerde(Serdes.Long());
  }
}
