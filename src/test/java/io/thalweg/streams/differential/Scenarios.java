package io.thalweg.streams.differential;

import io.thalweg.streams.differential.kafkastreams.StreamsEngine;
import java.time.Duration;
import java.util.List;

/** Which scenarios are run against which engine. */
final class Scenarios {
  private Scenarios() {}

  /** The engine that is compared with Kafka Streams: Thalweg, unless a property says otherwise. */
  static Engine compared() {
    if ("kafka-streams".equals(System.getProperty("thalweg.differential.against"))) {
      return new StreamsEngine();
    }
    return new io.thalweg.streams.differential.thalweg.StreamsEngine();
  }

  static List<Scenario> selected(Engine engine) {
    String only = System.getProperty("thalweg.differential.only", "");
    List<String> names = List.of(only.split(","));
    return engine.scenarios().stream()
        .filter(scenario -> only.isEmpty() || names.contains(scenario.name()))
        .toList();
  }

  /** A full hour not long ago: the broker deletes old windows and refuses the far future. */
  static long startTime() {
    long hour = Duration.ofHours(1).toMillis();
    return (System.currentTimeMillis() / hour - 1) * hour;
  }
}
