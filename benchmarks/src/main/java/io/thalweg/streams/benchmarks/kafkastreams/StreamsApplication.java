package io.thalweg.streams.benchmarks.kafkastreams;

import io.thalweg.streams.benchmarks.engine.Application;
import io.thalweg.streams.benchmarks.engine.RunSpec;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Runs a workload's topology with the engine's own defaults but for what the run specifies. */
public final class StreamsApplication implements Application {
  private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(5);

  private final LongAdder progress = new LongAdder();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final KafkaStreams streams;

  public StreamsApplication(RunSpec spec) {
    streams = new KafkaStreams(Topologies.of(spec, progress), config(spec));
    streams.setUncaughtExceptionHandler(
        problem -> {
          failure.compareAndSet(null, problem);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    if (spec.workload() == Workload.RESTORE) {
      streams.setGlobalStateRestoreListener(new RestoreCounter());
    }
  }

  private static Properties config(RunSpec spec) {
    Properties config = new Properties();
    config.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, spec.applicationId());
    config.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, spec.bootstrapServers());
    config.setProperty(
        StreamsConfig.STATE_DIR_CONFIG, spec.directory().resolve("state").toString());
    config.setProperty(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(spec.threads()));
    config.setProperty(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Long.toString(spec.commitIntervalMs()));
    config.putAll(spec.workload().config());
    return config;
  }

  @Override
  public void start() {
    streams.start();
  }

  @Override
  public long progress() {
    return progress.sum();
  }

  @Override
  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public @Nullable Throwable failure() {
    Throwable problem = failure.get();
    if (problem == null && streams.state() == KafkaStreams.State.ERROR) {
      return new IllegalStateException("The application is in state ERROR; see its log");
    }
    return problem;
  }

  @Override
  public void forEachStored(ObjLongConsumer<String> entry) {
    ReadOnlyKeyValueStore<String, Long> store =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                Workload.STORE, QueryableStoreTypes.<String, Long>keyValueStore()));
    try (KeyValueIterator<String, Long> entries = store.all()) {
      entries.forEachRemaining(pair -> entry.accept(pair.key, pair.value));
    }
  }

  @Override
  public void close() {
    if (!streams.close(CLOSE_TIMEOUT)) {
      throw new IllegalStateException("The application did not close in " + CLOSE_TIMEOUT);
    }
  }

  private final class RestoreCounter implements StateRestoreListener {
    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {}

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
      progress.add(count);
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {}
  }
}
