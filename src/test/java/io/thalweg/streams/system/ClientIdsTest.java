package io.thalweg.streams.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.ClientInstanceIds;
import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a broker that takes the metrics of clients. */
@WithKafka(brokerConfig = "metric.reporters=io.thalweg.streams.system.MetricsTaker")
class ClientIdsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void whenAskedForIdsOfClientsThenEachHasItsOwn(KafkaCluster kafka, @TempDir Path folder) {
    try (KafkaStreams streams = started(kafka, folder, true)) {
      ClientInstanceIds ids = streams.clientInstanceIds(LONG);
      assertTrue(
          ids.consumerInstanceIds()
              .keySet()
              .containsAll(
                  Set.of(
                      "ids-StreamThread-1-consumer",
                      "ids-StreamThread-2-consumer",
                      "ids-global-consumer")),
          () -> ids.consumerInstanceIds().toString());
      assertEquals(
          Set.of("ids-StreamThread-1-producer", "ids-StreamThread-2-producer"),
          ids.producerInstanceIds().keySet());
      Set<Uuid> different = new HashSet<>(ids.consumerInstanceIds().values());
      different.addAll(ids.producerInstanceIds().values());
      different.add(ids.adminInstanceId());
      assertEquals(
          ids.consumerInstanceIds().size() + ids.producerInstanceIds().size() + 1,
          different.size());
      assertEquals(
          ids.producerInstanceIds(), streams.clientInstanceIds(LONG).producerInstanceIds());
    }
  }

  @Test
  void whenMetricsPushIsOffThenThereIsNothingToWaitFor(KafkaCluster kafka, @TempDir Path folder) {
    try (KafkaStreams streams = started(kafka, folder, false)) {
      ClientInstanceIds ids = streams.clientInstanceIds(Duration.ofMillis(Long.MAX_VALUE));
      assertEquals(Set.of(), ids.consumerInstanceIds().keySet());
      assertEquals(Set.of(), ids.producerInstanceIds().keySet());
      assertThrows(IllegalStateException.class, ids::adminInstanceId);
    }
  }

  private static KafkaStreams started(KafkaCluster kafka, Path folder, boolean push) {
    String name = kafka.uniqueName("ids");
    kafka.createTopic(name, 2);
    kafka.createTopic(name + "-global", 1);
    StreamsBuilder builder = new StreamsBuilder();
    builder.<String, String>stream(name).groupByKey().count();
    builder.globalTable(name + "-global");
    Properties config = new Properties();
    config.put("application.id", name);
    config.put("client.id", "ids");
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("state.dir", folder.toString());
    config.put("num.stream.threads", 2);
    config.put("enable.metrics.push", push);
    config.put("default.key.serde", Serdes.StringSerde.class);
    config.put("default.value.serde", Serdes.StringSerde.class);
    KafkaStreams streams = new KafkaStreams(builder.build(), config);
    streams.start();
    await().atMost(LONG).until(() -> streams.state() == KafkaStreams.State.RUNNING);
    return streams;
  }
}
