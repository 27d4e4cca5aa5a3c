package io.thalweg.streams.fuzz.kafkastreams;

import io.thalweg.streams.fuzz.Outcome;
import io.thalweg.streams.fuzz.Script;
import io.thalweg.streams.fuzz.Setup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.ValueTimestampHeaders;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;

/** Grows a topology, feeds it through the test driver, and says what came out. */
public final class DriverRun {
  private DriverRun() {}

  /** Runs one case. */
  public static Outcome of(Setup setup, Script script) {
    Properties properties = properties(setup);
    Grown grown;
    try {
      grown = Grown.of(setup, properties);
    } catch (Grown.Refused e) {
      return Outcome.refused(e.recipe(), "refused: " + name(e.why()));
    }
    return fed(setup, grown, properties, script);
  }

  private static Properties properties(Setup setup) {
    Random random = setup.configuration();
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "fuzz");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, setup.folder().toString());
    properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    if (random.nextInt(3) == 0) {
      properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    }
    if (random.nextInt(3) == 0) {
      properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
    }
    if (random.nextInt(4) != 0) {
      properties.put(
          StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
          org.apache.kafka.streams.state.BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
    }
    return properties;
  }

  private static Outcome fed(Setup setup, Grown grown, Properties properties, Script script) {
    SortedMap<String, List<String>> records = new TreeMap<>();
    SortedMap<String, List<String>> stores = new TreeMap<>();
    String description = grown.topology().describe().toString();
    String end = "done";
    try (TopologyTestDriver driver =
        new TopologyTestDriver(grown.topology(), properties, Instant.ofEpochMilli(0))) {
      int at = 0;
      try {
        for (Script.Step step : script.steps()) {
          feed(driver, setup.prefix(), step);
          at++;
        }
      } catch (RuntimeException e) {
        end = "step " + at + ": " + name(e);
      }
      for (String topic : grown.outputs()) {
        records.put(topic, output(driver, topic));
      }
      boolean closes = grown.recipe().contains(CloseMoves.AT_CLOSE);
      driver.getAllStateStores().forEach((name, store) -> stores.put(name, rows(store, closes)));
      return new Outcome(
          grown.recipe(), description, records, stores, driver.producedTopicNames(), end);
    } catch (RuntimeException e) {
      return new Outcome(
          grown.recipe(), description, records, stores, Set.of(), "driver: " + name(e));
    }
  }

  private static void feed(TopologyTestDriver driver, String prefix, Script.Step step) {
    if (step instanceof Script.Wait wait) {
      driver.advanceWallClockTime(Duration.ofMillis(wait.ms()));
    } else if (step instanceof Script.Pipe pipe) {
      TestInputTopic<String, String> topic;
      try {
        topic =
            driver.createInputTopic(
                prefix + pipe.topic(), new StringSerializer(), new StringSerializer());
        RecordHeaders headers = new RecordHeaders();
        String header = pipe.header();
        if (header != null) {
          headers.add("h", header.getBytes(StandardCharsets.UTF_8));
        }
        topic.pipeInput(new TestRecord<>(pipe.key(), pipe.value(), headers, pipe.timestamp()));
      } catch (IllegalArgumentException e) {
        if (!String.valueOf(e.getMessage()).contains("opic")) {
          throw e;
        }
        // a topic that this topology does not read
      }
    }
  }

  private static List<String> output(TopologyTestDriver driver, String topic) {
    List<String> lines = new ArrayList<>();
    for (TestRecord<String, String> record :
        driver
            .createOutputTopic(topic, new StringDeserializer(), new StringDeserializer())
            .readRecordsToList()) {
      StringBuilder line = new StringBuilder();
      line.append(record.key()).append('=').append(record.value()).append('@');
      line.append(record.timestamp());
      for (Header header : record.headers()) {
        line.append(' ').append(header.key()).append(':');
        line.append(new String(header.value(), StandardCharsets.UTF_8));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /**
   * What a store has. Where Kafka Streams keeps windows in order of time, for results that come
   * when they close, scans over all keys have another order than ours.
   */
  private static List<String> rows(StateStore store, boolean anyOrder) {
    List<String> rows = new ArrayList<>();
    if (store instanceof KeyValueStore<?, ?> keyed) {
      collect(keyed.all(), rows);
    } else if (store instanceof WindowStore<?, ?> windows) {
      collect(windows.fetchAll(0L, Long.MAX_VALUE), rows); // all() shows expired rows at times
    } else if (store instanceof SessionStore<?, ?> sessions) {
      collect(sessions.fetch(null, null), rows);
    }
    if (anyOrder) {
      Collections.sort(rows);
    }
    return rows;
  }

  private static <K, V> void collect(KeyValueIterator<K, V> iterator, List<String> rows) {
    try (iterator) {
      while (iterator.hasNext()) {
        var row = iterator.next();
        String key = row.key instanceof Windowed<?> windowed ? windowed.toString() : null;
        if (row.key instanceof String text) {
          key = text;
        }
        if (key != null) {
          rows.add(key + "=" + value(row.value));
        }
      }
    }
  }

  private static String value(Object stored) {
    if (stored instanceof ValueAndTimestamp<?> stamped) {
      return stamped.value() + "@" + stamped.timestamp();
    }
    // how a store of a join is wrapped is its own business
    return String.valueOf(
        stored instanceof ValueTimestampHeaders<?> headed ? headed.value() : stored);
  }

  private static String name(RuntimeException e) {
    return e.getClass().getSimpleName();
  }
}
