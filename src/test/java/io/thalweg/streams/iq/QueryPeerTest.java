package io.thalweg.streams.iq;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both libraries answer the same queries, of all types, to stores of all kinds, alike. */
@WithKafka
class QueryPeerTest {
  private static final List<ProducerRecord<String, String>> ROWS = rows();
  private static final List<String> STORES =
      List.of("kv-disk", "kv-memory", "tkv-memory", "dsl-count");
  private static final long LAST_OF_0 = 9;
  private static final long LAST_OF_1 = 3;

  /** An application of one of the libraries, not started. */
  private interface Library {
    Queried make(String input, String global, Properties config);
  }

  private static final Library KAFKA_STREAMS = io.thalweg.streams.iq.kafkastreams.QueriedRun::new;
  private static final Library THALWEG = io.thalweg.streams.iq.thalweg.QueriedRun::new;

  /** What stands before the answers to queries under conditions. */
  private record Transcript(List<String> everything, List<String> conditions) {}

  @Test
  void whenAskedEverythingThenBothAnswerAlike(KafkaCluster kafka, @TempDir Path folder) {
    String input = input(kafka);
    Transcript theirs = run(kafka, input, folder.resolve("ks"), KAFKA_STREAMS);
    Transcript ours = run(kafka, input, folder.resolve("ours"), THALWEG);
    assertTrue(theirs.everything.size() > 1500, "queries were asked");
    assertEquals(
        String.join("\n", expected(theirs.everything)), String.join("\n", ours.everything));
    assertEquals(String.join("\n", theirs.conditions), String.join("\n", ours.conditions));
  }

  /**
   * What Kafka Streams answers, but for two gaps: its stores with headers on disk answer nothing,
   * and should answer as those without headers; its versioned stores throw at queries of keys.
   */
  private static List<String> expected(List<String> theirs) {
    Map<String, String> answers = new LinkedHashMap<>();
    theirs.forEach(line -> answers.put(question(line), line.substring(question(line).length())));
    List<String> expected = new ArrayList<>();
    answers.forEach(
        (question, answer) -> {
          String like =
              question
                  .replaceFirst("^hkv-disk", "tkv-disk")
                  .replaceFirst("^hwin-disk", "twin-disk")
                  .replaceFirst("^hses-disk", "ses-disk");
          expected.add(
              question
                  + answers
                      .get(like)
                      .replace(
                          "throws UnsupportedOperationException",
                          "0: UNKNOWN_QUERY_TYPE; 1: UNKNOWN_QUERY_TYPE; "));
        });
    return expected;
  }

  private static String question(String line) {
    return line.substring(0, line.indexOf(": ") + 2);
  }

  private static Transcript run(KafkaCluster kafka, String input, Path folder, Library library) {
    Queried app = library.make(input, input + "-global", config(kafka, folder, 0));
    try (app) {
      assertEquals("throws StreamsNotStartedException", app.beforeStart());
      app.start();
      awaitInput(app);
      return new Transcript(app.everything(), app.conditions());
    } finally {
      assertEquals("throws StreamsStoppedException", app.afterClose());
    }
  }

  private static void awaitInput(Queried app) {
    await("all is processed, emitted and committed")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> app.running() && app.reached(0) == LAST_OF_0 && app.reached(1) == LAST_OF_1);
  }

  @Test
  void whenTwoInstancesHaveStandbysThenActivesSayHowFarTheyAreAndStandbysDoNot(
      KafkaCluster kafka, @TempDir Path folder) {
    String input = input(kafka);
    Map<String, String> theirs = standbys(kafka, input, folder.resolve("ks"), KAFKA_STREAMS);
    Map<String, String> ours = standbys(kafka, input, folder.resolve("ours"), THALWEG);
    assertEquals(lines(theirs), lines(ours));
  }

  /** The answers of the active and of the standby of a partition, whichever instance has it. */
  private static Map<String, String> standbys(
      KafkaCluster kafka, String input, Path folder, Library library) {
    Properties first = config(kafka, folder.resolve("first"), 1);
    Properties second = new Properties();
    second.putAll(first);
    second.put("state.dir", folder.resolve("second").toString());
    try (Queried one = library.make(input, input + "-global", first);
        Queried two = library.make(input, input + "-global", second)) {
      one.start();
      two.start();
      await("each partition has an active and a standby, and both have the rows")
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .until(() -> isComplete(one, two) && isComplete(two, one));
      Map<String, String> told = new TreeMap<>();
      for (String store : STORES) {
        for (Queried app : List.of(one, two)) {
          Map<Integer, String> required = app.active(store);
          Map<Integer, String> any = app.any(store);
          Map<Integer, String> bounded = app.bounded(store, 0, LAST_OF_0);
          any.forEach(
              (partition, answer) -> {
                boolean standby = required.get(partition).startsWith("NOT_ACTIVE");
                told.put(
                    store + " " + partition + (standby ? " standby" : " active"),
                    answer + ", required: " + required.get(partition));
                // of a cached store's failure Kafka Streams' standby tells no position
                told.put(
                    store + " " + partition + (standby ? " standby bounded" : " active bounded"),
                    bounded.get(partition).replaceFirst("BOUND at .*", "BOUND"));
              });
        }
      }
      return told;
    }
  }

  /** Whether one has the active where the other has the standby, with all rows. */
  private static boolean isComplete(Queried active, Queried standby) {
    for (String store : STORES) {
      Map<Integer, String> required = active.active(store);
      Map<Integer, String> there = standby.active(store);
      Map<Integer, String> stale = standby.any(store);
      for (int partition : List.of(0, 1)) {
        String answer = required.get(partition);
        String other = there.get(partition);
        if (answer == null || other == null || stale.get(partition) == null) {
          return false;
        }
        boolean here = !answer.startsWith("NOT_ACTIVE");
        if (here != other.startsWith("NOT_ACTIVE")) {
          return false; // on the move
        }
        String end = partition + "=" + (partition == 0 ? LAST_OF_0 : LAST_OF_1) + "}}";
        if (here && !(answer.endsWith(end) && rows(answer).equals(rows(stale.get(partition))))) {
          return false;
        }
      }
    }
    return true;
  }

  private static String rows(@Nullable String answer) {
    return answer == null ? "nothing" : answer.replaceFirst(" at .*", "");
  }

  @Test
  void whenStartedAgainThenPositionsAreThoseCommittedAlsoOfStoresInMemory(
      KafkaCluster kafka, @TempDir Path folder) {
    String input = input(kafka);
    Properties config = config(kafka, folder, 0);
    Map<Integer, String> before;
    try (Queried app = THALWEG.make(input, input + "-global", config)) {
      app.start();
      awaitInput(app);
      before = app.any("kv-memory");
    }
    try (Queried app = THALWEG.make(input, input + "-global", config)) {
      app.start();
      awaitInput(app);
      assertEquals(before, app.any("kv-memory"));
      assertEquals(before, app.any("kv-disk"));
      assertFalse(app.bounded("kv-memory", 0, LAST_OF_0).get(0).startsWith("NOT_UP_TO_BOUND"));
      assertTrue(app.bounded("kv-memory", 0, LAST_OF_0 + 1).get(0).startsWith("NOT_UP_TO_BOUND"));
    }
  }

  private static String lines(Map<String, String> told) {
    StringBuilder lines = new StringBuilder();
    told.forEach((what, answer) -> lines.append(what).append(": ").append(answer).append('\n'));
    return lines.toString();
  }

  private static Properties config(KafkaCluster kafka, Path folder, int standbys) {
    Properties config = new Properties();
    config.put("application.id", kafka.uniqueName("queried"));
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("state.dir", folder.toString());
    config.put("commit.interval.ms", "100");
    config.put("num.standby.replicas", String.valueOf(standbys));
    config.put("default.key.serde", Serdes.StringSerde.class.getName());
    config.put("default.value.serde", Serdes.StringSerde.class.getName());
    return config;
  }

  private static String input(KafkaCluster kafka) {
    String input = kafka.uniqueName("asked");
    kafka.createTopic(input, 2);
    kafka.createTopic(input + "-global", 1);
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (ProducerRecord<String, String> row : ROWS) {
      records.add(
          new ProducerRecord<>(
              input, row.partition(), row.timestamp(), row.key(), row.value(), row.headers()));
    }
    records.add(new ProducerRecord<>(input + "-global", 0, 100L, "a", "of all"));
    kafka.io().sendAll(new StringSerializer(), new StringSerializer(), records);
    return input;
  }

  private static List<ProducerRecord<String, String>> rows() {
    List<ProducerRecord<String, String>> rows = new ArrayList<>();
    rows.add(row(0, 100, "a", "a1"));
    rows.add(row(0, 101, "b", "b1"));
    rows.add(row(0, 102, "c", "c1"));
    rows.add(row(0, 103, "gone", "g1"));
    rows.add(row(0, 111, "a", "a2"));
    rows.add(row(0, 112, "d", "d1"));
    rows.add(row(0, 115, "gone", null));
    rows.add(row(0, 121, "a", "a3"));
    rows.add(row(0, 122, "b", "b2"));
    rows.add(row(0, 123, "e", "e1"));
    rows.add(row(1, 100, "p", "p1"));
    rows.add(row(1, 105, "q", "q1"));
    rows.add(row(1, 118, "c", "c9"));
    rows.add(row(1, 125, "p", "p2"));
    return rows;
  }

  private static ProducerRecord<String, String> row(
      int partition, long time, String key, @Nullable String value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("of", key.getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>("any", partition, time, key, value, headers);
  }
}
