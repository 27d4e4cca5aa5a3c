package io.thalweg.streams.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.fuzz.kafkastreams.DriverRun;
import io.thalweg.streams.fuzz.thalweg.Grown;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.KafkaIo;
import io.thalweg.streams.testing.WithKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random topologies with input in four partitions, run by two instances: the final results must be
 * those of Kafka Streams' test driver, which has one partition and one thread.
 *
 * <p>{@code -Dthalweg.fuzz.clusters=} says how many, {@code -Dthalweg.fuzz.seed=} where to begin.
 */
@WithKafka
class ClusterFuzzTest {
  private static final int PARTITIONS = 4;
  private static final int RECORDS = 200;

  @TempDir Path folder;

  @Test
  void twoInstancesSettleWhereOneDriverDoes(KafkaCluster kafka, KafkaIo topics) throws Exception {
    long first = Long.getLong("thalweg.fuzz.seed", 1);
    int count = Integer.getInteger("thalweg.fuzz.clusters", 6);
    for (long seed = first; seed < first + count; seed++) {
      Path here = Files.createDirectory(folder.resolve("" + seed));
      Setup setup = Setup.settled(seed, here, kafka.uniqueName("fuzz") + "-");
      // an application reads global tables to their end before it starts
      Script script = Script.random(seed, RECORDS).globalFirst();
      Outcome model = DriverRun.of(setup, script);
      SortedMap<String, List<String>> expected = new TreeMap<>();
      model.records().forEach((topic, lines) -> expected.put(topic, settled(topic, lines)));
      assertEquals("done", model.end(), () -> "the model of\n" + model.recipe());
      feed(kafka, topics, setup, script);
      assertEquals(
          text(expected),
          text(run(kafka, topics, setup, expected)),
          () -> "seed " + setup.seed() + "\n" + model.recipe());
    }
  }

  private static void feed(KafkaCluster kafka, KafkaIo client, Setup setup, Script script) {
    for (List<String> topics :
        List.of(Script.STREAM_TOPICS, Script.TABLE_TOPICS, List.of(Script.GLOBAL_TOPIC))) {
      topics.forEach(topic -> kafka.createTopic(setup.prefix() + topic, PARTITIONS));
    }
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (Script.Step step : script.steps()) {
      if (step instanceof Script.Pipe pipe) {
        ProducerRecord<String, String> record =
            new ProducerRecord<>(
                setup.prefix() + pipe.topic(), null, pipe.timestamp(), pipe.key(), pipe.value());
        String header = pipe.header();
        if (header != null) {
          record.headers().add("h", header.getBytes(StandardCharsets.UTF_8));
        }
        records.add(record);
      }
    }
    client.sendAll(new StringSerializer(), new StringSerializer(), records);
  }

  /** Runs two instances until the results are as expected, or no longer change. */
  private SortedMap<String, List<String>> run(
      KafkaCluster kafka, KafkaIo client, Setup setup, SortedMap<String, List<String>> expected)
      throws Exception {
    expected.keySet().forEach(topic -> kafka.createTopic(topic, PARTITIONS));
    List<KafkaStreams> instances = List.of(start(kafka, setup, "one"), start(kafka, setup, "two"));
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> results(client, expected).equals(expected));
    } catch (ConditionTimeoutException e) {
      return results(client, expected);
    } finally {
      instances.forEach(KafkaStreams::close);
    }
    return results(client, expected);
  }

  private static KafkaStreams start(KafkaCluster kafka, Setup setup, String instance)
      throws Grown.Refused {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, setup.prefix() + "app");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, setup.folder().resolve(instance).toString());
    properties.put(StreamsConfig.CLIENT_ID_CONFIG, instance);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    properties.put("auto.offset.reset", "earliest");
    if (setup.configuration().nextInt(2) == 0) {
      properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    }
    KafkaStreams streams = new KafkaStreams(Grown.of(setup, properties).topology(), properties);
    streams.start();
    return streams;
  }

  private static SortedMap<String, List<String>> results(
      KafkaIo client, SortedMap<String, List<String>> expected) {
    SortedMap<String, List<String>> results = new TreeMap<>();
    for (String topic : expected.keySet()) {
      List<String> lines = new ArrayList<>();
      for (ConsumerRecord<String, String> record :
          client.readAll(topic, new StringDeserializer(), new StringDeserializer())) {
        lines.add(record.key() + "=" + record.value() + "@" + record.timestamp());
      }
      results.put(topic, settled(topic, lines));
    }
    return results;
  }

  /** Of updates the last of each key that stands, of records all; sorted, without headers. */
  private static List<String> settled(String topic, List<String> lines) {
    List<String> settled = new ArrayList<>();
    if (topic.contains(Outcome.RECORDS)) {
      lines.forEach(line -> settled.add(line.replaceAll(" .*", "")));
    } else {
      SortedMap<String, String> last = new TreeMap<>();
      for (String line : lines) {
        int equals = line.indexOf('=');
        last.put(line.substring(0, equals), line.substring(equals + 1).replaceAll("@.*", ""));
      }
      last.values().removeIf("null"::equals);
      last.forEach((key, value) -> settled.add(key + "=" + value));
    }
    Collections.sort(settled);
    return settled;
  }

  private static String text(SortedMap<String, List<String>> results) {
    StringBuilder text = new StringBuilder();
    results.forEach((topic, lines) -> text.append(topic).append('\n').append(lines).append('\n'));
    return text.toString();
  }
}
