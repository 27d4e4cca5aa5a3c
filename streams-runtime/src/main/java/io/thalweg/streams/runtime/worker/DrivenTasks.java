package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.SubtopologyTopics;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import io.thalweg.streams.runtime.metrics.ThreadView;
import io.thalweg.streams.runtime.output.Committer;
import io.thalweg.streams.runtime.output.RecordCollector;
import io.thalweg.streams.runtime.output.StreamsProducer;
import io.thalweg.streams.runtime.output.TaskFailure;
import io.thalweg.streams.runtime.task.ActiveTask;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.directory.StateDirectory;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * One task per subtopology, partition 0 each, driven by hand: no group, no loop, no restoring. Who
 * drives decides which record comes next and when it is committed; the tasks, their state and the
 * commit protocol are those of a stream thread. Owner: the driving thread.
 */
public final class DrivenTasks implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final StreamsProducer producer;
  private final RecordCollector collector;
  private final Committer committer;
  private final TaskReports reports;
  private final ThreadSettings settings;
  private final Time time;
  private final List<SubtopologyTopics> topics;
  private final SortedMap<TaskId, ActiveTask> tasks = new TreeMap<>();
  private final Map<TopicPartition, ActiveTask> readers = new LinkedHashMap<>();

  /** State on this machine, and the metrics to report to. */
  public record Surroundings(
      StateEngine engine, StateDirectory directory, InstanceMetrics metrics) {}

  /**
   * Opens the tasks.
   *
   * @param instance its clients must not wait for anybody
   * @throws RuntimeException what opening a task threw; nothing is left open
   */
  public DrivenTasks(
      String name,
      ThreadAssembly.Instance instance,
      ThreadAssembly.Topology topology,
      Surroundings around) {
    time = instance.time();
    settings = ThreadSettings.of(instance.config());
    topics = topology.topics().subtopologies();
    consumer = instance.clients().getConsumer(ThreadAssembly.consumerConfigs(instance, name, 0));
    producer = ThreadAssembly.producer(instance, name, 0, settings.exactlyOnce());
    collector =
        new RecordCollector(
            producer,
            instance.config().productionExceptionHandler(),
            ThreadAssembly.maxRequestSize(instance, name));
    committer = new Committer(consumer, producer, collector);
    StateHolder holder = new StateHolder();
    reports =
        new TaskReports(
            around.metrics.thread(
                name, new ThreadView(holder, holder::blockedNanos, time.milliseconds())),
            holder);
    TaskFactory factory =
        new TaskFactory(
            topology.blueprints().get(),
            instance.config(),
            new TaskFactory.Storage(around.engine, around.directory, Map.of(), topology.topics()),
            consumer,
            new TaskFactory.Outputs(collector, reports.thread().forUserCode()),
            time);
    try {
      producer.ready();
      open(factory);
    } catch (RuntimeException e) {
      tasks.values().forEach(ActiveTask::closeDirty);
      closeClients();
      throw e;
    }
  }

  private void open(TaskFactory factory) {
    for (SubtopologyTopics subtopology : topics) {
      factory.inputs(new TaskId(subtopology.id(), 0)).forEach(partition -> assign(partition));
    }
    for (SubtopologyTopics subtopology : topics) {
      TaskId id = new TaskId(subtopology.id(), 0);
      OpenTask open = factory.open(id, factory.inputs(id));
      ActiveTask task;
      try {
        task = factory.start(open);
      } catch (RuntimeException e) {
        open.state().closeDirty();
        throw e;
      }
      tasks.put(id, task);
      task.partitions().forEach(partition -> readers.put(partition, task));
      reports.started(task, time.milliseconds());
    }
  }

  private void assign(TopicPartition partition) {
    Set<TopicPartition> all = new HashSet<>(consumer.assignment());
    all.add(partition);
    consumer.assign(all);
  }

  /** Whether a task reads the topic, or would if it was there. */
  public boolean reads(String topic) {
    return readers.containsKey(new TopicPartition(topic, 0)) || subscriber(topic) != null;
  }

  private @Nullable SubtopologyTopics subscriber(String topic) {
    for (SubtopologyTopics subtopology : topics) {
      if (subtopology.sourcePatterns().stream().anyMatch(p -> p.matcher(topic).matches())) {
        return subtopology;
      }
    }
    return null;
  }

  /**
   * Hands a record to the task that reads its partition.
   *
   * @throws IllegalArgumentException if none does
   */
  public void add(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    ActiveTask task = readers.get(partition);
    if (task == null) {
      task = subscribe(partition);
    }
    task.add(partition, List.of(record));
    consumer.seek(partition, record.offset() + 1);
    try {
      task.lookAhead(partition);
    } catch (RuntimeException e) {
      task.discardNext(partition); // else it would be in the way of all that follow
      throw cause(e);
    }
  }

  private ActiveTask subscribe(TopicPartition partition) {
    SubtopologyTopics subscriber = subscriber(partition.topic());
    ActiveTask task = subscriber == null ? null : tasks.get(new TaskId(subscriber.id(), 0));
    if (task == null) {
      throw new IllegalArgumentException("Unknown topic: " + partition.topic());
    }
    assign(partition);
    task.alsoRead(partition);
    readers.put(partition, task);
    return task;
  }

  /**
   * Processes one record of each task that has one it need not wait with; returns how many. What a
   * record throws is thrown; the record is then passed, and what it did before stays.
   */
  public int process() {
    int total = 0;
    long now = time.milliseconds();
    for (ActiveTask task : tasks.values()) {
      long begin = time.nanoseconds();
      int processed = guarded(() -> task.process(1, now));
      if (processed > 0) {
        task.relieve();
        reports.processed(task, processed, time.nanoseconds() - begin, now);
        total += processed;
      }
    }
    return total;
  }

  /** Fires wall-clock punctuators that are due; returns how many. */
  public int punctuate() {
    int fired = 0;
    long now = time.milliseconds();
    for (ActiveTask task : tasks.values()) {
      fired += guarded(() -> task.punctuateWallClock(now));
    }
    if (fired > 0) {
      reports.thread().punctuated(fired, 0, now);
    }
    return fired;
  }

  /** Commits what has something to commit; all tasks if they share a transaction. */
  public void commit() {
    List<ActiveTask> dirty = tasks.values().stream().filter(ActiveTask::needsCommit).toList();
    if (!dirty.isEmpty()) {
      Collection<ActiveTask> all = settings.exactlyOnce() ? tasks.values() : dirty;
      guarded(
          () -> {
            collector.checkFailures();
            committer.commit(all);
            return 0;
          });
      reports.thread().committed(all.size(), 0, time.milliseconds());
    }
    reports.settle(tasks.values(), time.milliseconds());
  }

  private interface Work {
    int run();
  }

  private static int guarded(Work work) {
    try {
      return work.run();
    } catch (RuntimeException e) {
      throw cause(e);
    }
  }

  /** What a user's exception handler would be given. */
  private static RuntimeException cause(RuntimeException error) {
    return error instanceof TaskFailure.Fatal fatal ? fatal.error() : error;
  }

  /** Adds the stores of all tasks by name. */
  public void addStores(Map<String, StateStore> all) {
    for (ActiveTask task : tasks.values()) {
      task.stores().forEach(spec -> all.put(spec.name(), task.state().store(spec.name())));
    }
  }

  /** Closes the tasks. Nothing is flushed to disk: nobody opens their state again. */
  @Override
  public void close() {
    for (ActiveTask task : tasks.values()) {
      task.closeDirty();
      reports.ended(task.id(), time.milliseconds());
    }
    tasks.clear();
    readers.clear();
    closeClients();
  }

  private void closeClients() {
    producer.close();
    consumer.close();
    reports.close();
  }
}
