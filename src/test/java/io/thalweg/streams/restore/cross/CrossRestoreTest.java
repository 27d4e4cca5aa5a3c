package io.thalweg.streams.restore.cross;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.thalweg.streams.restore.cross.kafkastreams.Kinds;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task with a store of each kind: one library fills the stores, the other restores them from
 * their changelogs. All reads must give the same, and the changelogs must be equal byte for byte.
 */
@WithKafka
class CrossRestoreTest {
  private static final List<String> NAMES = List.copyOf(Kinds.all().keySet());

  /** What a store held when it was filled, and when it was restored, and its changelog. */
  private record Crossing(
      Map<String, List<String>> filled,
      Map<String, List<String>> restored,
      Map<String, List<String>> changelogs) {}

  @TestFactory
  Stream<DynamicTest> whenOneLibraryFilledAStoreThenTheOtherRestoresIt(
      KafkaCluster kafka, @TempDir Path directory) throws Exception {
    Crossing toOurs = fromKafkaStreams(kafka, directory);
    Crossing toTheirs = fromThalweg(kafka, directory);
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : NAMES) {
      tests.add(
          DynamicTest.dynamicTest(
              name + " from Kafka Streams to Thalweg", () -> check(name, toOurs)));
      tests.add(
          DynamicTest.dynamicTest(
              name + " from Thalweg to Kafka Streams", () -> check(name, toTheirs)));
      tests.add(
          DynamicTest.dynamicTest(
              name + " has the same changelog",
              () ->
                  assertEquals(
                      lines(toOurs.changelogs(), name), lines(toTheirs.changelogs(), name))));
    }
    return tests.stream();
  }

  private static void check(String name, Crossing crossing) {
    assertFalse(crossing.filled().get(name).isEmpty());
    assertEquals(lines(crossing.filled(), name), lines(crossing.restored(), name));
  }

  private static String lines(Map<String, List<String>> by, String name) {
    return String.join("\n", by.get(name));
  }

  private static Crossing fromKafkaStreams(KafkaCluster kafka, Path directory) throws Exception {
    String application = kafka.uniqueName("from-theirs");
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (int i = 0; i < Operation.ALL.size(); i++) {
      for (String name : NAMES) {
        long timestamp = Operation.ALL.get(i).timestamp();
        records.add(
            new ProducerRecord<>(application + "-input", 0, timestamp, name, String.valueOf(i)));
      }
    }
    Map<String, List<String>> filled = runTheirs(kafka, directory, application, records);
    Map<String, List<ConsumerRecord<byte[], byte[]>>> changelogs = changelogs(kafka, application);
    try (ThalwegTask task = new ThalwegTask(application, directory.resolve("ours"))) {
      task.restore(changelogs);
      return new Crossing(filled, task.dump(), text(changelogs));
    }
  }

  private static Crossing fromThalweg(KafkaCluster kafka, Path directory) throws Exception {
    String application = kafka.uniqueName("from-ours");
    kafka.createTopics(
        1, NAMES.stream().map(name -> ThalwegTask.topic(application, name)).toArray(String[]::new));
    Map<String, List<String>> filled;
    try (ThalwegTask task = new ThalwegTask(application, directory.resolve("ours"))) {
      task.apply(Operation.ALL);
      filled = task.dump();
      kafka.io().sendAll(new ByteArraySerializer(), new ByteArraySerializer(), task.commit());
    }
    return new Crossing(
        filled,
        runTheirs(kafka, directory, application, List.of()),
        text(changelogs(kafka, application)));
  }

  private static Map<String, List<String>> runTheirs(
      KafkaCluster kafka,
      Path directory,
      String application,
      List<ProducerRecord<String, String>> operations)
      throws Exception {
    String input = application + "-input";
    kafka.createTopic(input, 1);
    List<ProducerRecord<String, String>> records = new ArrayList<>(operations);
    long end = Operation.BASE_MS + Operation.SPAN_MS;
    records.add(new ProducerRecord<>(input, 0, end, KafkaStreamsApplication.DUMP, ""));
    kafka.io().sendAll(new StringSerializer(), new StringSerializer(), records);
    Path state = Files.createDirectories(directory.resolve(application));
    return new KafkaStreamsApplication()
        .run(
            Map.of(
                "application.id",
                application,
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "state.dir",
                state.toString(),
                "commit.interval.ms",
                100,
                "session.timeout.ms",
                10_000),
            input);
  }

  private static Map<String, List<ConsumerRecord<byte[], byte[]>>> changelogs(
      KafkaCluster kafka, String application) {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> changelogs = new HashMap<>();
    for (String name : NAMES) {
      changelogs.put(
          name,
          kafka
              .io()
              .readAll(
                  ThalwegTask.topic(application, name),
                  new ByteArrayDeserializer(),
                  new ByteArrayDeserializer()));
    }
    return changelogs;
  }

  private static Map<String, List<String>> text(
      Map<String, List<ConsumerRecord<byte[], byte[]>>> changelogs) {
    Map<String, List<String>> text = new HashMap<>();
    changelogs.forEach(
        (name, records) -> text.put(name, records.stream().map(CrossRestoreTest::text).toList()));
    return text;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    HexFormat hex = HexFormat.of();
    String value = record.value() == null ? "null" : hex.formatHex(record.value());
    return hex.formatHex(record.key())
        + "="
        + value
        + "@"
        + record.timestamp()
        + Arrays.toString(record.headers().toArray());
  }
}
