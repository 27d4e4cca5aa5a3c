package io.thalweg.streams.differential;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both libraries tell a restore listener the same. */
@WithKafka
class RestoreListenerPeerTest {
  private static final int KEYS = 200;

  @Test
  void whenStartedFreshAgainAndWithoutStateThenTheListenerIsToldTheSame(
      KafkaCluster kafka, @TempDir Path folder) {
    List<String> expected =
        threeRuns(
            kafka,
            folder.resolve("ks"),
            io.thalweg.streams.differential.kafkastreams.ListenedCount::new);
    List<String> actual =
        threeRuns(
            kafka,
            folder.resolve("ours"),
            io.thalweg.streams.differential.thalweg.ListenedCount::new);
    assertFalse(expected.isEmpty());
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  private static List<String> threeRuns(
      KafkaCluster kafka, Path folder, BiFunction<String, Properties, ListenedApp> library) {
    String name = kafka.uniqueName("listened");
    kafka.createTopic(name + "-in", 2);
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      records.add(new ProducerRecord<>(name + "-in", i % 2, "key-" + i, "v"));
    }
    kafka.io().sendAll(new StringSerializer(), new StringSerializer(), records);
    List<String> told = new ArrayList<>();
    for (String state : List.of("first", "first", "second")) {
      Properties config = new Properties();
      config.put("application.id", name);
      config.put("bootstrap.servers", kafka.bootstrapServers());
      config.put("state.dir", folder.resolve(state).toString());
      config.put("commit.interval.ms", "100");
      try (ListenedApp app = library.apply(name + "-in", config)) {
        await("all is counted and logged")
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(200))
            .until(() -> app.running() && logged(kafka, name) == KEYS);
        told.add(state + ": " + app.events() + " " + app.lags());
      }
    }
    return told;
  }

  private static int logged(KafkaCluster kafka, String name) {
    return kafka
        .io()
        .readAll(name + "-counts-changelog", new StringDeserializer(), new LongDeserializer())
        .size();
  }
}
