package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.stores.answer.VersionReads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The changelog of a versioned store of Kafka Streams, against ours after the same puts, and
 * restored into ours.
 */
class VersionedChangelogPeerTest {
  private static final long RETENTION = 1_000;

  @Test
  void changelogsAreEqualAndTheirsIsRestored(@TempDir Path directory) {
    Properties config = new Properties();
    config.put("application.id", "app");
    config.put("bootstrap.servers", "none:1");
    config.put("state.dir", directory.resolve("theirs").toString());
    Random random = new Random(3);
    try (TopologyTestDriver driver = new TopologyTestDriver(topology(), config);
        Harness ours =
            new Harness(
                VersionedPeerTest.spec(RETENTION, 100),
                directory.resolve("ours"),
                Harness.config(1 << 20, true))) {
      TestInputTopic<String, String> input =
          driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
      VersionedKeyValueStore<String, String> store = ours.store();
      for (int i = 0; i < 3_000; i++) {
        String key = "k" + random.nextInt(20);
        @Nullable String value = random.nextInt(5) == 0 ? null : "v" + i;
        long time = Math.max(0, i - random.nextInt(1_300));
        input.pipeInput(key, value, time);
        store.put(key, value, time);
      }
      ours.commit();
      List<ConsumerRecord<byte[], byte[]>> theirs = theirs(driver);
      assertEquals(shown(theirs), shown(ours.changelog));
      restored(theirs, ours, directory);
    }
  }

  private static void restored(
      List<ConsumerRecord<byte[], byte[]>> theirs, Harness ours, Path directory) {
    try (Harness restored =
        new Harness(
            VersionedPeerTest.spec(RETENTION, 100),
            directory.resolve("restored"),
            Harness.config(1 << 20, true))) {
      for (int from = 0; from < theirs.size(); from += 500) {
        List<ConsumerRecord<byte[], byte[]>> batch =
            theirs.subList(from, Math.min(theirs.size(), from + 500));
        restored.state().restore(Harness.CHANGELOG, batch, from + batch.size());
      }
      for (int i = 0; i < 20; i++) {
        assertEquals(versions(ours, "k" + i), versions(restored, "k" + i));
      }
    }
  }

  private static List<String> versions(Harness harness, String key) {
    VersionReads<String, String> reads = harness.state().readView("s").versioned();
    return VersionedPeerTest.ours(reads.versions(key, Long.MIN_VALUE, Long.MAX_VALUE, true));
  }

  private static Topology topology() {
    Topology topology = new Topology();
    topology.addSource("source", new StringDeserializer(), new StringDeserializer(), "in");
    topology.addProcessor("puts", Puts::new, "source");
    topology.addStateStore(
        Stores.versionedKeyValueStoreBuilder(
            Stores.persistentVersionedKeyValueStore("s", Duration.ofMillis(RETENTION)),
            Serdes.String(),
            Serdes.String()),
        "puts");
    return topology;
  }

  /** Puts each record. */
  private static final class Puts extends ContextualProcessor<String, String, Void, Void> {
    @Override
    public void process(Record<String, String> record) {
      org.apache.kafka.streams.state.VersionedKeyValueStore<String, String> store =
          context().getStateStore("s");
      store.put(record.key(), record.value(), record.timestamp());
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> theirs(TopologyTestDriver driver) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record :
        driver
            .createOutputTopic(
                "app-s-changelog", new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList()) {
      records.add(
          new ConsumerRecord<>(
              Harness.CHANGELOG.topic(),
              Harness.CHANGELOG.partition(),
              records.size(),
              record.timestamp(),
              TimestampType.CREATE_TIME,
              0,
              0,
              record.key(),
              record.value(),
              new RecordHeaders(),
              Optional.empty()));
    }
    return records;
  }

  private static List<String> shown(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(record -> text(record.key()) + "=" + text(record.value()) + "@" + record.timestamp())
        .toList();
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
