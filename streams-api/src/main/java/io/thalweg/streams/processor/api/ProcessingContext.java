package io.thalweg.streams.processor.api;

import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.processor.Cancellable;
import io.thalweg.streams.processor.PunctuationType;
import io.thalweg.streams.processor.Punctuator;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** What a processor can use of its task. Used by the thread of the task only. */
public interface ProcessingContext {
  /** The application id. */
  String applicationId();

  /** The id of the task. */
  TaskId taskId();

  /**
   * The origin of the record in hand. In a punctuation its topic is null, its partition and offset
   * are -1, as with Kafka Streams.
   */
  Optional<RecordMetadata> recordMetadata();

  /** The default key serde, or null if none is configured. */
  Serde<?> keySerde();

  /** The default value serde, or null if none is configured. */
  Serde<?> valueSerde();

  /** The directory of the task's state. */
  File stateDir();

  /** The metrics of the instance. */
  StreamsMetrics metrics();

  /** The store called {@code name}, which must be connected, or null if there is none. */
  <S extends StateStore> S getStateStore(String name);

  /**
   * Calls {@code callback} every {@code interval}.
   *
   * @throws IllegalArgumentException if {@code interval} is less than one millisecond
   */
  Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback);

  /**
   * Calls {@code callback} every {@code interval}, first at {@code startTime}.
   *
   * @throws IllegalArgumentException if {@code interval} is less than one millisecond
   */
  Cancellable schedule(
      Instant startTime, Duration interval, PunctuationType type, Punctuator callback);

  /** Asks for a commit as soon as possible. */
  void commit();

  /** All configs of the application. */
  Map<String, Object> appConfigs();

  /** All configs whose key starts with {@code prefix}, without that prefix. */
  Map<String, Object> appConfigsWithPrefix(String prefix);

  /** The wall-clock time of the task in milliseconds since the epoch. */
  long currentSystemTimeMs();

  /** The stream time of the task in milliseconds, -1 before the first record. */
  long currentStreamTimeMs();
}
