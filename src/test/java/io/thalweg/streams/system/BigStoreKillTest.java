package io.thalweg.streams.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.system.Instance.Restore;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A big store, kill -9 in the middle of work, a restart: what is restored is bounded by the flush
 * setting and not by the size of the store. {@code -Dthalweg.test.keys=2000000} is the long form,
 * with the default setting of 100,000 records a store.
 */
@WithKafka
class BigStoreKillTest {
  private static final int KEYS = Integer.getInteger("thalweg.test.keys", 60_000);
  private static final int FLUSH_RECORDS = KEYS >= 1_000_000 ? 100_000 : 6_000;
  private static final int PARTITIONS = 2;

  @ParameterizedTest
  @ValueSource(strings = {App.AT_LEAST_ONCE, App.EXACTLY_ONCE})
  void whenKilledThenOnlyWhatCameAfterTheLastFlushIsRestored(
      String guarantee, KafkaCluster kafka, @TempDir Path folder) {
    App app =
        new App(kafka, AppTopology.COUNT, PARTITIONS, guarantee, folder)
            .with(Instance.HEAP, KEYS >= 1_000_000 ? "512m" : "256m")
            .with(Settings.FLUSH_MAX_RECORDS, Integer.toString(FLUSH_RECORDS));
    try (Instance killed = app.start("instance")) {
      killed.awaitRunning();
      sendAllKeys(kafka, app);
      awaitConsumed(app);
      Feed feed = new Feed(kafka, app.name(), KEYS, 9);
      try (Feed.Pump pump = feed.pump(500, 20)) {
        Sleep.millis(2_000);
        assertTrue(pump.isPumping(), "the kill is meant to hit work");
        killed.kill();
      }
    }
    long begin = System.nanoTime();
    try (Instance instance = app.start("instance")) {
      instance.awaitRunning();
      long readyMs = (System.nanoTime() - begin) / 1_000_000;
      List<Restore> restores = instance.restores();
      assertEquals(PARTITIONS, restores.size());
      for (Restore restore : restores) {
        assertTrue(restore.tail() <= FLUSH_RECORDS, "more than the setting: " + restores);
        assertTrue(restore.end() > KEYS / PARTITIONS / 2, "the changelog is long: " + restores);
      }
      System.out.printf(
          "%s, %,d keys: killed, RUNNING after %,d ms with %,d records restored%n",
          guarantee, KEYS, readyMs, restores.stream().mapToLong(Restore::tail).sum());
      awaitConsumed(app);
      await("the store is what its changelog says")
          .atMost(Duration.ofMinutes(10))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () ->
                  assertEquals(
                      RowSum.of(app.replay(AppTopology.COUNTS)).toString(),
                      instance.sum(AppTopology.COUNTS)));
      instance.stop();
    }
  }

  private static void sendAllKeys(KafkaCluster kafka, App app) {
    int step = 50_000;
    for (int from = 0; from < KEYS; from += step) {
      List<ProducerRecord<String, Long>> records =
          new ArrayList<>(
              IntStream.range(from, Math.min(KEYS, from + step))
                  .mapToObj(i -> new ProducerRecord<>(app.name() + "-in", "key-" + i, (long) i))
                  .toList());
      kafka.io().sendAll(new StringSerializer(), new LongSerializer(), records);
    }
  }

  private static void awaitConsumed(App app) {
    await("all input is consumed and committed")
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> app.lag("in") == 0);
  }
}
