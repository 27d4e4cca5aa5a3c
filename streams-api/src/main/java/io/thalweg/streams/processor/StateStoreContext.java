package io.thalweg.streams.processor;

import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.processor.api.RecordMetadata;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** What a store can use of its task. Used by the thread of the task only. */
public interface StateStoreContext {
  /** The application id. */
  String applicationId();

  /** The id of the task. */
  TaskId taskId();

  /** The origin of the record in hand; empty if there is none, as in a punctuation. */
  Optional<RecordMetadata> recordMetadata();

  /** The default key serde, or null if none is configured. */
  Serde<?> keySerde();

  /** The default value serde, or null if none is configured. */
  Serde<?> valueSerde();

  /** The directory of the task's state. */
  File stateDir();

  /** The metrics of the instance. */
  StreamsMetrics metrics();

  /** Registers {@code store}; {@code stateRestoreCallback} restores it from its changelog. */
  void register(StateStore store, StateRestoreCallback stateRestoreCallback);

  /**
   * Registers {@code store}; {@code stateRestoreCallback} restores it from its changelog, {@code
   * commitCallback} is called when the task commits.
   */
  void register(
      StateStore store, StateRestoreCallback stateRestoreCallback, CommitCallback commitCallback);

  /** All configs of the application. */
  Map<String, Object> appConfigs();

  /** All configs whose key starts with {@code prefix}, without that prefix. */
  Map<String, Object> appConfigsWithPrefix(String prefix);
}
