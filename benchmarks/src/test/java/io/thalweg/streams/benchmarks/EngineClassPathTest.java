package io.thalweg.streams.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.benchmarks.engine.Engine;
import org.junit.jupiter.api.Test;

class EngineClassPathTest {
  private static final String KAFKA_STREAMS =
      "/m2/org/apache/kafka/kafka-streams/4.3.1/kafka-streams-4.3.1.jar";
  private static final String RUNTIME = "/src/streams-runtime/target/classes";
  private static final String API = "/m2/thalweg-streams-api-0.1.0.jar";
  private static final String CLIENTS = "/m2/kafka-clients-4.3.1.jar";

  @Test
  void noEngineSeesAnother() {
    assertFalse(Engine.THALWEG.admits(KAFKA_STREAMS));
    assertFalse(Engine.KAFKA_STREAMS.admits(RUNTIME));
    assertFalse(Engine.KAFKA_STREAMS.admits(API));
    assertFalse(Engine.FLOOR.admits(KAFKA_STREAMS));
    assertFalse(Engine.FLOOR.admits(RUNTIME));
  }

  @Test
  void everyEngineSeesItsOwnAndTheClients() {
    assertTrue(Engine.KAFKA_STREAMS.admits(KAFKA_STREAMS));
    assertTrue(Engine.THALWEG.admits(RUNTIME));
    assertTrue(Engine.THALWEG.admits(API));
    for (Engine engine : Engine.values()) {
      assertTrue(engine.admits(CLIENTS));
      assertTrue(engine.admits("/src/benchmarks/target/classes"));
    }
  }
}
