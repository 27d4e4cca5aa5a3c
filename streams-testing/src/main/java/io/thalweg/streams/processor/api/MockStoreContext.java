package io.thalweg.streams.processor.api;

import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.processor.CommitCallback;
import io.thalweg.streams.processor.StateRestoreCallback;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.processor.TaskId;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** What a store sees of a mock: nothing is restored, and nothing is committed. */
record MockStoreContext(MockTask task) implements StateStoreContext {
  @Override
  public String applicationId() {
    return task.applicationId();
  }

  @Override
  public TaskId taskId() {
    return task.taskId();
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return task.recordMetadata();
  }

  @Override
  public Serde<?> keySerde() {
    return task.config().defaultKeySerde();
  }

  @Override
  public Serde<?> valueSerde() {
    return task.config().defaultValueSerde();
  }

  @Override
  public File stateDir() {
    return task.stateDir();
  }

  @Override
  public StreamsMetrics metrics() {
    return task.metrics();
  }

  @Override
  public void register(StateStore store, StateRestoreCallback stateRestoreCallback) {
    task.addStore(store);
  }

  @Override
  public void register(
      StateStore store, StateRestoreCallback stateRestoreCallback, CommitCallback commitCallback) {
    task.addStore(store);
  }

  @Override
  public Map<String, Object> appConfigs() {
    return task.appConfigs();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return task.config().originalsWithPrefix(prefix);
  }
}
