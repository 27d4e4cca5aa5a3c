package io.thalweg.streams.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** A cluster of one node in a Docker container; the only class that needs Testcontainers. */
final class ContainerKafka implements KafkaCluster {
  private static final int PORT_IN_CONTAINER = 9092;
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final KafkaContainer container;
  private final KafkaIo io;

  /** Guarded by {@code this}. */
  private @Nullable Admin admin;

  private ContainerKafka(KafkaContainer container) {
    this.container = container;
    this.io = new KafkaIo(container.getBootstrapServers());
  }

  /**
   * @throws IllegalStateException if no Docker engine answers
   */
  static ContainerKafka start(Map<String, String> brokerConfig) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          KafkaExtension.BACKEND_PROPERTY
              + "=testcontainers is set, but no Docker engine answers: start one, or remove the"
              + " property to run Kafka as a child process.");
    }
    KafkaContainer container =
        new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion())
            .withStartupTimeout(START_TIMEOUT);
    // A port that stays the same when the container is started again: clients keep it.
    int port = FreePorts.find(1, new Random()).get(0);
    container.setPortBindings(List.of(port + ":" + PORT_IN_CONTAINER));
    Map<String, String> config = new HashMap<>(NodeSettings.forTests(1));
    config.putAll(brokerConfig);
    config.forEach((key, value) -> container.addEnv(environmentName(key), value));
    container.start();
    return new ContainerKafka(container);
  }

  /** As the image wants it: {@code num.io.threads} is {@code KAFKA_NUM_IO_THREADS}. */
  static String environmentName(String key) {
    return "KAFKA_"
        + key.toUpperCase(Locale.ROOT).replace("_", "__").replace("-", "___").replace('.', '_');
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public int nodes() {
    return 1;
  }

  @Override
  public boolean isRunning(int node) {
    check(node);
    return container.isRunning();
  }

  @Override
  public void stop(int node) {
    if (isRunning(node)) {
      container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void kill(int node) {
    if (isRunning(node)) {
      container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void restart(int node) {
    stop(node);
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    try {
      admin().describeCluster().controller().get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "The Kafka container did not come up again. Its log:\n" + container.getLogs(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the Kafka container was starting.", e);
    }
  }

  @Override
  public synchronized Admin admin() {
    if (admin == null) {
      admin =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrapServers(),
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  (int) START_TIMEOUT.toMillis()));
    }
    return admin;
  }

  @Override
  public KafkaIo io() {
    return io;
  }

  @Override
  public synchronized void close() {
    io.close();
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
    container.stop();
  }

  private static void check(int node) {
    if (node != 1) {
      throw new IllegalArgumentException(
          "There is no node " + node + ": a Kafka container is one node.");
    }
  }
}
