package io.thalweg.streams.runtime.client;

import io.thalweg.streams.ClientInstanceIds;
import io.thalweg.streams.CloseOptions;
import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.KafkaStreams.State;
import io.thalweg.streams.KeyQueryMetadata;
import io.thalweg.streams.StoreQueryParameters;
import io.thalweg.streams.StreamsMetadata;
import io.thalweg.streams.ThreadMetadata;
import io.thalweg.streams.errors.StreamsUncaughtExceptionHandler;
import io.thalweg.streams.processor.StandbyUpdateListener;
import io.thalweg.streams.processor.StateRestoreListener;
import io.thalweg.streams.processor.StreamPartitioner;
import io.thalweg.streams.query.StateQueryRequest;
import io.thalweg.streams.query.StateQueryResult;
import io.thalweg.streams.runtime.exec.Exec;
import io.thalweg.streams.runtime.worker.StreamThread;
import io.thalweg.streams.runtime.worker.ThreadAssembly;
import io.thalweg.streams.spi.StorePosition;
import io.thalweg.streams.spi.StreamsEngine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * The life of one instance: its state, its threads up and down. Safe from any thread; what the
 * threads report comes in through {@link ThreadFleet}.
 */
final class StreamsClient implements StreamsEngine {
  private final ClientParts parts;
  private final ClientState state;
  private final ThreadFleet fleet;
  private final Exec exec;
  private final Time time;

  private final Object pausing = new Object();
  private volatile boolean paused; // written under pausing

  StreamsClient(ClientParts parts, ClientState state, ThreadFleet fleet, Exec exec, Time time) {
    this.parts = parts;
    this.state = state;
    this.fleet = fleet;
    this.exec = exec;
    this.time = time;
  }

  @Override
  public void start() {
    if (state.get() != State.CREATED) {
      throw new IllegalStateException(
          "The client is either already started or already stopped, cannot re-start");
    }
    state.mustBecome(State.REBALANCING);
    ThreadAssembly assembly = parts.start(exec, fleet);
    synchronized (pausing) {
      parts.pauseRestoring(paused);
    }
    parts.loadGlobals(
        exec, new GlobalKeeper.Then(() -> startThreads(assembly), fleet::globalFailed));
  }

  private void startThreads(ThreadAssembly assembly) {
    int threads = parts.streamThreads();
    fleet.start(assembly, threads);
    if (threads == 0) {
      state.become(State.RUNNING);
    }
  }

  @Override
  public boolean close(CloseOptions options) {
    CloseView view = new CloseView(options);
    if (state.become(State.PENDING_SHUTDOWN)) {
      fleet.shutDown(view.leavesGroup(), State.NOT_RUNNING);
    }
    return state.awaitShutdown(view.timeoutOr(Duration.ofMillis(Long.MAX_VALUE)), time);
  }

  @Override
  public State state() {
    return state.get();
  }

  @Override
  public void mirrorState(Consumer<State> mirror) {
    state.mirror(mirror);
  }

  @Override
  public void setStateListener(KafkaStreams.@Nullable StateListener listener) {
    state.listen(listener);
  }

  @Override
  public void setUncaughtExceptionHandler(StreamsUncaughtExceptionHandler handler) {
    requireCreated("StreamsUncaughtExceptionHandler");
    fleet.handleUncaught(handler);
  }

  @Override
  public void setGlobalStateRestoreListener(@Nullable StateRestoreListener listener) {
    requireCreated("GlobalStateRestoreListener");
    parts.listeners().restore(listener);
  }

  @Override
  public void setStandbyUpdateListener(@Nullable StandbyUpdateListener listener) {
    requireCreated("StandbyUpdateListener");
    parts.listeners().standby(listener);
  }

  private void requireCreated(String what) {
    if (state.get() != State.CREATED) {
      throw new IllegalStateException(
          "Can only set " + what + " before calling start(). Current state is: " + state.get());
    }
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return parts.metrics().all();
  }

  @Override
  public <T> T store(StoreQueryParameters<T> parameters) {
    return parts.queries().store(parameters);
  }

  @Override
  public <R> StateQueryResult<R> query(StateQueryRequest<R> request) {
    return parts.queries().query(request);
  }

  @Override
  public Set<ThreadMetadata> metadataForLocalThreads() {
    return fleet.metadata();
  }

  @Override
  public List<StorePosition> storePositions() {
    return parts.storePositions(fleet.writtenStores());
  }

  @Override
  public Optional<String> addStreamThread() {
    return state.isRunningOrRebalancing() ? fleet.add().map(StreamThread::name) : Optional.empty();
  }

  @Override
  public Optional<String> removeStreamThread(Duration timeout) {
    return state.isRunningOrRebalancing() ? fleet.remove(timeout) : Optional.empty();
  }

  @Override
  public void checkRunning() {
    parts.queries().checkRunning();
  }

  @Override
  public Collection<StreamsMetadata> hosts() {
    return parts.hosts().all();
  }

  @Override
  public Collection<StreamsMetadata> hostsOf(String store) {
    return parts.hosts().of(store);
  }

  @Override
  public <K> @Nullable KeyQueryMetadata hostOfKey(String store, K key, Serializer<K> serializer) {
    return parts.hosts().ofKey(store, key, serializer);
  }

  @Override
  public <K> @Nullable KeyQueryMetadata hostOfKey(
      String store, K key, StreamPartitioner<? super K, ?> partitioner) {
    return parts.hosts().ofKey(store, key, partitioner);
  }

  @Override
  public ClientInstanceIds clientInstanceIds(Duration timeout) {
    return parts.clientInstanceIds(fleet.names(), timeout);
  }

  @Override
  public String clientId() {
    return parts.clientId();
  }

  @Override
  public Admin admin() {
    return parts.admin();
  }

  @Override
  public void pause() {
    pause(true);
  }

  @Override
  public void resume() {
    pause(false);
  }

  private void pause(boolean pauses) {
    synchronized (pausing) {
      paused = pauses;
      fleet.pause(pauses);
      parts.pauseRestoring(pauses);
    }
  }

  @Override
  public boolean isPaused() {
    return paused;
  }

  @Override
  public void cleanUp() {
    if (!state.get().hasNotStarted() && !state.get().hasCompletedShutdown()) {
      throw new IllegalStateException(
          "Cannot clean up while running, in state " + state.get() + ": close the instance first");
    }
    parts.deleteLocalState();
  }
}
