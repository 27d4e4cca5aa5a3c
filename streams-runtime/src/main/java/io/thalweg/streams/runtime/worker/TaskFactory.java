package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.AutoOffsetReset;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.AssignmentTopology;
import io.thalweg.streams.runtime.assignment.SubtopologyTopics;
import io.thalweg.streams.runtime.metrics.TaskTallies;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.output.RecordCollector;
import io.thalweg.streams.runtime.task.ActiveTask;
import io.thalweg.streams.runtime.task.Blueprints;
import io.thalweg.streams.runtime.task.OffsetMetadata;
import io.thalweg.streams.runtime.task.TaskBlueprint;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.TaskStateRequest;
import io.thalweg.streams.stores.directory.StateDirectory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;

/** Makes the tasks of one stream thread. Owner: the stream thread. */
final class TaskFactory {
  private final Blueprints blueprints;
  private final StreamsConfig config;
  private final ThreadSettings settings;
  private final Storage storage;
  private final Consumer<byte[], byte[]> consumer;
  private final RecordCollector collector;
  private final StreamsMetrics metrics;
  private final Time time;

  /**
   * Where state lives.
   *
   * @param offsetResets by topic, where a source has its own policy
   * @param topics what tasks read
   */
  record Storage(
      StateEngine engine,
      StateDirectory directory,
      Map<String, AutoOffsetReset> offsetResets,
      AssignmentTopology topics) {}

  /**
   * Where tasks write to.
   *
   * @param metrics for stores that the user made
   */
  record Outputs(RecordCollector collector, StreamsMetrics metrics) {}

  TaskFactory(
      Blueprints blueprints,
      StreamsConfig config,
      Storage storage,
      Consumer<byte[], byte[]> consumer,
      Outputs outputs,
      Time time) {
    this.blueprints = blueprints;
    this.config = config;
    this.settings = ThreadSettings.of(config);
    this.storage = storage;
    this.consumer = consumer;
    this.collector = outputs.collector;
    this.metrics = outputs.metrics;
    this.time = time;
  }

  /** Opens the state of a task. */
  OpenTask open(TaskId id, Set<TopicPartition> partitions) {
    TaskBlueprint blueprint = blueprints.of(id.subtopology());
    Map<String, TopicPartition> changelogs = new HashMap<>();
    blueprint
        .changelogs()
        .forEach(
            (store, topic) -> changelogs.put(store, new TopicPartition(topic, id.partition())));
    CurrentRecord current = new CurrentRecord(id);
    Path directory = blueprint.persistent() ? storage.directory.taskDirectory(id) : null;
    TaskState state =
        storage.engine.open(
            new TaskStateRequest(
                id,
                directory,
                blueprint.stores(),
                changelogs,
                Map.of(),
                time,
                current::timestamp,
                current::headers,
                new UserStoreEnvironment(config, current, metrics)));
    return new OpenTask(id, partitions, blueprint, current, state, changelogs);
  }

  /** Whether any store of a task can be kept elsewhere, too. */
  boolean hasChangelogs(TaskId id) {
    return !blueprints.of(id.subtopology()).changelogs().isEmpty();
  }

  /** What a task reads where it is active; without topics that are known by pattern only. */
  Set<TopicPartition> inputs(TaskId id) {
    Set<TopicPartition> inputs = new HashSet<>();
    for (SubtopologyTopics topics : storage.topics.subtopologies()) {
      if (topics.id() == id.subtopology()) {
        topics.sourceTopics().forEach(t -> inputs.add(new TopicPartition(t, id.partition())));
        topics
            .repartitionSources()
            .keySet()
            .forEach(t -> inputs.add(new TopicPartition(t, id.partition())));
      }
    }
    return inputs;
  }

  /** Links the operators of a task whose state is complete, and positions its inputs. */
  ActiveTask start(OpenTask open) {
    OperatorContext context =
        new OperatorContext(
            open.current(), collector, config.processingExceptionHandler(), new TaskTallies(time));
    ActiveTask task =
        new ActiveTask(
            open.id(),
            new ActiveTask.Inputs(
                startPositions(open.partitions()),
                consumer::position,
                consumer::currentLag,
                settings.maxIdleMs(),
                settings.idleAdvanceMs()),
            open.blueprint().assembly().link(context, open.state()),
            context,
            open.state(),
            new ActiveTask.Outputs(
                collector,
                open.changelogs().values(),
                open.blueprint(),
                time,
                () -> storage.directory.taskDirectory(open.id()).toFile(),
                new UserStoreEnvironment(config, open.current(), metrics)));
    task.open();
    return task;
  }

  private Map<TopicPartition, OffsetMetadata> startPositions(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetMetadata> positions = committed(partitions);
    Set<TopicPartition> fresh = new HashSet<>(partitions);
    positions.forEach(
        (partition, position) -> {
          if (position.offset() >= 0) {
            fresh.remove(partition);
          }
        });
    for (TopicPartition partition : fresh) {
      AutoOffsetReset policy = storage.offsetResets.get(partition.topic());
      if (policy != null) {
        new ResetPolicy(policy).apply(consumer, partition, time.milliseconds());
      }
      // a rollback before the first commit has to come back to here
      positions.put(partition, new OffsetMetadata(consumer.position(partition), -1));
    }
    return positions;
  }

  /**
   * Where restoring has to stop although the topic goes on: at the committed offset of a source
   * topic that serves as changelog.
   */
  Map<TopicPartition, Long> sourceLimits(OpenTask task) {
    Set<TopicPartition> sources = new HashSet<>(task.changelogs().values());
    sources.retainAll(task.partitions());
    Map<TopicPartition, Long> limits = new HashMap<>();
    if (!sources.isEmpty()) {
      committed(sources)
          .forEach((partition, position) -> limits.put(partition, Math.max(0, position.offset())));
    }
    return limits;
  }

  /** What the group has committed; offset -1 where it has nothing. */
  Map<TopicPartition, OffsetMetadata> committed(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
    Map<TopicPartition, OffsetMetadata> positions = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata found = committed.get(partition);
      positions.put(
          partition,
          found == null
              ? new OffsetMetadata(-1, -1)
              : OffsetMetadata.decode(found.offset(), found.metadata()));
    }
    return positions;
  }

  /** Drops what is on disk for a task; it will be restored from its changelogs. */
  void wipe(TaskId id) {
    storage.directory.wipe(id);
  }
}
