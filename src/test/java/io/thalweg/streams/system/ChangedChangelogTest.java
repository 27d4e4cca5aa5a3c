package io.thalweg.streams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.system.Instance.Restore;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a changelog between two runs, and the local state does not show. */
@WithKafka
class ChangedChangelogTest {
  private static final int KEYS = 50;

  @Test
  void whenItWasDeletedAndMadeAnewThenTheStoreIsRebuiltFromTheNewOne(
      KafkaCluster kafka, @TempDir Path folder) throws Exception {
    App app = new App(kafka, AppTopology.COUNT, 1, App.AT_LEAST_ONCE, folder);
    long position = firstRun(kafka, app);
    String changelog = AppTopology.changelog(app.name(), AppTopology.COUNTS);
    kafka.admin().deleteTopics(List.of(changelog)).all().get();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !kafka.admin().listTopics().names().get().contains(changelog));
    kafka.createTopic(changelog, 1, Map.of("cleanup.policy", "compact"));
    // more than there were: by its offsets alone the old position looks good
    Map<String, Long> other = new TreeMap<>();
    List<ProducerRecord<String, Long>> records = new ArrayList<>();
    for (long i = 0; i < position + 10; i++) {
      String key = "other-" + i % KEYS;
      other.put(key, i);
      records.add(new ProducerRecord<>(changelog, key, i));
    }
    kafka.io().sendAll(new StringSerializer(), new LongSerializer(), records);

    try (Instance second = app.start("instance")) {
      second.awaitRunning();
      App.awaitSame("rows", () -> other, () -> App.rows(AppTopology.COUNTS, second));
      assertEquals(0, onlyRestore(second).start());
      second.stop();
    }
    try (Instance third = app.start("instance")) {
      third.awaitRunning();
      App.awaitSame("rows", () -> other, () -> App.rows(AppTopology.COUNTS, third));
      assertEquals(0, onlyRestore(third).tail(), "the new topic is known by now");
      third.stop();
    }
  }

  @Test
  void whenDeletionsMayHaveBeenCompactedAwayThenAStoreThatIsBehindIsRebuilt(
      KafkaCluster kafka, @TempDir Path folder) throws Exception {
    App app = new App(kafka, AppTopology.COUNT, 1, App.AT_LEAST_ONCE, folder);
    long position = firstRun(kafka, app);
    String changelog = AppTopology.changelog(app.name(), AppTopology.COUNTS);
    keepDeletionsFor(kafka, changelog, "1");
    try (Instance second = app.start("instance")) {
      second.awaitRunning();
      assertEquals(0, onlyRestore(second).tail(), "nothing was written since: nothing is missing");
      second.stop();
    }
    kafka
        .io()
        .sendAll(
            new StringSerializer(),
            new LongSerializer(),
            List.of(new ProducerRecord<>(changelog, "elsewhere", 7L)));
    try (Instance third = app.start("instance")) {
      third.awaitRunning();
      assertEquals(0, onlyRestore(third).start());
      assertTrue(onlyRestore(third).end() > position);
      assertEquals(7L, third.rows(AppTopology.COUNTS).get("elsewhere"));
      third.stop();
    }
    keepDeletionsFor(kafka, changelog, "86400000");
    kafka
        .io()
        .sendAll(
            new StringSerializer(),
            new LongSerializer(),
            List.of(new ProducerRecord<>(changelog, "elsewhere", 8L)));
    try (Instance fourth = app.start("instance")) {
      fourth.awaitRunning();
      assertEquals(1, onlyRestore(fourth).tail());
      assertEquals(8L, fourth.rows(AppTopology.COUNTS).get("elsewhere"));
      fourth.stop();
    }
  }

  /** Counts some records and stops; returns how far the changelog got. */
  private static long firstRun(KafkaCluster kafka, App app) {
    Feed feed = new Feed(kafka, app.name(), KEYS, 11);
    feed.send(500);
    try (Instance first = app.start("instance")) {
      first.awaitRunning();
      app.awaitCounts(feed, first);
      first.stop();
    }
    return app.replayedRecords(AppTopology.COUNTS);
  }

  private static Restore onlyRestore(Instance instance) {
    assertEquals(1, instance.restores().size(), () -> instance.restores().toString());
    return instance.restores().get(0);
  }

  private static void keepDeletionsFor(KafkaCluster kafka, String topic, String ms)
      throws ExecutionException, InterruptedException {
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry("delete.retention.ms", ms), AlterConfigOp.OpType.SET);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    kafka.admin().incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
  }
}
