package io.thalweg.streams.processor;

import io.thalweg.streams.StreamsMetrics;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;

/**
 * The context of a {@link io.thalweg.streams.kstream.ValueTransformerWithKey}. Processors use
 * {@link io.thalweg.streams.processor.api.ProcessorContext}. Used by the thread of the task only.
 */
public interface ProcessorContext {
  /** The application id. */
  String applicationId();

  /** The id of the task. */
  TaskId taskId();

  /** The default key serde, or null if none is configured. */
  Serde<?> keySerde();

  /** The default value serde, or null if none is configured. */
  Serde<?> valueSerde();

  /** The directory of the task's state. */
  File stateDir();

  /** The metrics of the instance. */
  StreamsMetrics metrics();

  /** Registers {@code store}; {@code callback} restores it from its changelog. */
  void register(StateStore store, StateRestoreCallback callback);

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

  /** Sends a record to all children. */
  <K, V> void forward(K key, V value);

  /** Sends a record to the children that {@code to} names. */
  <K, V> void forward(K key, V value, To to);

  /** Asks for a commit as soon as possible. */
  void commit();

  /** Topic of the record in hand, or null if there is none, as in a punctuation. */
  String topic();

  /** Partition of the record in hand, or -1 if there is none. */
  int partition();

  /** Offset of the record in hand, or -1 if there is none. */
  long offset();

  /** Headers of the record in hand; empty if there is none. */
  Headers headers();

  /** Timestamp of the record in hand, or of the punctuation, in milliseconds since the epoch. */
  long timestamp();

  /** All configs of the application. */
  Map<String, Object> appConfigs();

  /** All configs whose key starts with {@code prefix}, without that prefix. */
  Map<String, Object> appConfigsWithPrefix(String prefix);

  /** The wall-clock time of the task in milliseconds since the epoch. */
  long currentSystemTimeMs();

  /** The stream time of the task in milliseconds, -1 before the first record. */
  long currentStreamTimeMs();
}
