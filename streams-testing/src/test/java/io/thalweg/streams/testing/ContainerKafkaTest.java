package io.thalweg.streams.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

class ContainerKafkaTest {
  @Test
  void whenNoEngineAnswersThenTheErrorSaysWhatToDo() {
    assumeFalse(DockerClientFactory.instance().isDockerAvailable());
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> ContainerKafka.start(Map.of()));
    assertTrue(failure.toString().contains("no Docker engine answers"), failure.toString());
    assertTrue(failure.toString().contains("remove the property"), failure.toString());
  }

  @Test
  void whenAnEngineAnswersThenAKilledContainerComesBackWithItsData() {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable());
    try (ContainerKafka kafka = ContainerKafka.start(Map.of())) {
      String before = kafka.bootstrapServers();
      kafka.createTopic("orders", 1);
      kafka.io().send("orders", new StringSerializer(), new StringSerializer(), "k", "v");
      kafka.kill(1);
      assertFalse(kafka.isRunning(1));
      kafka.restart(1);
      assertEquals(before, kafka.bootstrapServers());
      assertEquals(
          Map.of("k", "v"),
          kafka.io().readTable("orders", new StringDeserializer(), new StringDeserializer()));
    }
  }

  @Test
  void whenSettingsBecomeEnvironmentThenTheImageUnderstandsThem() {
    assertEquals("KAFKA_NUM_IO_THREADS", ContainerKafka.environmentName("num.io.threads"));
    assertEquals("KAFKA_A__B_C___D", ContainerKafka.environmentName("a_b.c-d"));
  }
}
