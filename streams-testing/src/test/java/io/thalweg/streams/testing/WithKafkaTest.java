package io.thalweg.streams.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@NullUnmarked
@WithKafka
class WithKafkaTest {
  private static KafkaCluster ofTheClass;
  private KafkaCluster ofTheTest;
  private KafkaIo io;

  @BeforeAll
  static void whenBeforeAllThenTheClusterIsThere(KafkaCluster kafka) {
    assertSame(ofTheClass, kafka);
  }

  @Test
  void whenInjectedThenAllAreOfOneSharedCluster(KafkaCluster kafka, KafkaIo parameter) {
    assertSame(ofTheClass, kafka);
    assertSame(ofTheTest, kafka);
    assertSame(io, parameter);
    String topic = kafka.uniqueName("orders");
    assertNotEquals(topic, kafka.uniqueName("orders"));
    kafka.createTopic(topic, 1);
    io.send(topic, new StringSerializer(), new StringSerializer(), "k", "v");
    assertEquals(
        "v", io.readTable(topic, new StringDeserializer(), new StringDeserializer()).get("k"));
  }

  @Nested
  class InTheSameClass {
    @Test
    void whenNestedThenTheClusterIsThatOfTheEnclosingClass(KafkaCluster kafka) {
      assertSame(ofTheClass, kafka);
    }
  }

  @Nested
  @WithKafka
  class AskingAgain {
    @Test
    void whenNothingSpecialIsAskedThenTheSharedClusterIsGiven(KafkaCluster kafka) {
      assertSame(ofTheClass, kafka);
    }
  }

  @Nested
  @WithKafka(brokerConfig = "num.io.threads=5")
  class WithASetting {
    @Test
    void whenASettingIsAskedThenTheClusterIsItsOwn(KafkaCluster kafka, Admin admin)
        throws InterruptedException, ExecutionException {
      assertNotSame(ofTheClass, kafka);
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
      assertEquals(
          "5",
          admin
              .describeConfigs(java.util.List.of(broker))
              .all()
              .get()
              .get(broker)
              .get("num.io.threads")
              .value());
    }
  }

  @Nested
  @WithKafka(dedicated = true)
  class Dedicated {
    @Test
    void whenTheOwnNodeIsKilledThenTheSharedClusterLives(KafkaCluster kafka) {
      kafka.kill(1);
      assertTrue(ofTheClass.isRunning(1));
      kafka.restart(1);
      assertTrue(kafka.isRunning(1));
    }
  }
}
