package io.thalweg.streams.runtime.client;

import io.thalweg.streams.ClientInstanceIds;
import io.thalweg.streams.KafkaClientSupplier;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.runtime.assignment.InternalTopics;
import io.thalweg.streams.runtime.assignment.LocalProcess;
import io.thalweg.streams.runtime.compile.PhysicalPlan;
import io.thalweg.streams.runtime.exec.Exec;
import io.thalweg.streams.runtime.exec.Running;
import io.thalweg.streams.runtime.metrics.ClientIds;
import io.thalweg.streams.runtime.metrics.InstanceMetrics;
import io.thalweg.streams.runtime.query.QueryRouter;
import io.thalweg.streams.runtime.restore.AdminOffsetLookup;
import io.thalweg.streams.runtime.restore.RestoreProgress;
import io.thalweg.streams.runtime.restore.RestoreService;
import io.thalweg.streams.runtime.restore.RestoreSettings;
import io.thalweg.streams.runtime.worker.StoreLog;
import io.thalweg.streams.runtime.worker.TaskLocks;
import io.thalweg.streams.runtime.worker.ThreadAssembly;
import io.thalweg.streams.runtime.worker.ThreadObserver;
import io.thalweg.streams.spi.StorePosition;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.directory.StateDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an instance is made of and shares among its threads. Closed once, after the last thread. */
final class ClientParts {
  private static final Logger LOG = LoggerFactory.getLogger(ClientParts.class);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Identity identity;
  private final Shared shared;
  private final PhysicalPlan plan;
  private final Local local;
  private final UserListeners listeners;

  // set by start, on the caller's thread, before any stream thread is there
  private volatile @Nullable RestoreService restores;
  private @Nullable StateCleaner cleaner;
  private volatile @Nullable GlobalKeeper globals;
  private @Nullable Running cleanerRunning;

  /** Who the instance is. */
  record Identity(
      String clientId,
      LocalProcess process,
      StreamsConfig config,
      KafkaClientSupplier clients,
      Time time) {}

  /** Clients and services. */
  record Shared(
      Admin admin,
      InternalTopics internalTopics,
      QueryRouter queries,
      HostDirectory hosts,
      ClientIds clientIds,
      InstanceMetrics metrics) {}

  /** State on this machine. */
  record Local(StateDirectory directory, StateEngine engine, TaskLocks locks) {}

  ClientParts(
      Identity identity, Shared shared, PhysicalPlan plan, Local local, UserListeners listeners) {
    this.identity = identity;
    this.shared = shared;
    this.plan = plan;
    this.local = local;
    this.listeners = listeners;
  }

  StreamsConfig config() {
    return identity.config;
  }

  QueryRouter queries() {
    return shared.queries;
  }

  HostDirectory hosts() {
    return shared.hosts;
  }

  /** The ids of the clients of these stream threads, and of the others as far as they know them. */
  ClientInstanceIds clientInstanceIds(Set<String> threads, Duration timeout) {
    Set<String> others = globals == null ? Set.of() : Set.of(InstanceIds.global(identity.clientId));
    return InstanceIds.ask(
        new InstanceIds.Clients(shared.admin, shared.clientIds, identity.time),
        threads,
        others,
        timeout);
  }

  Admin admin() {
    return shared.admin;
  }

  String clientId() {
    return identity.clientId;
  }

  InstanceMetrics metrics() {
    return shared.metrics;
  }

  UserListeners listeners() {
    return listeners;
  }

  /**
   * Loads what every instance keeps whole, if there is anything, and blocks until that is done;
   * {@code then} follows in any case.
   *
   * @throws io.thalweg.streams.errors.StreamsException if it cannot be loaded
   */
  void loadGlobals(Exec exec, GlobalKeeper.Then then) {
    if (plan.global().isEmpty()) {
      then.complete().run();
      return;
    }
    GlobalKeeper keeper = new GlobalWiring(identity, shared, plan, local).keeper(listeners, then);
    globals = keeper;
    keeper.start(exec, identity.time);
  }

  /** How many stream threads the topology has work for, of those configured. */
  int streamThreads() {
    boolean work = !plan.subscription().isEmpty() || plan.pattern() != null;
    return work ? config().getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG) : 0;
  }

  /** Starts restoring and returns what makes the stream threads. */
  ThreadAssembly start(Exec exec, ThreadObserver observer) {
    RestoreService restoring =
        new RestoreService(
            new RestoreSettings(
                identity.clientId,
                config().getInt(StreamsConfig.RESTORE_THREADS_CONFIG),
                config().getLong(StreamsConfig.POLL_MS_CONFIG),
                config().getLong(StreamsConfig.TASK_TIMEOUT_MS_CONFIG)),
            new RestoreService.Clients(
                this::restoreConsumer,
                shared.clientIds,
                new AdminOffsetLookup(
                    shared.admin, config().getString(StreamsConfig.APPLICATION_ID_CONFIG))),
            new RestoreService.UserListeners(listeners::restore, listeners::standby),
            shared.metrics,
            identity.time);
    restores = restoring;
    restoring.start(exec);
    if (plan.persistent()) {
      exec.start(identity.clientId + "-WarmUp", new WarmUp(local.engine));
    }
    StateCleaner stateCleaner = new StateCleaner(local.directory, local.locks, identity.config);
    cleaner = stateCleaner;
    cleanerRunning = exec.start(identity.clientId + "-CleanupThread", stateCleaner);
    return assemble(restoring, observer);
  }

  private Consumer<byte[], byte[]> restoreConsumer(String clientId) {
    return identity.clients.getRestoreConsumer(
        RestoreConsumer.configs(config(), clientId, Runtime.getRuntime().maxMemory()));
  }

  private ThreadAssembly assemble(RestoreService restoring, ThreadObserver observer) {
    return new ThreadAssembly(
        new ThreadAssembly.Instance(
            identity.clientId, identity.process, identity.config, identity.clients, identity.time),
        new ThreadAssembly.Topology(
            plan.topics(),
            plan.subscription(),
            plan.pattern(),
            plan.offsetResets(),
            plan.blueprints()),
        new ThreadAssembly.Services(
            shared.admin,
            shared.internalTopics,
            new ThreadAssembly.State(local.engine, local.directory, local.locks, restoring),
            shared.queries,
            shared.metrics,
            observer,
            shared.hosts::assigned,
            shared.clientIds));
  }

  /** Stops restoring and following, or goes on; nothing before {@link #start}. */
  void pauseRestoring(boolean paused) {
    RestoreService restoring = restores;
    if (restoring != null) {
      restoring.pause(paused);
    }
  }

  /** How far the stores are, given those that are written here. */
  List<StorePosition> storePositions(List<StoreLog> written) {
    RestoreService restoring = restores;
    List<RestoreProgress> loading = new ArrayList<>();
    if (restoring != null) {
      restoring.progress().values().forEach(loading::addAll);
    }
    return StorePositions.compare(shared.admin, written, loading, identity.time);
  }

  void deleteLocalState() {
    local.directory.cleanUp();
  }

  void close() {
    StateCleaner cleaning = cleaner;
    Running cleaningLoop = cleanerRunning;
    if (cleaning != null && cleaningLoop != null) {
      cleaning.stop();
      cleaningLoop.wakeUp();
      cleaningLoop.join(PATIENCE);
    }
    RestoreService restoring = restores;
    if (restoring != null) {
      restoring.shutdown();
      restoring.join(PATIENCE, identity.time);
    }
    GlobalKeeper keeper = globals;
    if (keeper != null) {
      keeper.stop(PATIENCE);
    }
    local.engine.close();
    local.directory.close();
    shared.admin.close();
    shared.metrics.close();
    LOG.info("{} is closed", identity.clientId);
  }
}
