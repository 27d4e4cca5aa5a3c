package io.thalweg.streams.runtime.client;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.runtime.assignment.LocalProcess;
import io.thalweg.streams.runtime.compile.PhysicalPlan;
import io.thalweg.streams.runtime.compile.PlanCompiler;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import io.thalweg.streams.runtime.worker.DrivenTasks;
import io.thalweg.streams.runtime.worker.ThreadAssembly;
import io.thalweg.streams.spi.StreamsEngineProvider.Request;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.directory.StateDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * An application driven by hand, record by record, on one thread: what a topology test driver is
 * built on. It starts without local state. Owner: the driving thread.
 */
public final class DrivenApplication implements AutoCloseable {
  private final StateDirectory directory;
  private final StateEngine engine;
  private final InstanceMetrics metrics;
  private final DrivenTasks tasks;

  /**
   * Compiles the plan and opens a task for each subtopology.
   *
   * @param threadName stands in the metrics
   * @throws RuntimeException if plan and configuration do not fit, or a processor fails to start
   */
  public DrivenApplication(Request request, String threadName, UUID processId) {
    StreamsConfig config = request.config();
    String applicationId = config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    PhysicalPlan plan = PlanCompiler.compile(request.plan(), config);
    directory =
        StateDirectory.open(
            Path.of(config.getString(StreamsConfig.STATE_DIR_CONFIG)),
            applicationId,
            plan.persistent());
    directory.cleanUp();
    engine = StateEngine.create(ClientAssembly.stateConfig(config));
    metrics =
        InstanceMetrics.create(
            config,
            new InstanceMetrics.Identity(applicationId, threadName, processId),
            request.time());
    DrivenTasks opened = null;
    try {
      opened =
          new DrivenTasks(
              threadName,
              new ThreadAssembly.Instance(
                  threadName,
                  new LocalProcess(processId, Optional.empty()),
                  config,
                  request.clients(),
                  request.time()),
              topology(plan),
              new DrivenTasks.Surroundings(engine, directory, metrics));
    } finally {
      if (opened == null) {
        closeAround();
      }
    }
    tasks = opened;
  }

  private static ThreadAssembly.Topology topology(PhysicalPlan plan) {
    return new ThreadAssembly.Topology(
        plan.topics(), plan.subscription(), plan.pattern(), plan.offsetResets(), plan.blueprints());
  }

  /** What is to be driven. */
  public DrivenTasks tasks() {
    return tasks;
  }

  /** A live view of all metrics. */
  public Map<MetricName, ? extends Metric> metrics() {
    return metrics.all();
  }

  /** Closes the tasks. What is on disk is of no use any more; the caller deletes it. */
  @Override
  public void close() {
    try {
      tasks.close();
    } finally {
      closeAround();
    }
  }

  private void closeAround() {
    engine.close();
    directory.close();
    metrics.close();
  }
}
