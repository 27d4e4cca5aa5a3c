package io.thalweg.streams.spi;

import io.thalweg.streams.ClientInstanceIds;
import io.thalweg.streams.CloseOptions;
import io.thalweg.streams.KafkaStreams;
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
import org.jspecify.annotations.Nullable;

/** One running instance, as {@code KafkaStreams} shows it. Every method is safe from any thread. */
public interface StreamsEngine {
  /** Starts the threads; see {@link KafkaStreams#start()}. */
  void start();

  /** Stops; returns whether all threads were down in time. */
  boolean close(CloseOptions options);

  KafkaStreams.State state();

  /** Tells each new state, before any listener; must not block. To be set before the start. */
  void mirrorState(Consumer<KafkaStreams.State> mirror);

  void setStateListener(KafkaStreams.@Nullable StateListener listener);

  void setUncaughtExceptionHandler(StreamsUncaughtExceptionHandler handler);

  void setGlobalStateRestoreListener(@Nullable StateRestoreListener listener);

  void setStandbyUpdateListener(@Nullable StandbyUpdateListener listener);

  Map<MetricName, ? extends Metric> metrics();

  <T> T store(StoreQueryParameters<T> parameters);

  <R> StateQueryResult<R> query(StateQueryRequest<R> request);

  Set<ThreadMetadata> metadataForLocalThreads();

  /** See {@link KafkaStreams#allLocalStorePartitionLags()}. */
  List<StorePosition> storePositions();

  /**
   * Refuses to go on if the instance does not run.
   *
   * @throws io.thalweg.streams.errors.StreamsNotStartedException before the start
   * @throws IllegalStateException if it is closing or closed
   */
  void checkRunning();

  /** See {@link KafkaStreams#metadataForAllStreamsClients()}; callable in any state. */
  Collection<StreamsMetadata> hosts();

  /** See {@link KafkaStreams#streamsMetadataForStore}; callable in any state. */
  Collection<StreamsMetadata> hostsOf(String store);

  /** See {@link KafkaStreams#queryMetadataForKey}; callable in any state. */
  <K> @Nullable KeyQueryMetadata hostOfKey(String store, K key, Serializer<K> serializer);

  /** See {@link KafkaStreams#queryMetadataForKey}; callable in any state. */
  <K> @Nullable KeyQueryMetadata hostOfKey(
      String store, K key, StreamPartitioner<? super K, ?> partitioner);

  Optional<String> addStreamThread();

  /** See {@link KafkaStreams#removeStreamThread(Duration)}. */
  Optional<String> removeStreamThread(Duration timeout);

  /** See {@link KafkaStreams#clientInstanceIds}; callable while it runs. */
  ClientInstanceIds clientInstanceIds(Duration timeout);

  /** The client id, given or made up. */
  String clientId();

  /** The admin client, closed with the instance. */
  Admin admin();

  void pause();

  void resume();

  boolean isPaused();

  void cleanUp();
}
