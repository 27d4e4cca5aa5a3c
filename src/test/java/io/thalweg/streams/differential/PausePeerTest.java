package io.thalweg.streams.differential;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What both libraries restore while paused: nothing. */
@WithKafka
class PausePeerTest {
  private static final int KEYS = 200;

  private static final Duration STANDSTILL = Duration.ofSeconds(2);
  private static final Pattern OFFSET_LAG = Pattern.compile("offsetLag=(\\d+)");

  private interface Library extends BiFunction<String, Properties, ListenedApp> {}

  @Test
  void whenPausedThenNeitherActiveNorStandbyTasksAreRestored(
      KafkaCluster kafka, @TempDir Path folder) {
    List<String> expected =
        run(
            kafka,
            folder.resolve("ks"),
            io.thalweg.streams.differential.kafkastreams.ListenedCount::new,
            false); // a paused standby that goes on ends the application: KS 4.3.1 fails there
    List<String> actual =
        run(
            kafka,
            folder.resolve("ours"),
            io.thalweg.streams.differential.thalweg.ListenedCount::new,
            true);
    assertEquals(4, expected.size());
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  private static List<String> run(
      KafkaCluster kafka, Path folder, Library library, boolean standbyGoesOn) {
    String name = kafka.uniqueName("paused");
    kafka.createTopic(name + "-in", 2);
    List<String> told = new ArrayList<>();
    try (ListenedApp app = library.apply(name + "-in", paused(kafka, name, folder, "none"))) {
      awaitStandstill(app, "active-paused-tasks", 2);
      told.add("nothing to restore: " + seen(app));
    }
    feed(kafka, name, 0);
    try (ListenedApp app = library.apply(name + "-in", config(kafka, name, folder, "first"))) {
      soon("all is counted").until(() -> app.running() && logged(kafka, name) == KEYS);
    }
    try (ListenedApp app = library.apply(name + "-in", paused(kafka, name, folder, "second"))) {
      awaitStandstill(app, "active-paused-tasks", 2);
      told.add("paused: " + seen(app));
      app.resume();
      soon("it runs").until(app::running);
      told.add("resumed: " + seen(app));
      try (ListenedApp other = library.apply(name + "-in", config(kafka, name, folder, "third"))) {
        told.add(standby(kafka, name, other, standbyGoesOn));
      }
    }
    return told;
  }

  /** An instance with one active and one standby task is paused, and told to go on. */
  private static String standby(
      KafkaCluster kafka, String name, ListenedApp other, boolean goesOn) {
    soon("it has a standby that is up to date")
        .until(
            () ->
                other.running()
                    && other.updaterMetric("standby-updating-tasks") == 1
                    && lags(other).equals(List.of(0L, 0L)));
    other.pause();
    soon("the standby waits").until(() -> other.updaterMetric("standby-paused-tasks") == 1);
    feed(kafka, name, KEYS);
    soon("the first has counted its half").until(() -> logged(kafka, name) == KEYS + KEYS / 2);
    awaitStandstill(other, "standby-paused-tasks", 1);
    String behind = "standby: " + other.state() + " " + lags(other);
    if (goesOn) {
      other.resume();
      soon("all is counted and kept twice")
          .until(() -> logged(kafka, name) == 2 * KEYS && lags(other).equals(List.of(0L, 0L)));
      assertEquals(1, other.updaterMetric("standby-updating-tasks"));
    }
    return behind;
  }

  private static void awaitStandstill(ListenedApp app, String metric, double tasks) {
    soon(metric).until(() -> app.updaterMetric(metric) == tasks);
    String before = seen(app);
    await("nothing happens")
        .during(STANDSTILL)
        .atMost(STANDSTILL.multipliedBy(3))
        .until(() -> seen(app).equals(before));
  }

  private static String seen(ListenedApp app) {
    return app.state() + " " + app.events() + " " + app.lags();
  }

  private static List<Long> lags(ListenedApp app) {
    return OFFSET_LAG
        .matcher(app.lags())
        .results()
        .map(found -> Long.valueOf(found.group(1)))
        .sorted()
        .toList();
  }

  private static ConditionFactory soon(String what) {
    return await(what).atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(200));
  }

  private static void feed(KafkaCluster kafka, String name, int from) {
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (int i = from; i < from + KEYS; i++) {
      records.add(new ProducerRecord<>(name + "-in", i % 2, "key-" + i, "v"));
    }
    kafka.io().sendAll(new StringSerializer(), new StringSerializer(), records);
  }

  private static Properties paused(KafkaCluster kafka, String name, Path folder, String state) {
    Properties config = config(kafka, name, folder, state);
    config.put(
        io.thalweg.streams.differential.kafkastreams.ListenedCount.START_PAUSED, "from the start");
    return config;
  }

  private static Properties config(KafkaCluster kafka, String name, Path folder, String state) {
    Properties config = new Properties();
    config.put("application.id", name);
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("state.dir", folder.resolve(state).toString());
    config.put("commit.interval.ms", "100");
    config.put("num.standby.replicas", "1");
    return config;
  }

  private static int logged(KafkaCluster kafka, String name) {
    return kafka
        .io()
        .readAll(name + "-counts-changelog", new StringDeserializer(), new LongDeserializer())
        .size();
  }
}
