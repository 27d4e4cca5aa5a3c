package io.thalweg.streams.processor.api;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.processor.PunctuationType;
import io.thalweg.streams.processor.Punctuator;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.metrics.UserMetrics;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.metrics.Metrics;
import org.jspecify.annotations.Nullable;

/** What the contexts of both kinds of processors have in common. Not thread-safe. */
final class MockTask {
  private static final String NO_BROKER = "dummy-bootstrap-host:0";

  private final StreamsConfig config;
  private final TaskId taskId;
  private final @Nullable File stateDir;
  private final StreamsMetrics metrics;
  private final Map<String, StateStore> stores = new HashMap<>();
  private final List<MockProcessorContext.CapturedPunctuator> punctuators = new ArrayList<>();

  private @Nullable RecordMetadata recordMetadata;
  private @Nullable Long streamTime;
  private @Nullable Long systemTime;
  private boolean committed;

  MockTask(Properties properties, TaskId taskId, @Nullable File stateDir) {
    Map<String, Object> complete = new HashMap<>();
    complete.put(StreamsConfig.APPLICATION_ID_CONFIG, "dummy-mock-app-id");
    complete.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, NO_BROKER);
    properties.forEach((key, value) -> complete.put(key.toString(), value));
    this.config = new StreamsConfig(complete);
    this.taskId = taskId;
    this.stateDir = stateDir;
    Map<String, String> tags = new HashMap<>();
    tags.put("thread-id", Thread.currentThread().getName());
    this.metrics = new UserMetrics(new Metrics(), tags);
  }

  /** The configs of a context that was made without any. */
  static Properties noConfigs() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "");
    return properties;
  }

  private record Origin(@Nullable String name, int partition, long offset)
      implements RecordMetadata {
    @Override
    @SuppressWarnings("NullAway") // a test may say that there is none
    public String topic() {
      return name;
    }
  }

  StreamsConfig config() {
    return config;
  }

  String applicationId() {
    return config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
  }

  TaskId taskId() {
    return taskId;
  }

  File stateDir() {
    if (stateDir == null) {
      throw new NullPointerException(
          "This context has no state directory: use stores in memory, or pass a directory to the"
              + " constructor with (config, taskId, stateDir)");
    }
    return stateDir;
  }

  StreamsMetrics metrics() {
    return metrics;
  }

  Map<String, Object> appConfigs() {
    Map<String, Object> all = new HashMap<>(config.originals());
    all.putAll(config.values());
    return all;
  }

  Optional<RecordMetadata> recordMetadata() {
    return Optional.ofNullable(recordMetadata);
  }

  void recordMetadata(@Nullable String topic, int partition, long offset) {
    recordMetadata = new Origin(topic, partition, offset);
  }

  long streamTime() {
    return known(streamTime, "Stream", "setCurrentStreamTimeMs");
  }

  void streamTime(long time) {
    streamTime = time;
  }

  long systemTime() {
    return known(systemTime, "System", "setCurrentSystemTimeMs");
  }

  void systemTime(long time) {
    systemTime = time;
  }

  private static long known(@Nullable Long time, String which, String setter) {
    if (time == null) {
      throw new IllegalStateException(which + " time must be set before use via " + setter + "().");
    }
    return time;
  }

  boolean committed() {
    return committed;
  }

  void committed(boolean now) {
    committed = now;
  }

  void addStore(StateStore store) {
    stores.put(store.name(), store);
  }

  @Nullable StateStore store(String name) {
    return stores.get(name);
  }

  MockProcessorContext.CapturedPunctuator schedule(
      @Nullable Instant start, Duration interval, PunctuationType type, Punctuator callback) {
    MockProcessorContext.CapturedPunctuator punctuator =
        new MockProcessorContext.CapturedPunctuator(start, interval, type, callback);
    punctuators.add(punctuator);
    return punctuator;
  }

  List<MockProcessorContext.CapturedPunctuator> punctuators() {
    return new ArrayList<>(punctuators);
  }
}
