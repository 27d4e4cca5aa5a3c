package io.thalweg.streams;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.errors.StreamsNotStartedException;
import io.thalweg.streams.errors.StreamsUncaughtExceptionHandler;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.processor.StandbyUpdateListener;
import io.thalweg.streams.processor.StateRestoreListener;
import io.thalweg.streams.processor.StreamPartitioner;
import io.thalweg.streams.query.StateQueryRequest;
import io.thalweg.streams.query.StateQueryResult;
import io.thalweg.streams.spi.StorePosition;
import io.thalweg.streams.spi.StreamsEngine;
import io.thalweg.streams.spi.StreamsEngineProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * One running instance of a stream-processing application. Further instances with the same {@code
 * application.id}, in this process or others, share the work. Every method is safe from any thread.
 *
 * <pre>{@code
 * KafkaStreams streams = new KafkaStreams(builder.build(), properties);
 * Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
 * streams.start();
 * }</pre>
 */
public class KafkaStreams implements AutoCloseable {
  /** The configuration. */
  protected final StreamsConfig applicationConfigs;

  /** The admin client that the instance works with; closed by it. */
  protected final Admin adminClient;

  /** The client id, given or made up. */
  protected final String clientId;

  /** The present state, written by the engine; see {@link #state()}. */
  protected volatile State state = State.CREATED;

  private final StreamsEngine engine;

  /**
   * Builds an instance; nothing runs before {@link #start}.
   *
   * @throws StreamsException if the topology and the configuration do not fit
   */
  public KafkaStreams(Topology topology, Properties props) {
    this(topology, new StreamsConfig(props));
  }

  /** As {@link #KafkaStreams(Topology, Properties)}, with clients of one's own. */
  public KafkaStreams(Topology topology, Properties props, KafkaClientSupplier clientSupplier) {
    this(topology, new StreamsConfig(props), clientSupplier, Time.SYSTEM);
  }

  /** As {@link #KafkaStreams(Topology, Properties)}, on a clock of one's own. */
  public KafkaStreams(Topology topology, Properties props, Time time) {
    this(topology, new StreamsConfig(props), time);
  }

  /** As {@link #KafkaStreams(Topology, Properties)}, with clients and a clock of one's own. */
  public KafkaStreams(
      Topology topology, Properties props, KafkaClientSupplier clientSupplier, Time time) {
    this(topology, new StreamsConfig(props), clientSupplier, time);
  }

  /** As {@link #KafkaStreams(Topology, Properties)}. */
  public KafkaStreams(Topology topology, StreamsConfig applicationConfigs) {
    this(topology, applicationConfigs, applicationConfigs.getKafkaClientSupplier(), Time.SYSTEM);
  }

  /** As {@link #KafkaStreams(Topology, Properties)}, with clients of one's own. */
  public KafkaStreams(
      Topology topology, StreamsConfig applicationConfigs, KafkaClientSupplier clientSupplier) {
    this(topology, applicationConfigs, clientSupplier, Time.SYSTEM);
  }

  /** As {@link #KafkaStreams(Topology, Properties)}, on a clock of one's own. */
  public KafkaStreams(Topology topology, StreamsConfig applicationConfigs, Time time) {
    this(topology, applicationConfigs, applicationConfigs.getKafkaClientSupplier(), time);
  }

  private KafkaStreams(
      Topology topology,
      StreamsConfig applicationConfigs,
      KafkaClientSupplier clientSupplier,
      Time time) {
    this.applicationConfigs = applicationConfigs;
    LogicalPlan plan = topology.plan(applicationConfigs);
    engine =
        provider()
            .create(
                new StreamsEngineProvider.Request(
                    plan,
                    topology.describe().toString(),
                    applicationConfigs,
                    Objects.requireNonNull(clientSupplier, "clientSupplier"),
                    Objects.requireNonNull(time, "time")));
    engine.mirrorState(now -> state = now);
    adminClient = engine.admin();
    clientId = engine.clientId();
  }

  private static StreamsEngineProvider provider() {
    return ServiceLoader.load(StreamsEngineProvider.class, KafkaStreams.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new StreamsException(
                    "No runtime on the class path: add io.thalweg:thalweg-streams-runtime at run"
                        + " time"));
  }

  /** What an instance is doing. */
  public enum State {
    /** Built, not started. */
    CREATED,
    /** Tasks are being handed out, opened or restored. */
    REBALANCING,
    /** Every task processes. */
    RUNNING,
    /** Closing on request. */
    PENDING_SHUTDOWN,
    /** Closed. */
    NOT_RUNNING,
    /** Closing because of an error. */
    PENDING_ERROR,
    /** Closed because of an error. */
    ERROR;

    private Set<State> next() {
      return switch (this) {
        case CREATED -> EnumSet.of(REBALANCING, PENDING_SHUTDOWN, PENDING_ERROR);
        case REBALANCING -> EnumSet.of(REBALANCING, RUNNING, PENDING_SHUTDOWN, PENDING_ERROR);
        case RUNNING -> EnumSet.of(REBALANCING, RUNNING, PENDING_SHUTDOWN, PENDING_ERROR);
        case PENDING_SHUTDOWN -> EnumSet.of(NOT_RUNNING);
        case PENDING_ERROR -> EnumSet.of(ERROR);
        case NOT_RUNNING, ERROR -> EnumSet.noneOf(State.class);
      };
    }

    /** Whether the instance has not been started. */
    public boolean hasNotStarted() {
      return this == CREATED;
    }

    /** Whether it runs or is about to. */
    public boolean isRunningOrRebalancing() {
      return this == RUNNING || this == REBALANCING;
    }

    /** Whether it is closing. */
    public boolean isShuttingDown() {
      return this == PENDING_SHUTDOWN || this == PENDING_ERROR;
    }

    /** Whether it is closed. */
    public boolean hasCompletedShutdown() {
      return this == NOT_RUNNING || this == ERROR;
    }

    /** Whether it is closing or closed. */
    public boolean hasStartedOrFinishedShuttingDown() {
      return isShuttingDown() || hasCompletedShutdown();
    }

    /** Whether an instance may go from here to {@code newState}. */
    public boolean isValidTransition(State newState) {
      return next().contains(newState);
    }
  }

  /** Is told about each change of state, on the thread that made it; must not block. */
  public interface StateListener {
    /** The state has changed. */
    void onChange(State newState, State oldState);
  }

  /**
   * Starts the instance. Returns when its threads are started, not when it is {@code RUNNING}.
   *
   * @throws IllegalStateException if it was started or closed before
   * @throws StreamsException if the state directory cannot be used or belongs to another process
   */
  public void start() throws IllegalStateException, StreamsException {
    engine.start();
  }

  /** Commits, closes and waits until everything is down. */
  @Override
  public void close() {
    engine.close(CloseOptions.timeout(Duration.ofMillis(Long.MAX_VALUE)));
  }

  /**
   * As {@link #close()}, waiting no longer than {@code timeout}; zero only asks for it.
   *
   * @return whether everything was down in time
   * @throws IllegalArgumentException if the timeout is negative
   */
  public boolean close(Duration timeout) throws IllegalArgumentException {
    return close(CloseOptions.timeout(timeout));
  }

  /** As {@link #close(Duration)}, with a say about the membership in the consumer group. */
  public boolean close(CloseOptions options) throws IllegalArgumentException {
    return engine.close(Objects.requireNonNull(options, "options"));
  }

  /** The present state. */
  public State state() {
    return engine.state();
  }

  /**
   * Sets who is told about state changes; null for nobody.
   *
   * @throws IllegalStateException if the instance was started
   */
  public void setStateListener(@Nullable StateListener listener) {
    engine.setStateListener(listener);
  }

  /**
   * Sets who decides what happens after a stream thread has failed.
   *
   * @throws IllegalStateException if the instance was started
   */
  public void setUncaughtExceptionHandler(StreamsUncaughtExceptionHandler userHandler) {
    engine.setUncaughtExceptionHandler(Objects.requireNonNull(userHandler, "userHandler"));
  }

  /**
   * Sets who is told about the progress of restoring stores; null for nobody.
   *
   * @throws IllegalStateException if the instance was started
   */
  public void setGlobalStateRestoreListener(@Nullable StateRestoreListener listener) {
    engine.setGlobalStateRestoreListener(listener);
  }

  /**
   * Sets who is told about the progress of standby tasks; null for nobody.
   *
   * @throws IllegalStateException if the instance was started
   */
  public void setStandbyUpdateListener(@Nullable StandbyUpdateListener listener) {
    engine.setStandbyUpdateListener(listener);
  }

  /** All metrics of this instance and its clients, read-only and live. */
  public Map<MetricName, ? extends Metric> metrics() {
    return engine.metrics();
  }

  /**
   * A read-only view of a store, over the partitions that this instance has.
   *
   * @throws io.thalweg.streams.errors.UnknownStateStoreException if the topology has no such store
   * @throws io.thalweg.streams.errors.InvalidStateStoreException if it cannot be queried now
   */
  public <T> T store(StoreQueryParameters<T> storeQueryParameters) {
    return engine.store(Objects.requireNonNull(storeQueryParameters, "storeQueryParameters"));
  }

  /**
   * Asks the partitions of a store that this instance has, all or those that the request names. The
   * answer of each says how far it has come; one that cannot be asked, or has not come as far as
   * the request demands, answers with a failure. Standbys answer, too, unless the request requires
   * active tasks. A global store answers with a failure: use {@link #store}. Iterators in results
   * must be closed.
   *
   * @throws io.thalweg.streams.errors.StreamsNotStartedException before {@link #start}
   * @throws io.thalweg.streams.errors.StreamsStoppedException if this instance is neither running
   *     nor rebalancing
   * @throws io.thalweg.streams.errors.UnknownStateStoreException if the topology has no such store
   * @throws RuntimeException that a serde throws at the key, or a store of the user's
   */
  public <R> StateQueryResult<R> query(StateQueryRequest<R> request) {
    return engine.query(Objects.requireNonNull(request, "request"));
  }

  /** What each stream thread of this instance is doing. */
  public Set<ThreadMetadata> metadataForLocalThreads() {
    return engine.metadataForLocalThreads();
  }

  /**
   * How far each store partition on this instance, active or standby, is behind its changelog, by
   * store name and partition. One that is written here is not behind. Stores without a changelog
   * are left out. Asks the brokers for the ends of the changelogs.
   *
   * @throws io.thalweg.streams.errors.StreamsException if they do not answer
   */
  public Map<String, Map<Integer, LagInfo>> allLocalStorePartitionLags() {
    Map<String, Map<Integer, LagInfo>> lags = new TreeMap<>();
    for (StorePosition found : engine.storePositions()) {
      lags.computeIfAbsent(found.store(), name -> new TreeMap<>())
          .put(found.partition(), new LagInfo(found.position(), found.end()));
    }
    return lags;
  }

  /**
   * What the instances of this application have, of those with an {@code application.server}, as
   * the group's last assignment says; empty if there are none.
   *
   * @throws StreamsNotStartedException before the start
   * @throws IllegalStateException if the instance is closing or closed
   */
  public Collection<StreamsMetadata> metadataForAllStreamsClients() {
    validateIsRunningOrRebalancing();
    return engine.hosts();
  }

  /**
   * The instances that have partitions of a store, active or standby; all of them if it is global,
   * none if the topology has no such store or this instance has no {@code application.server}.
   *
   * @throws StreamsNotStartedException before the start
   * @throws IllegalStateException if the instance is closing or closed
   */
  public Collection<StreamsMetadata> streamsMetadataForStore(String storeName) {
    validateIsRunningOrRebalancing();
    return engine.hostsOf(Objects.requireNonNull(storeName, "storeName cannot be null"));
  }

  /**
   * Which instances have a key of a store, given that records are partitioned by Kafka's default.
   *
   * @param keySerializer that of the topic which feeds the store
   * @return {@link KeyQueryMetadata#NOT_AVAILABLE} if that is not known now, or if this instance
   *     has no {@code application.server}; null if the topology has no such store
   * @throws StreamsNotStartedException before the start
   * @throws IllegalStateException if the instance is closing or closed
   */
  public <K> @Nullable KeyQueryMetadata queryMetadataForKey(
      String storeName, K key, Serializer<K> keySerializer) {
    validateIsRunningOrRebalancing();
    return engine.hostOfKey(
        Objects.requireNonNull(storeName, "storeName can't be null"),
        Objects.requireNonNull(key, "key can't be null"),
        Objects.requireNonNull(keySerializer, "keySerializer can't be null"));
  }

  /**
   * As the other one, with the partitioner that was used; its value is null.
   *
   * @throws IllegalArgumentException if the partitioner does not name exactly one partition
   */
  public <K> @Nullable KeyQueryMetadata queryMetadataForKey(
      String storeName, K key, StreamPartitioner<? super K, ?> partitioner) {
    validateIsRunningOrRebalancing();
    return engine.hostOfKey(
        Objects.requireNonNull(storeName, "storeName can't be null"),
        Objects.requireNonNull(key, "key can't be null"),
        Objects.requireNonNull(partitioner, "partitioner can't be null"));
  }

  /**
   * The ids that brokers gave to the clients of this instance, for the metrics they push (KIP-714).
   * Clients with {@code enable.metrics.push=false}, and those without an id when the time is up,
   * are left out.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if a stream thread was too busy to look
   * @throws IllegalArgumentException if the timeout is negative
   * @throws IllegalStateException if the instance is not running
   */
  public ClientInstanceIds clientInstanceIds(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("The timeout cannot be negative.");
    } else if (state().hasNotStarted()) {
      throw new IllegalStateException(
          "KafkaStreams has not been started, you can retry after calling start().");
    } else if (hasStartedOrFinishedShuttingDown()) {
      throw new IllegalStateException("KafkaStreams has been stopped (" + state() + ").");
    }
    return engine.clientInstanceIds(timeout);
  }

  /** Whether it runs or is about to. */
  protected boolean isRunningOrRebalancing() {
    return state().isRunningOrRebalancing();
  }

  /** Whether it is closing or closed. */
  protected boolean hasStartedOrFinishedShuttingDown() {
    return state().hasStartedOrFinishedShuttingDown();
  }

  /**
   * Refuses to go on if the instance does not run.
   *
   * @throws StreamsNotStartedException before the start
   * @throws IllegalStateException if it is closing or closed
   */
  protected void validateIsRunningOrRebalancing() {
    engine.checkRunning();
  }

  /** Starts one more stream thread; returns its name, or empty if the instance is not running. */
  public Optional<String> addStreamThread() {
    return engine.addStreamThread();
  }

  /**
   * Ends one stream thread and waits for it, except when called from a stream thread.
   *
   * @return its name, or empty if there is none to end
   */
  public Optional<String> removeStreamThread() {
    return removeStreamThread(Duration.ofMillis(Long.MAX_VALUE));
  }

  /**
   * As {@link #removeStreamThread()}, waiting no longer than {@code timeout}.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if the thread has not ended by then; it
   *     will
   */
  public Optional<String> removeStreamThread(Duration timeout) {
    return engine.removeStreamThread(Objects.requireNonNull(timeout, "timeout"));
  }

  /**
   * Stops processing until {@link #resume}, and restoring of active and standby tasks; tasks and
   * group membership stay. It may be called before {@link #start}. Tasks that have stores wait to
   * be restored, and the instance is not running before they are.
   */
  public void pause() {
    engine.pause();
  }

  /** Goes on after {@link #pause}. */
  public void resume() {
    engine.resume();
  }

  /** Whether processing is paused. */
  public boolean isPaused() {
    return engine.isPaused();
  }

  /**
   * Deletes this application's local state.
   *
   * @throws IllegalStateException if the instance is running
   */
  public void cleanUp() {
    engine.cleanUp();
  }
}
