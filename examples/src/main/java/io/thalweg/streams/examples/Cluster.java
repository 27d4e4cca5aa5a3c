package io.thalweg.streams.examples;

import io.thalweg.streams.testing.EmbeddedKafka;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The Kafka cluster of a run: the user's, or one of its own that ends with it. */
final class Cluster implements AutoCloseable {
  private static final int PARTITIONS = 3;
  private static final long TIMEOUT_SECONDS = 30;

  private final String bootstrapServers;
  private final @Nullable EmbeddedKafka embedded;
  private final Path stateFolder;
  private final Admin admin;

  private Cluster(String bootstrapServers, @Nullable EmbeddedKafka embedded, Path stateFolder) {
    this.bootstrapServers = bootstrapServers;
    this.embedded = embedded;
    this.stateFolder = stateFolder;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Connects to the given cluster, or starts one if null is given. */
  static Cluster open(@Nullable String bootstrapServers) {
    if (bootstrapServers != null) {
      String name = "thalweg-examples-" + bootstrapServers.replaceAll("[^A-Za-z0-9.]", "-");
      Path stateFolder = Path.of(System.getProperty("java.io.tmpdir"), name);
      return new Cluster(bootstrapServers, null, stateFolder);
    }
    EmbeddedKafka embedded = EmbeddedKafka.start();
    try {
      Path stateFolder = Files.createTempDirectory("thalweg-examples-");
      return new Cluster(embedded.bootstrapServers(), embedded, stateFolder);
    } catch (IOException e) {
      embedded.close();
      throw new ExampleException("Cannot create a folder for state stores: " + e, e);
    }
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where applications on this cluster keep their state; as short-lived as the cluster is. */
  Path stateFolder() {
    return stateFolder;
  }

  /** Creates those topics that do not exist; their records never expire, however old they are. */
  void createTopics(Collection<String> names) {
    List<NewTopic> topics =
        names.stream()
            .map(
                name ->
                    new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
                        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")))
            .toList();
    admin.createTopics(topics).values().forEach(this::awaitCreation);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!exist(names)) {
      if (System.nanoTime() > deadline) {
        throw new ExampleException("Topics " + names + " are not there after their creation.");
      }
    }
  }

  private void awaitCreation(String topic, KafkaFuture<Void> creation) {
    try {
      get("create topic " + topic, creation);
    } catch (ExampleException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private boolean exist(Collection<String> topics) {
    try {
      partitions(topics);
      return true;
    } catch (ExampleException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  Set<TopicPartition> partitions(Collection<String> topics) {
    return get("describe topics " + topics, admin.describeTopics(topics).allTopicNames())
        .values()
        .stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .collect(Collectors.toSet());
  }

  /** The offset after the last record of each partition. */
  Map<TopicPartition, Long> endOffsets(Collection<String> topics) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions(topics).forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    get("read the end offsets of " + topics, admin.listOffsets(wanted).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** The repartition topics of an application, which exist once it is running. */
  Set<String> repartitionTopics(String applicationId) {
    return get("list topics", admin.listTopics().names()).stream()
        .filter(name -> name.startsWith(applicationId + "-") && name.endsWith("-repartition"))
        .collect(Collectors.toSet());
  }

  /** How many records of these topics the application has not yet processed for good. */
  long lag(String applicationId, Collection<String> topics) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(
            "read the committed offsets of " + applicationId,
            admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> end : endOffsets(topics).entrySet()) {
      OffsetAndMetadata offset = committed.get(end.getKey());
      lag += end.getValue() - (offset == null ? 0 : offset.offset());
    }
    return lag;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    if (embedded != null) {
      embedded.close();
      delete(stateFolder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      System.err.println("Could not delete " + folder + ": " + e);
    }
  }

  private <T> T get(String what, KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ExampleException(problem(what) + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new ExampleException(problem(what) + "no answer in " + TIMEOUT_SECONDS + " s.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExampleException(problem(what) + "interrupted.", e);
    }
  }

  private String problem(String what) {
    return "Could not " + what + " on " + bootstrapServers + ": ";
  }
}
