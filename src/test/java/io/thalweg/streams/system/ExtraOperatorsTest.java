package io.thalweg.streams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.KeyValue;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.Topology;
import io.thalweg.streams.kstream.Consumed;
import io.thalweg.streams.kstream.Grouped;
import io.thalweg.streams.kstream.JoinWindows;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Materialized;
import io.thalweg.streams.kstream.Produced;
import io.thalweg.streams.kstream.StreamJoined;
import io.thalweg.streams.kstream.TimeWindows;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.KafkaIo;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that Kafka Streams has not, on a broker: what they emit, and what a restart knows. */
@WithKafka
class ExtraOperatorsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** An application that reads "in" and writes "out" and "side", started as often as need be. */
  private static final class Run implements AutoCloseable {
    private final KafkaIo io;
    private final String app;
    private final Topology topology;
    private final Properties config;
    private Local local;

    Run(KafkaCluster kafka, Path folder, BiConsumer<StreamsBuilder, String> recipe, String more) {
      app = kafka.uniqueName("extra");
      kafka.createTopics(
          List.of("-in", "-right", "-out", "-side").stream()
              .map(suffix -> new NewTopic(app + suffix, 1, (short) 1))
              .toList());
      io = new KafkaIo(kafka.bootstrapServers());
      config = Local.config(kafka, app, folder);
      for (String setting : more.split(",")) {
        config.put(setting.split("=")[0], setting.split("=")[1]);
      }
      StreamsBuilder builder = new StreamsBuilder();
      recipe.accept(builder, app);
      topology = builder.build();
      local = start();
    }

    private Local start() {
      Local started = Local.start(topology, config);
      started.awaitState(KafkaStreams.State.RUNNING);
      return started;
    }

    /** Stops it and starts it again, with its files or from changelogs alone. */
    void restart(Path otherFolder) {
      local.close();
      config.put("state.dir", otherFolder.toString());
      local = start();
    }

    Run send(String topic, String key, String value, long time) {
      io.sendAll(
          new StringSerializer(),
          new StringSerializer(),
          List.of(new ProducerRecord<>(app + topic, 0, time, key, value)));
      return this;
    }

    List<String> read(String topic, int count) {
      return io
          .readAtLeast(
              count,
              Duration.ofSeconds(60),
              app + topic,
              new StringDeserializer(),
              new StringDeserializer())
          .stream()
          .map(ExtraOperatorsTest::text)
          .toList();
    }

    @Override
    public void close() {
      local.close();
      io.close();
    }
  }

  private static String text(ConsumerRecord<String, String> record) {
    return record.key() + "=" + record.value() + "@" + record.timestamp();
  }

  private static Consumed<String, String> consumed() {
    return Consumed.with(Serdes.String(), Serdes.String());
  }

  private static Produced<String, String> produced() {
    return Produced.with(Serdes.String(), Serdes.String());
  }

  private static void deduplicated(StreamsBuilder builder, String app) {
    Materialized<String, Long, WindowStore<Bytes, byte[]>> ids =
        Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("ids")
            .withKeySerde(Serdes.String());
    builder.stream(app + "-in", consumed())
        .deduplicate((key, value) -> value, Duration.ofHours(1), ids)
        .to(app + "-out", produced());
  }

  @ParameterizedTest
  @ValueSource(strings = {"at_least_once", "exactly_once_v2"})
  void idsAreKnownAfterARestartWithoutFiles(
      String guarantee, KafkaCluster kafka, @TempDir Path one, @TempDir Path other) {
    long now = System.currentTimeMillis();
    try (Run run =
        new Run(
            kafka, one, ExtraOperatorsTest::deduplicated, "processing.guarantee=" + guarantee)) {
      run.send("-in", "a", "x", now).send("-in", "a", "x", now + 1).send("-in", "b", "y", now + 2);
      assertEquals(List.of("a=x@" + now, "b=y@" + (now + 2)), run.read("-out", 2));
      run.restart(other);
      run.send("-in", "c", "x", now + 3).send("-in", "c", "z", now + 4);
      assertEquals(
          List.of("a=x@" + now, "b=y@" + (now + 2), "c=z@" + (now + 4)), run.read("-out", 3));
    }
  }

  private static void counted(StreamsBuilder builder, String app) {
    builder.stream(app + "-in", consumed())
        .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
        .count(
            Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("rows")
                .withKeySerde(Serdes.String())
                .withTimeToLive(SECOND))
        .toStream()
        .mapValues(String::valueOf)
        .to(app + "-out", produced());
  }

  @ParameterizedTest
  @ValueSource(strings = {"at_least_once", "exactly_once_v2"})
  void rowsThatAreDueAreRemovedAfterARestartWithoutFiles(
      String guarantee, KafkaCluster kafka, @TempDir Path one, @TempDir Path other) {
    long now = System.currentTimeMillis();
    try (Run run =
        new Run(kafka, one, ExtraOperatorsTest::counted, "processing.guarantee=" + guarantee)) {
      run.send("-in", "a", "x", now)
          .send("-in", "b", "x", now + 500)
          .send("-in", "b", "x", now + 900);
      assertEquals(3, run.read("-out", 3).size());
      run.restart(other);
      run.send("-in", "c", "x", now + 1600).send("-in", "a", "x", now + 1700);
      assertEquals(
          List.of("a=null@" + (now + 1000), "c=1@" + (now + 1600), "a=1@" + (now + 1700)),
          run.read("-out", 6).subList(3, 6));
    }
  }

  @Test
  void theChangelogEndsWithATombstone(KafkaCluster kafka, @TempDir Path folder) {
    long now = System.currentTimeMillis();
    try (Run run =
        new Run(kafka, folder, ExtraOperatorsTest::counted, "thalweg.changelog.dedup=false")) {
      run.send("-in", "a", "x", now).send("-in", "c", "x", now + 1000);
      String changelog = "-rows-changelog";
      List<String> records = run.read(changelog, 3);
      assertEquals("a=null@" + (now + 1000), records.get(1));
    }
  }

  private static void late(StreamsBuilder builder, String app) {
    builder.stream(app + "-in", consumed())
        .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
        .windowedBy(TimeWindows.ofSizeWithNoGrace(SECOND))
        .withLateRecords(late -> late.to(app + "-side", produced()))
        .count()
        .toStream()
        .map((key, count) -> KeyValue.pair(key.key(), String.valueOf(count)))
        .to(app + "-out", produced());
  }

  @Test
  void lateRecordsComeOutOnTheirOwn(KafkaCluster kafka, @TempDir Path folder) {
    long now = System.currentTimeMillis() / 1000 * 1000;
    try (Run run = new Run(kafka, folder, ExtraOperatorsTest::late, "num.stream.threads=1")) {
      run.send("-in", "a", "x", now).send("-in", "a", "y", now + 1000).send("-in", "a", "z", now);
      assertEquals(List.of("a=z@" + now), run.read("-side", 1));
      assertEquals(List.of("a=1@" + now, "a=1@" + (now + 1000)), run.read("-out", 2));
    }
  }

  private static void joined(StreamsBuilder builder, String app) {
    KStream<String, String> right = builder.stream(app + "-right", consumed());
    builder.stream(app + "-in", consumed())
        .leftJoin(
            right,
            (one, two) -> one + "+" + two,
            JoinWindows.ofTimeDifferenceWithNoGrace(SECOND),
            StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String()))
        .to(app + "-out", produced());
  }

  @Test
  void aSilentInputLetsResultsComeOutIfAsked(KafkaCluster kafka, @TempDir Path folder) {
    long now = System.currentTimeMillis();
    try (Run run =
        new Run(kafka, folder, ExtraOperatorsTest::joined, "thalweg.idle.advance.ms=1500")) {
      run.send("-in", "a", "x", now);
      assertEquals(List.of("a=x+null@" + now), run.read("-out", 1));
      assertTrue(!run.local.failed());
    }
  }
}
