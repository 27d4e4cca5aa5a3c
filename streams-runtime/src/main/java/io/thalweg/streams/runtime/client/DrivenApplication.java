package io.thalweg.streams.runtime.client;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.runtime.assignment.LocalProcess;
import io.thalweg.streams.runtime.compile.PhysicalPlan;
import io.thalweg.streams.runtime.compile.PlanCompiler;
import io.thalweg.streams.runtime.global.GlobalState;
import io.thalweg.streams.runtime.metrics.GlobalMetrics;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import io.thalweg.streams.runtime.worker.DrivenTasks;
import io.thalweg.streams.runtime.worker.ThreadAssembly;
import io.thalweg.streams.runtime.worker.UserStoreEnvironment;
import io.thalweg.streams.spi.StreamsEngineProvider.Request;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.directory.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * An application driven by hand, record by record, on one thread: what a topology test driver is
 * built on. It starts without local state. Owner: the driving thread.
 */
public final class DrivenApplication implements AutoCloseable {
  private final Request request;
  private final String threadName;
  private final UUID processId;
  private final StateDirectory directory;
  private final StateEngine engine;
  private final InstanceMetrics metrics;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final @Nullable DrivenGlobals globals;
  private final DrivenTasks tasks;

  /**
   * Compiles the plan, opens the global stores and a task for each subtopology.
   *
   * @param threadName stands in the metrics
   * @throws RuntimeException if plan and configuration do not fit, or a processor fails to start
   */
  public DrivenApplication(Request request, String threadName, UUID processId) {
    this.request = request;
    this.threadName = threadName;
    this.processId = processId;
    PhysicalPlan plan = PlanCompiler.compile(request.plan(), request.config());
    directory =
        StateDirectory.open(
            Path.of(request.config().getString(StreamsConfig.STATE_DIR_CONFIG)),
            applicationId(),
            plan.persistent());
    open.push(directory);
    directory.cleanUp();
    engine = StateEngine.create(ClientAssembly.stateConfig(request.config()));
    open.push(engine);
    metrics =
        InstanceMetrics.create(
            request.config(),
            new InstanceMetrics.Identity(applicationId(), threadName, processId),
            request.time());
    open.push(metrics);
    try {
      globals = plan.global().isEmpty() ? null : globals(plan);
      tasks = tasks(plan);
    } catch (RuntimeException e) {
      closeAll();
      throw e;
    }
  }

  private String applicationId() {
    return request.config().getString(StreamsConfig.APPLICATION_ID_CONFIG);
  }

  private DrivenGlobals globals(PhysicalPlan plan) {
    GlobalMetrics global = metrics.globalThread(threadName);
    open.push(global);
    GlobalState state =
        GlobalState.open(
            plan.global(),
            new GlobalState.Surroundings(
                request.config(),
                engine,
                directory,
                plan.globalStores(),
                current ->
                    new UserStoreEnvironment(request.config(), current, global.forUserCode()),
                request.time()));
    open.push(state);
    return new DrivenGlobals(state, plan.global().feeds(), global, request.time());
  }

  private DrivenTasks tasks(PhysicalPlan plan) {
    DrivenTasks opened =
        new DrivenTasks(
            threadName,
            new ThreadAssembly.Instance(
                threadName,
                new LocalProcess(processId, Optional.empty()),
                request.config(),
                request.clients(),
                request.time()),
            new ThreadAssembly.Topology(
                plan.topics(),
                plan.subscription(),
                plan.pattern(),
                plan.offsetResets(),
                plan.blueprints()),
            new DrivenTasks.Surroundings(engine, directory, metrics));
    open.push(opened);
    return opened;
  }

  /** Whether a task or a global store reads the topic, or would if it was there. */
  public boolean reads(String topic) {
    return tasks.reads(topic) || (globals != null && globals.reads(topic));
  }

  /**
   * Processes a record of a topic that is read; a task may put it off to wait for other partitions.
   * What it throws is thrown; the record is then passed, and what it did before stays.
   */
  public void process(ConsumerRecord<byte[], byte[]> record) {
    if (globals != null && globals.reads(record.topic())) {
      globals.process(record);
    } else {
      tasks.add(record);
      tasks.process();
    }
  }

  /** Processes one record of each task that need not wait with it any more; returns how many. */
  public int processWaiting() {
    return tasks.process();
  }

  /** Fires wall-clock punctuators that are due. */
  public void punctuate() {
    tasks.punctuate();
  }

  /** Commits what there is to commit. */
  public void commit() {
    tasks.commit();
  }

  /** All stores by name. */
  public Map<String, StateStore> stores() {
    Map<String, StateStore> stores = new TreeMap<>();
    if (!open.isEmpty()) {
      tasks.addStores(stores);
      if (globals != null) {
        globals.addStores(stores);
      }
    }
    return stores;
  }

  /** A live view of all metrics. */
  public Map<MetricName, ? extends Metric> metrics() {
    return metrics.all();
  }

  /** Closes everything. What is on disk is of no use any more; the caller deletes it. */
  @Override
  public void close() {
    closeAll();
  }

  /** In the opposite order of opening, whatever fails. */
  private void closeAll() {
    while (!open.isEmpty()) {
      AutoCloseable next = open.pop();
      Utils.closeQuietly(next, next.toString());
    }
  }
}
