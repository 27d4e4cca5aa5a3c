package io.thalweg.streams.runtime.global;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.global.GlobalBlueprint.Feed;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.SourceOperator;
import io.thalweg.streams.runtime.operator.SourceOperator.Decoded;
import io.thalweg.streams.runtime.task.GlobalStores;
import io.thalweg.streams.runtime.task.TaskGraph;
import io.thalweg.streams.stores.FeedPosition;
import io.thalweg.streams.stores.ReadOnlyStores;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.TaskStateRequest;
import io.thalweg.streams.stores.directory.StateDirectory;
import io.thalweg.streams.stores.user.TaskEnvironment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The global stores of an instance and what maintains them; where the records come from is the
 * caller's business. A store whose topic holds its rows as they are can be loaded by {@link #load}
 * before {@link #start}; after it records go through the processors. Owner: the global thread, or
 * whoever takes its place.
 */
public final class GlobalState implements AutoCloseable {
  /** Stands for the global state where a task is named. */
  public static final TaskId TASK = new TaskId(-1, -1);

  private static final Logger LOG = LoggerFactory.getLogger(GlobalState.class);

  private final GlobalBlueprint blueprint;
  private final Surroundings around;
  private final CurrentRecord current = new CurrentRecord(TASK);
  private final List<StoreSpec> stores;
  private final TaskState state;
  private final OperatorContext context;

  // [owner]
  private final Map<TopicPartition, Long> partitionTimes = new HashMap<>();
  private @Nullable TaskGraph graph;
  private long processed;
  private boolean moved;

  /**
   * What an instance has for its global state.
   *
   * @param environment what stores and processors of the user's can ask for
   */
  public record Surroundings(
      StreamsConfig config,
      StateEngine engine,
      StateDirectory directory,
      GlobalStores shown,
      Function<CurrentRecord, TaskEnvironment> environment,
      Time time) {}

  /** Opens the stores; they may have something in them from the last run. */
  public static GlobalState open(GlobalBlueprint blueprint, Surroundings around) {
    return new GlobalState(blueprint, around);
  }

  private GlobalState(GlobalBlueprint blueprint, Surroundings around) {
    this.blueprint = blueprint;
    this.around = around;
    this.stores = blueprint.stores().get();
    boolean persistent = stores.stream().anyMatch(StoreSpec::needsDirectory);
    Path directory = persistent ? around.directory.globalDirectory() : null;
    this.state =
        around.engine.open(
            new TaskStateRequest(
                TASK,
                directory,
                stores,
                Map.of(),
                Map.of(),
                around.time,
                current::timestamp,
                current::headers,
                around.environment.apply(current)));
    this.context = GlobalErrors.context(current, around.config, around.time);
  }

  /** The stores, for those who measure them. */
  public TaskState stores() {
    return state;
  }

  /** What the stores are. */
  public List<StoreSpec> specs() {
    return stores;
  }

  /** Makes the processors: records may be processed from now on. */
  public void start() {
    TaskGraph linked = blueprint.assembly().link(context, state);
    GlobalServices services =
        new GlobalServices(state, around.time, around.directory, around.environment.apply(current));
    current.beginWithoutSource();
    graph = linked;
    for (Operator operator : linked.operators()) {
      operator.open(services);
    }
  }

  /** Shows the stores to tasks: they are complete. */
  public void publish() {
    Map<String, GlobalStores.Shown> shown = new HashMap<>();
    for (StoreSpec spec : stores) {
      var view = state.readView(spec.name());
      var own = state.usersOwn(spec.name());
      shown.put(
          spec.name(),
          new GlobalStores.Shown(
              view, own != null ? own : ReadOnlyStores.of(view, spec.needsDirectory())));
    }
    around.shown.publish(shown);
  }

  /** Takes over records as a store's rows, without the processors. */
  void load(
      Feed feed,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records,
      FeedPosition next) {
    state.restoreFed(feed.store(), partition, records, next);
  }

  /** Processes records of one partition, and remembers the position after them. */
  public void process(
      Feed feed,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records,
      FeedPosition next) {
    SourceOperator source = graph().sourceOf().apply(feed.topic());
    long partitionTime = partitionTimes.getOrDefault(partition, -1L);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      current.begin(record, record.timestamp());
      Decoded decoded = source.decode(record, partitionTime);
      if (decoded != null) {
        partitionTime = Math.max(partitionTime, decoded.timestamp());
        source.process(decoded);
      }
    }
    partitionTimes.put(partition, partitionTime);
    state.fed(feed.store(), partition, next);
    processed += records.size();
    moved = true;
  }

  private TaskGraph graph() {
    TaskGraph linked = graph;
    if (linked == null) {
      throw new IllegalStateException("The global state has not been started");
    }
    return linked;
  }

  /** Records processed so far. */
  public long processed() {
    return processed;
  }

  /** Records dropped so far. */
  public long dropped() {
    return context.droppedRecords();
  }

  /** Lets readers have what they wait for; whether a commit should come soon. */
  boolean relieve() {
    state.servePendingSnapshots();
    return state.commitPressure();
  }

  /** Writes what is not written yet, with the positions it belongs to. */
  public void commit(long nowMs) {
    if (moved) {
      state.commit(Map.of(), nowMs);
      moved = false;
    }
  }

  /** Closes after a commit. */
  @Override
  public void close() {
    closeOperators();
    state.close();
  }

  /** Closes without a commit. */
  void closeDirty() {
    closeOperators();
    state.closeDirty();
  }

  /** Ends the processors; {@link #start} makes new ones. */
  void closeOperators() {
    TaskGraph linked = graph;
    graph = null;
    if (linked == null) {
      return;
    }
    current.beginWithoutSource();
    for (Operator operator : linked.operators()) {
      try {
        operator.close();
      } catch (RuntimeException e) {
        LOG.error("The processor {} of a global store failed to close", operator.name(), e);
      }
    }
  }
}
