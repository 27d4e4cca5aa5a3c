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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changelog larger than the heap, in bulk mode, killed in the middle. */
@WithKafka
class SmallHeapRestoreTest {
  private static final int RECORDS = 300_000;
  private static final int PARTITIONS = 2;
  private static final String PADDING = "x".repeat(250);

  @Test
  void whenTheHeapIsSmallThenTheStoreIsRestoredAndAKillDoesNotStartItOver(
      KafkaCluster kafka, @TempDir Path folder) {
    App app =
        new App(kafka, AppTopology.COUNT, PARTITIONS, App.AT_LEAST_ONCE, folder)
            .with(Instance.HEAP, "64m")
            .with("thalweg.memory.max.bytes", "33554432")
            // in bulk mode every 20,000 records
            .with(Settings.FLUSH_MAX_RECORDS, "4000");
    RowSum expected = fill(kafka, app.createChangelog(AppTopology.COUNTS, PARTITIONS));

    try (Instance killed = app.start("instance")) {
      await("restoring is well under way")
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> killed.batchesRestored() >= 120_000 || !killed.restoredRecords().isEmpty());
      killed.kill();
    }
    try (Instance instance = app.start("instance")) {
      instance.awaitRunning();
      assertEquals(expected.toString(), instance.sum(AppTopology.COUNTS));
      assertEquals(PARTITIONS, instance.restores().size());
      long read = instance.restores().stream().mapToLong(Restore::tail).sum();
      assertTrue(read < RECORDS - 20_000, "it went on where it was: " + instance.restores());
      assertEquals((double) read, instance.metric("stream-task-metrics", "restore-total"));
      assertEquals(0.0, instance.metric("stream-task-metrics", "restore-remaining-records-total"));
      instance.stop();
    }
  }

  private static RowSum fill(KafkaCluster kafka, String changelog) {
    RowSum sum = new RowSum();
    for (int from = 0; from < RECORDS; from += 50_000) {
      List<ProducerRecord<String, Long>> records = new ArrayList<>();
      for (int i = from; i < from + 50_000; i++) {
        String key = PADDING + i;
        records.add(new ProducerRecord<>(changelog, i % PARTITIONS, key, (long) i));
        sum.add(key, i);
      }
      kafka.io().sendAll(new StringSerializer(), new LongSerializer(), records);
    }
    return sum;
  }
}
