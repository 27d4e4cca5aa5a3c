package io.thalweg.streams.spi;

import io.thalweg.streams.CloseOptions;
import io.thalweg.streams.KafkaStreams;
import io.thalweg.streams.StoreQueryParameters;
import io.thalweg.streams.ThreadMetadata;
import io.thalweg.streams.errors.StreamsUncaughtExceptionHandler;
import io.thalweg.streams.processor.StandbyUpdateListener;
import io.thalweg.streams.processor.StateRestoreListener;
import io.thalweg.streams.query.StateQueryRequest;
import io.thalweg.streams.query.StateQueryResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/** One running instance, as {@code KafkaStreams} shows it. Every method is safe from any thread. */
public interface StreamsEngine {
  /** Starts the threads; see {@link KafkaStreams#start()}. */
  void start();

  /** Stops; returns whether all threads were down in time. */
  boolean close(CloseOptions options);

  KafkaStreams.State state();

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

  Optional<String> addStreamThread();

  Optional<String> removeStreamThread();

  void pause();

  void resume();

  boolean isPaused();

  void cleanUp();
}
