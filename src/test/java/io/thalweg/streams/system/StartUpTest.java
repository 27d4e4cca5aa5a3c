package io.thalweg.streams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.testing.EmbeddedKafka;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that cannot start as it is, or not yet. */
@WithKafka
class StartUpTest {
  @Test
  void whenTheStateDirectoryCannotBeCreatedThenTheErrorNamesIt(
      KafkaCluster kafka, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "in the way");
    String app = kafka.uniqueName("no-state-dir");
    Properties config = Local.config(kafka, app, file.resolve("state"));
    StreamsException failure =
        assertThrows(
            StreamsException.class, () -> Local.create(AppTopology.COUNT.build(app), config));
    Local.assertSays(failure, file.resolve("state").toString());
  }

  @Test
  void whenASecondProcessUsesTheSameStateDirectoryThenItIsRefusedAndTheFirstGoesOn(
      KafkaCluster kafka, @TempDir Path folder) {
    App app = new App(kafka, AppTopology.COUNT, 2, App.AT_LEAST_ONCE, folder);
    Feed feed = new Feed(kafka, app.name(), 10, 3);
    try (Instance first = app.start("instance")) {
      first.awaitRunning();
      try (Instance second = app.start("instance")) {
        String failure = second.awaitException();
        assertTrue(failure.contains("StreamsException"), failure);
        assertTrue(failure.contains(app.stateDirectory("instance").toString()), failure);
      }
      feed.send(100);
      app.awaitCounts(feed, first);
      first.stop();
    }
  }

  @Test
  void whenTheSameApplicationStartsTwiceInOneProcessThenTheSecondIsRefused(
      KafkaCluster kafka, @TempDir Path folder) {
    App topics = new App(kafka, AppTopology.COUNT, 1, App.AT_LEAST_ONCE, folder);
    Properties config = Local.config(kafka, topics.name(), folder.resolve("shared"));
    try (Local first = Local.start(AppTopology.COUNT.build(topics.name()), config)) {
      first.awaitState(KafkaStreams.State.RUNNING);
      StreamsException failure =
          assertThrows(
              StreamsException.class,
              () -> Local.create(AppTopology.COUNT.build(topics.name()), config));
      Local.assertSays(failure, folder.resolve("shared").toString());
      assertEquals(KafkaStreams.State.RUNNING, first.streams.state());
    }
  }

  @Test
  void whenTheBrokerIsAwayAtStartThenTheInstanceWaitsForIt(@TempDir Path folder) {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      App topics = new App(kafka, AppTopology.COUNT, 2, App.AT_LEAST_ONCE, folder);
      Feed feed = new Feed(kafka, topics.name(), 10, 3);
      feed.send(200);
      kafka.stop();
      Properties config = Local.config(kafka, topics.name(), folder.resolve("state"));
      config.putAll(Map.of("retry.backoff.ms", "100", "reconnect.backoff.max.ms", "500"));
      try (Local local = Local.start(AppTopology.COUNT.build(topics.name()), config)) {
        Sleep.millis(3_000);
        assertNotEquals(KafkaStreams.State.RUNNING, local.streams.state());
        assertNotEquals(KafkaStreams.State.ERROR, local.streams.state());

        kafka.restart(1);
        local.awaitState(KafkaStreams.State.RUNNING);
        App.awaitSame("output", feed::counts, topics::lastOutput);
        assertFalse(local.failed());
      }
    }
  }

  @Test
  void whenTheBrokerIsKilledInTheMiddleThenTheInstanceGoesOnAfterIt(@TempDir Path folder) {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      App topics = new App(kafka, AppTopology.COUNT, 2, App.EXACTLY_ONCE, folder);
      Feed feed = new Feed(kafka, topics.name(), 10, 3);
      Properties config = Local.config(kafka, topics.name(), folder.resolve("state"));
      config.put("processing.guarantee", App.EXACTLY_ONCE);
      try (Local local = Local.start(AppTopology.COUNT.build(topics.name()), config)) {
        local.awaitState(KafkaStreams.State.RUNNING);
        feed.send(500);
        kafka.kill(1);
        Sleep.millis(1_000);
        kafka.restart(1);
        feed.send(500);
        App.awaitSame("output", feed::counts, topics::lastOutput);
        assertFalse(local.failed());
      }
    }
  }
}
