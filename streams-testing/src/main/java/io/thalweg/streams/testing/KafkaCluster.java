package io.thalweg.streams.testing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RetriableException;

/**
 * A running Kafka cluster for tests, whatever runs it: child processes ({@link EmbeddedKafka}) or a
 * Docker container.
 *
 * <p>Nodes are numbered from 1 to {@link #nodes()}, and these numbers are the broker ids. All
 * methods may be called from any thread. No argument may be null.
 */
public interface KafkaCluster extends AutoCloseable {

  /** The value for {@code bootstrap.servers}: all nodes, running or not. */
  String bootstrapServers();

  /** How many nodes the cluster has, running or not. */
  int nodes();

  /** Whether the process of this node is alive. */
  boolean isRunning(int node);

  /** Stops one node cleanly; its data stays. Does nothing if it is not running. */
  void stop(int node);

  /** Ends one node without warning (SIGKILL); its data stays. Does nothing if it is not running. */
  void kill(int node);

  /**
   * Starts a node again on the same port and data, after stopping it cleanly if it was running, and
   * returns when it serves requests.
   *
   * @throws IllegalStateException if it does not come up; the message quotes the end of its log
   */
  void restart(int node);

  /** Stops all nodes cleanly; data and ports stay, so that {@link #restart} brings them back. */
  default void stop() {
    for (int node = 1; node <= nodes(); node++) {
      stop(node);
    }
  }

  /** An admin client of this cluster, shared by all callers and closed with it. */
  Admin admin();

  /** Sends to and reads from topics of this cluster; shared by all callers and closed with it. */
  KafkaIo io();

  /** Stops all nodes and removes what is not meant to stay. Safe to call again. */
  @Override
  void close();

  /** Creates a topic with the cluster's default settings and waits until it can be used. */
  default void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /**
   * Creates a topic and waits until it can be used.
   *
   * @param config topic settings such as {@code cleanup.policy}
   * @throws IllegalStateException if the topic exists or a setting is refused
   */
  default void createTopic(String name, int partitions, Map<String, String> config) {
    createTopics(
        List.of(new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config)));
  }

  /** Creates several topics of the same partition count and waits until they can be used. */
  default void createTopics(int partitions, String... names) {
    createTopics(
        Arrays.stream(names)
            .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
            .toList());
  }

  /**
   * Creates topics and waits until they can be used.
   *
   * @throws IllegalStateException if one exists or a setting is refused
   */
  default void createTopics(List<NewTopic> topics) {
    List<String> names = topics.stream().map(NewTopic::name).toList();
    get("create topics " + names, admin().createTopics(topics).all());
    // The controller has them; brokers learn of it, and of leading them, a moment later.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!led(names)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Created topics " + names + ", but within 30 seconds not all partitions had a leader.");
      }
    }
  }

  /** Whether every partition has a leader, and that one knows of it. */
  private boolean led(List<String> topics) {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    try {
      for (TopicDescription topic :
          get("describe topics " + topics, admin().describeTopics(topics).allTopicNames())
              .values()) {
        for (TopicPartitionInfo info : topic.partitions()) {
          partitions.put(new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest());
        }
      }
      // Asked of the leaders themselves, and repeated by the client until they answer.
      get("see the leaders of " + topics, admin().listOffsets(partitions).all());
      return true;
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof RetriableException) {
        return false;
      }
      throw e;
    }
  }

  /** Deletes topics. */
  default void deleteTopics(String... names) {
    List<String> list = List.of(names);
    get("delete topics " + list, admin().deleteTopics(list).all());
  }

  /**
   * A name that no other test uses, for topics and application ids of tests that share a cluster.
   *
   * @param prefix the readable part, for instance the name of the test
   */
  default String uniqueName(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private <T> T get(String what, KafkaFuture<T> future) {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "Could not " + what + " on " + bootstrapServers() + ": " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Could not " + what + " on " + bootstrapServers() + " within 60 seconds.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting to " + what + ".", e);
    }
  }
}
