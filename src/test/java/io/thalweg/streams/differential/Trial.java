package io.thalweg.streams.differential;

import io.thalweg.streams.testing.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Runs a scenario on an engine until all input is processed and committed. */
final class Trial {
  private static final Duration TIMEOUT = Duration.ofSeconds(150);
  private static final List<String> OUTPUTS = List.of("x", "y", "z");

  private final KafkaCluster kafka;
  private final ClusterReader reader;
  private final Path stateRoot;
  private final long startTime;

  /**
   * @param stateRoot where applications keep their state
   * @param startTime of the feeds: near the present, for the broker deletes expired windows
   */
  Trial(KafkaCluster kafka, Path stateRoot, long startTime) {
    this.kafka = kafka;
    this.reader = new ClusterReader(kafka);
    this.stateRoot = stateRoot;
    this.startTime = startTime;
  }

  List<NewTopic> inputTopics(Scenario scenario, Topics topics) {
    return topics(scenario, scenario.inputs().keySet().stream().map(topics::in).toList());
  }

  List<NewTopic> outputTopics(Scenario scenario, Topics topics) {
    return topics(scenario, OUTPUTS.stream().map(topics::out).toList());
  }

  private static List<NewTopic> topics(Scenario scenario, List<String> names) {
    return names.stream()
        .map(name -> new NewTopic(name, scenario.partitions(), (short) 1))
        .toList();
  }

  /** Sends one of several equal portions of the scenario's input. */
  void feed(Scenario scenario, Topics topics, int portion, int portions) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    scenario
        .inputs()
        .forEach(
            (topic, feed) -> {
              List<ProducerRecord<byte[], byte[]>> all =
                  feed.records(topics.in(topic), scenario.partitions(), startTime);
              int from = all.size() * portion / portions;
              records.addAll(all.subList(from, all.size() * (portion + 1) / portions));
            });
    kafka.io().sendAll(new ByteArraySerializer(), new ByteArraySerializer(), records);
  }

  /**
   * Starts the application, waits until the input is committed, closes it.
   *
   * @return the topology's description
   */
  String run(Engine engine, Scenario scenario, Topics topics)
      throws InterruptedException, IOException {
    Map<String, Object> config = config(scenario, topics);
    Path state = stateRoot.resolve(engine.getClass().getPackageName() + topics.applicationId());
    config.put("state.dir", Files.createDirectories(state).toString());
    try (Engine.Application application = engine.create(scenario, topics, config)) {
      application.start();
      awaitCommitted(application, scenario, topics);
      return topics.neutral(application.describe());
    }
  }

  private Map<String, Object> config(Scenario scenario, Topics topics) {
    Map<String, Object> config = new HashMap<>();
    config.put("application.id", topics.applicationId());
    config.put("bootstrap.servers", kafka.bootstrapServers());
    config.put("default.key.serde", "org.apache.kafka.common.serialization.Serdes$StringSerde");
    config.put("default.value.serde", "org.apache.kafka.common.serialization.Serdes$StringSerde");
    config.put("statestore.cache.max.bytes", 0);
    config.put("commit.interval.ms", 100);
    config.put("producer.linger.ms", 5);
    config.put("session.timeout.ms", 10_000);
    config.put("repartition.purge.interval.ms", 3_600_000L);
    config.put("thalweg.changelog.dedup", false);
    config.putAll(scenario.config());
    return config;
  }

  private void awaitCommitted(Engine.Application application, Scenario scenario, Topics topics)
      throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      Throwable failure = application.failure();
      if (failure != null) {
        throw new IllegalStateException(scenario.name() + " failed", failure);
      }
      Map<TopicPartition, Long> open = open(scenario, topics);
      if (open.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            scenario.name() + " did not commit all input in " + TIMEOUT + ": " + open);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /**
   * Where input is not committed yet. Positions are taken before ends: what was committed up to an
   * end seen later has no successor on its way.
   */
  private Map<TopicPartition, Long> open(Scenario scenario, Topics topics) {
    Map<TopicPartition, OffsetAndMetadata> committed = reader.committed(topics.applicationId());
    List<String> sources = new ArrayList<>();
    scenario.inputs().keySet().stream()
        .filter(input -> !Scenario.isGlobal(input))
        .forEach(input -> sources.add(topics.in(input)));
    topics.internal(reader.topics()).stream()
        .filter(topic -> !Outcome.isChangelog(topic))
        .forEach(sources::add);
    Map<TopicPartition, Long> open = new HashMap<>();
    reader
        .ends(sources)
        .forEach(
            (partition, end) -> {
              OffsetAndMetadata offset = committed.get(partition);
              if ((offset == null ? 0 : offset.offset()) < end) {
                open.put(partition, offset == null ? 0 : offset.offset());
              }
            });
    boolean markersOnly =
        scenario.isExactlyOnce()
            && open.keySet().stream().allMatch(p -> topics.isInternal(p.topic()))
            && !open.isEmpty()
            && !reader.hasRecordsFrom(open);
    return markersOnly ? Map.of() : open;
  }

  /** What a run left in the cluster. */
  Outcome outcome(Scenario scenario, Topics topics, String description) {
    Collection<String> existing = reader.topics();
    List<String> internal = topics.internal(existing);
    List<String> written = new ArrayList<>(internal);
    existing.stream().filter(topics::isOutput).forEach(written::add);
    return new Outcome(
        description,
        neutral(topics, internal.isEmpty() ? new TreeMap<>() : reader.shapes(internal)),
        neutral(topics, reader.records(written)),
        committed(scenario, topics),
        Probe.of(topics));
  }

  private SortedMap<String, String> committed(Scenario scenario, Topics topics) {
    SortedMap<String, String> texts = new TreeMap<>();
    reader
        .committed(topics.applicationId())
        .forEach(
            (partition, offset) -> {
              // Under exactly-once positions count transaction markers, and their number is free.
              boolean exact = !scenario.isExactlyOnce();
              String text = offset.metadata() + (exact ? " at " + offset.offset() : "");
              texts.put(topics.neutral(partition.toString()), text);
            });
    return texts;
  }

  private static <V> SortedMap<String, V> neutral(Topics topics, Map<String, V> byTopic) {
    SortedMap<String, V> neutral = new TreeMap<>();
    byTopic.forEach((topic, value) -> neutral.put(topics.neutral(topic), value));
    return neutral;
  }
}
