package io.thalweg.streams.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  private static final StringSerializer SERIALIZER = new StringSerializer();
  private static final StringDeserializer DESERIALIZER = new StringDeserializer();

  @Test
  void whenOneNodeStartsThenRecordsComeBackAsSent() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopic("orders", 3);
      send(kafka, "orders", 0, 100);

      assertEquals(expected(100), kafka.io().readTable("orders", DESERIALIZER, DESERIALIZER));
      assertEquals(
          100,
          kafka
              .io()
              .readAtLeast(100, Duration.ofSeconds(10), "orders", DESERIALIZER, DESERIALIZER)
              .size());
      IllegalStateException again =
          assertThrows(IllegalStateException.class, () -> kafka.createTopic("orders", 1));
      assertTrue(again.getCause() instanceof TopicExistsException, again.toString());
    }
  }

  @Test
  void whenANodeIsKilledThenARestartBringsItsDataAndPortBack() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      String before = kafka.bootstrapServers();
      kafka.createTopic("orders", 2);
      send(kafka, "orders", 0, 500);
      long pid = kafka.pid(1);

      kafka.kill(1);
      assertFalse(kafka.isRunning(1));
      assertFalse(alive(pid));
      kafka.restart(1);

      assertTrue(kafka.isRunning(1));
      assertNotEquals(pid, kafka.pid(1));
      assertEquals(before, kafka.bootstrapServers());
      assertEquals(expected(500), kafka.io().readTable("orders", DESERIALIZER, DESERIALIZER));
      send(kafka, "orders", 500, 600);
      assertEquals(expected(600), kafka.io().readTable("orders", DESERIALIZER, DESERIALIZER));
    }
  }

  @Test
  void whenOneOfThreeNodesIsKilledThenTheOthersServeAndItCatchesUp() {
    try (EmbeddedKafka kafka = EmbeddedKafka.builder().nodes(3).start()) {
      kafka.createTopic("orders", 6);
      send(kafka, "orders", 0, 200);

      kafka.kill(2);
      send(kafka, "orders", 200, 400);
      assertEquals(expected(400), kafka.io().readTable("orders", DESERIALIZER, DESERIALIZER));

      kafka.restart(2);
      kafka.kill(1);
      send(kafka, "orders", 400, 500);
      assertEquals(expected(500), kafka.io().readTable("orders", DESERIALIZER, DESERIALIZER));
    }
  }

  @Test
  void whenClosedThenNoProcessAndNoFolderRemain() {
    EmbeddedKafka kafka = EmbeddedKafka.start();
    long pid = kafka.pid(1);
    Path root = root(kafka);
    assertTrue(Files.exists(root));

    kafka.close();
    kafka.close();

    assertFalse(alive(pid));
    assertFalse(Files.exists(root));
    assertThrows(IllegalStateException.class, () -> kafka.restart(1));
    assertThrows(IllegalStateException.class, kafka::admin);
  }

  @Test
  void whenTheParentIsKilledThenNoProcessAndNoFolderRemain() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                ChildClassPath.ofThisJvm(),
                Parent.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      String[] told = lines.readLine().split(" ", 2);
      long node = Long.parseLong(told[0]);
      assertTrue(alive(node));
      assertTrue(Files.exists(Path.of(told[1])));

      parent.destroyForcibly().waitFor();

      assertEventually("node " + node + " is still running", () -> !alive(node));
      assertFalse(Files.exists(Path.of(told[1])));
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void whenTheFolderIsGivenThenItsDataOutlivesTheCluster(@TempDir Path folder) {
    Path data = folder.resolve("kafka");
    try (EmbeddedKafka first = EmbeddedKafka.builder().dataDirectory(data).start()) {
      first.createTopic("orders", 1);
      send(first, "orders", 0, 10);
    }
    try (EmbeddedKafka second = EmbeddedKafka.builder().dataDirectory(data).start()) {
      assertEquals(expected(10), second.io().readTable("orders", DESERIALIZER, DESERIALIZER));
    }
    IllegalArgumentException otherSize =
        assertThrows(
            IllegalArgumentException.class,
            () -> EmbeddedKafka.builder().dataDirectory(data).nodes(3).start());
    assertTrue(otherSize.toString().contains("a cluster of 1 nodes"), otherSize.toString());
  }

  @Test
  void whenASettingIsRefusedThenTheErrorQuotesTheNodesLog() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> EmbeddedKafka.builder().brokerConfig("num.io.threads", "no number").start());
    assertTrue(failure.toString().contains("Kafka node 1 ended"), failure.toString());
    assertTrue(failure.toString().contains("num.io.threads"), failure.toString());
  }

  @Test
  void whenASettingIsGivenThenTheBrokerHasIt() {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.builder().brokerConfig("message.max.bytes", "1000").start()) {
      kafka.createTopic("small", 1);
      IllegalStateException tooLarge =
          assertThrows(
              IllegalStateException.class,
              () -> kafka.io().send("small", SERIALIZER, SERIALIZER, "k", "x".repeat(2000)));
      assertTrue(tooLarge.toString().contains("larger than the max"), tooLarge.toString());
    }
  }

  @Test
  void whenThePortIsTakenWhileANodeIsDownThenTheRestartSaysSo() throws IOException {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.stop();
      int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
      try (ServerSocket thief = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        IllegalStateException failure =
            assertThrows(IllegalStateException.class, () -> kafka.restart(1));
        assertTrue(
            failure.toString().contains("another process listens on its port " + port),
            thief + " " + failure.toString());
      }
      kafka.restart(1);
      assertTrue(kafka.isRunning(1));
    }
  }

  @Test
  void whenAskedForAnImpossibleNodeThenTheErrorSaysWhich() {
    assertThrows(IllegalArgumentException.class, () -> EmbeddedKafka.builder().nodes(2));
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      IllegalArgumentException failure =
          assertThrows(IllegalArgumentException.class, () -> kafka.kill(2));
      assertTrue(failure.toString().contains("from 1 to 1"), failure.toString());
    }
  }

  private static void send(EmbeddedKafka kafka, String topic, int from, int to) {
    List<ProducerRecord<String, String>> records =
        IntStream.range(from, to)
            .mapToObj(i -> new ProducerRecord<>(topic, "key-" + i, "value-" + i))
            .toList();
    kafka.io().sendAll(SERIALIZER, SERIALIZER, records);
  }

  private static Map<String, String> expected(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(i -> "key-" + i, i -> "value-" + i));
  }

  private static Path root(EmbeddedKafka kafka) {
    return kafka.logFile(1).resolve("../..").normalize();
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void assertEventually(String failure, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, failure);
      Thread.sleep(20);
    }
  }

  /** A process that has a cluster, says where, and never ends by itself. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws InterruptedException {
      EmbeddedKafka kafka = EmbeddedKafka.start();
      System.out.println(kafka.pid(1) + " " + root(kafka));
      Thread.currentThread().join();
    }
  }
}
