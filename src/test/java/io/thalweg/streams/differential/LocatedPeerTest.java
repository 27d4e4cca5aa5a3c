package io.thalweg.streams.differential;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.testing.KafkaCluster;
import io.thalweg.streams.testing.WithKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both libraries know the same of which instance has what. */
@WithKafka
class LocatedPeerTest {
  @Test
  void whenAskedWhereStoresAndKeysAreThenBothSayTheSame(KafkaCluster kafka, @TempDir Path folder) {
    List<String> expected =
        twoInstances(
            kafka,
            folder.resolve("ks"),
            io.thalweg.streams.differential.kafkastreams.LocatedCounts::new);
    List<String> actual =
        twoInstances(
            kafka,
            folder.resolve("ours"),
            io.thalweg.streams.differential.thalweg.LocatedCounts::new);
    assertTrue(expected.toString().contains("where it is read, standbys 1"), expected::toString);
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  /** Of two instances with an address, and of one without. */
  @SuppressWarnings("try") // closed early to be asked once more
  private static List<String> twoInstances(
      KafkaCluster kafka, Path folder, BiFunction<String, Properties, LocatedApp> library) {
    String name = kafka.uniqueName("located");
    kafka.createTopic(name + "-in", 3);
    kafka.createTopic(name + "-in-global", 1);
    List<String> said = new ArrayList<>();
    try (LocatedApp one = library.apply(name + "-in", config(kafka, name, folder, "one:1"));
        LocatedApp two = library.apply(name + "-in", config(kafka, name, folder, "two:2"))) {
      said.addAll(one.answers());
      one.start();
      two.start();
      awaitSettled(one);
      awaitSettled(two);
      said.addAll(one.answers());
      said.addAll(two.answers());
      said.add(two.removeThread(60_000));
      said.add(two.removeThread(60_000));
      two.close();
      said.addAll(two.answers());
    }
    try (LocatedApp alone =
        library.apply(name + "-in", config(kafka, name + "-alone", folder, ""))) {
      alone.start();
      awaitSettled(alone);
      said.addAll(alone.answers());
    }
    return said;
  }

  private static void awaitSettled(LocatedApp app) {
    await("all tasks are with somebody")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .until(app::settled);
  }

  private static Properties config(KafkaCluster kafka, String name, Path folder, String address) {
    Properties config = new Properties();
    config.put("application.id", name);
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("state.dir", folder.resolve("at" + address.replace(':', '-')).toString());
    config.put("application.server", address);
    config.put("num.standby.replicas", 1);
    return config;
  }
}
