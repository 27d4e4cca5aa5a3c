package io.thalweg.streams.driver.kafkastreams;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Aggregator;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.ValueJoiner;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** Feeds a topology of tables and notes what comes out, what its functions are called with. */
final class TableRun {
  private final Transcript seen;
  private final Properties config = new Properties();

  TableRun(Transcript seen) {
    this.seen = seen;
    config.put("default.key.serde", Serdes.StringSerde.class);
    config.put("default.value.serde", Serdes.StringSerde.class);
    config.put("statestore.cache.max.bytes", 0);
  }

  TableRun with(String key, Object value) {
    config.put(key, value);
    return this;
  }

  /** Notes a call of a function of the topology. */
  void called(String what) {
    seen.note("    " + what);
  }

  /** Joins two values with a plus. */
  ValueJoiner<String, String, String> joiner() {
    return (left, right) -> {
      called("join " + left + ", " + right);
      return left + "+" + right;
    };
  }

  /** Puts a sign and the value behind an aggregate; a value that ends so makes it null. */
  Aggregator<String, String, String> appending(String sign, String end) {
    return (key, value, aggregate) -> {
      called(sign + " " + key + ", " + value + ", " + aggregate);
      return value.endsWith(end) ? null : aggregate + sign + value;
    };
  }

  /** Groups by a value's first letter: N makes no pair, K no key, V no value. */
  KTable<String, String> grouped(KTable<String, String> table) {
    return table
        .groupBy(
            (key, value) -> {
              called("select " + key + ", " + value);
              return switch (value.charAt(0)) {
                case 'N' -> null;
                case 'K' -> KeyValue.<String, String>pair(null, value);
                case 'V' -> KeyValue.<String, String>pair("v", null);
                default -> KeyValue.pair(value.substring(0, 1), value);
              };
            })
        .aggregate(() -> "", appending("+", "!"), appending("-", "?"));
  }

  /** A store of that name with versions of the last second. */
  static <V> Materialized<String, V, KeyValueStore<Bytes, byte[]>> history(String name) {
    return Materialized.as(Stores.persistentVersionedKeyValueStore(name, Duration.ofSeconds(1)));
  }

  /** Pipes inputs, each "topic key value timestamp", and notes everything but changelogs. */
  void run(Consumer<StreamsBuilder> topology, String... inputs) {
    StreamsBuilder builder = new StreamsBuilder();
    topology.accept(builder);
    try (TopologyTestDriver driver =
        new TopologyTestDriver(builder.build(config), config, Instant.EPOCH)) {
      for (String input : inputs) {
        seen.note(input);
        String[] parts = input.split(" ");
        TopicScripts.input(driver, parts[0])
            .pipeInput(absent(parts[1]), absent(parts[2]), Long.parseLong(parts[3]));
        outputs(driver);
      }
      new TreeMap<>(driver.getAllStateStores()).forEach(this::contents);
      dropped(driver.metrics());
    }
  }

  private static String absent(String text) {
    return text.equals("null") ? null : text;
  }

  private void outputs(TopologyTestDriver driver) {
    for (String topic : new TreeSet<>(driver.producedTopicNames())) {
      if (!topic.endsWith("-changelog")) {
        for (TestRecord<byte[], byte[]> record :
            driver
                .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()) {
          seen.note(
              "  "
                  + name(topic)
                  + " "
                  + text(record.key())
                  + "="
                  + text(record.value())
                  + "@"
                  + record.timestamp());
        }
      }
    }
  }

  private static String name(String topic) {
    return topic.contains("-repartition") ? "repartition" : topic;
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, ISO_8859_1);
  }

  private void contents(String name, StateStore store) {
    if (store instanceof TimestampedKeyValueStore<?, ?> rows) {
      StringBuilder text = new StringBuilder("store " + name);
      try (KeyValueIterator<?, ?> all = rows.all()) {
        all.forEachRemaining(
            row ->
                text.append(' ')
                    .append(row.key instanceof byte[] ? "bytes" : row.key)
                    .append('=')
                    .append(row.value));
      }
      seen.note(text.toString());
    }
  }

  private void dropped(Map<?, ? extends org.apache.kafka.common.Metric> metrics) {
    double dropped = 0;
    for (org.apache.kafka.common.Metric metric : metrics.values()) {
      if (metric.metricName().name().equals("dropped-records-total")) {
        dropped += (Double) metric.metricValue();
      }
    }
    seen.note("dropped " + dropped);
  }
}
